import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Stop } from '#server/kernel/stop.ts';
import type { Language } from '#src/base/language.ts';
import { gatewaysProblems } from './check-gateways.ts';
import { type GatewaysFile, gatewaysFile } from './gateways.ts';
import { problemLine, shapeLines, terminalLanguage } from './problems.ts';

function readSecret(name: string, path: string): string {
  try {
    if (process.platform !== 'win32' && (statSync(path).mode & 0o007) !== 0) {
      throw new Stop(
        'gateways/secret-unsafe',
        `Every user of this machine can read the secret ${name}. Restrict its file first.`,
      );
    }
    const secret = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
    if (secret !== '') return secret;
  } catch (error) {
    if (error instanceof Stop) throw error;
    throw new Stop('gateways/secret-unreadable', `The file of the secret ${name} cannot be read: ${path}.`, error);
  }
  throw new Stop('gateways/secret-empty', `The file of the secret ${name} is empty: ${path}.`);
}

/** The line on which a text stops being JSON; what stands there is not told. */
function lineIn(text: string, error: unknown): number {
  const message = error instanceof Error ? error.message : '';
  // V8 tells a position, or quotes at most ten characters before the place.
  const quoted = /^Unexpected token '.*', (\.\.\.)?"([\s\S]*?)"(?:\.\.\.)? is not valid JSON$/u.exec(message);
  const position = /position (\d+)/u.exec(message)?.[1];
  const found = quoted?.[1] === undefined ? 0 : text.indexOf(quoted[2] ?? '') + 10;
  const at = quoted === null ? Number(position ?? text.length) : found;
  return text.slice(0, at).split('\n').length;
}

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').replace(/^\uFEFF/u, '');
  } catch (error) {
    throw new Stop('gateways/unreadable', `The description of the gateways cannot be read: ${path}.`, error);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Stop(
      'gateways/unreadable',
      `The description of the gateways is no JSON in ${path}, line ${lineIn(text, error)}.`,
      error,
    );
  }
}

const heads = {
  en: (path: string) => `The description of the gateways in ${path} does not fit:`,
  'zh-CN': (path: string) => `接口描述文件 ${path} 有误：`,
} as const;

/** @throws Stop gateways/unreadable, gateways/invalid */
function parse(path: string, language: Language): GatewaysFile {
  const value = readJson(path);
  const read = gatewaysFile.safeParse(value);
  const lines = read.success
    ? gatewaysProblems(read.data).map((problem) => problemLine(problem, language))
    : shapeLines(gatewaysFile, value, language);
  if (read.success && lines.length === 0) return read.data;
  throw new Stop('gateways/invalid', [heads[language](path), ...lines].join('\n  '));
}

/** @throws Stop gateways/unreadable, gateways/invalid, gateways/secret-unreadable, gateways/secret-unsafe, gateways/secret-empty */
export function readGateways(
  path: string,
  language = terminalLanguage(process.env),
): { readonly file: GatewaysFile; readonly secrets: ReadonlyMap<string, string> } {
  const file = parse(path, language);
  const folder = dirname(resolve(path));
  const secrets = Object.entries(file.secrets).map(([name, given]): [string, string] => [
    name,
    readSecret(name, resolve(folder, given)),
  ]);
  return { file, secrets: new Map(secrets) };
}
