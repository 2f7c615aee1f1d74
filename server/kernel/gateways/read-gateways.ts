import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Stop } from '#server/kernel/stop.ts';
import { type GatewaysFile, gatewaysFile } from './gateways.ts';

function readSecret(name: string, path: string): string {
  try {
    if (process.platform !== 'win32' && (statSync(path).mode & 0o007) !== 0) {
      throw new Stop(
        'gateways/secret-unsafe',
        `Every user of this machine can read the secret ${name}. Restrict its file first.`,
      );
    }
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    if (error instanceof Stop) throw error;
    throw new Stop('gateways/secret-unreadable', `The file of the secret ${name} cannot be read.`, error);
  }
}

function parse(path: string): GatewaysFile {
  try {
    return gatewaysFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new Stop('gateways/unreadable', `The description of the gateways in ${path} cannot be read or does not fit.`, error);
  }
}

/** Secrets a gateway names that the file does not give: without them it would sign with nothing. */
function missingSecrets({ gateways, secrets }: GatewaysFile): readonly string[] {
  const named = gateways
    .flatMap(({ sign, answer }) => [sign?.secret, answer.signed?.secret])
    .filter((name) => name !== undefined);
  return named.filter((name) => !Object.hasOwn(secrets, name));
}

/** @throws Stop gateways/unreadable, gateways/secret-missing, gateways/secret-unreadable, gateways/secret-unsafe */
export function readGateways(path: string): { readonly file: GatewaysFile; readonly secrets: ReadonlyMap<string, string> } {
  const file = parse(path);
  const [missing] = missingSecrets(file);
  if (missing !== undefined)
    throw new Stop('gateways/secret-missing', `A gateway names the secret ${missing}, which has no file.`);
  const folder = dirname(resolve(path));
  const secrets = Object.entries(file.secrets).map(([name, given]): [string, string] => [
    name,
    readSecret(name, resolve(folder, given)),
  ]);
  return { file, secrets: new Map(secrets) };
}
