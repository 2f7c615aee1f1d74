// The demonstration server as `init` leaves it, with a code for one workstation: founded once by each process that tests, then copied.
// Copies have the same keys and passphrases and nothing else in common.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initialiseServer, issueEnrolmentCode, randomSecrets, type ServerSecrets } from './server-process.ts';

export const demonstrationBranch = 'main-street';

export interface FoundedServer {
  readonly secrets: ServerSecrets;
  /** Enrols one workstation. */
  readonly code: string;
}

let original: Promise<FoundedServer & { readonly folder: string }> | null = null;

async function found(): Promise<FoundedServer & { readonly folder: string }> {
  const root = mkdtempSync(join(tmpdir(), 'countersign-founded-'));
  process.once('exit', () => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, 'server');
  const secrets = randomSecrets();
  await initialiseServer(folder, secrets);
  return { folder, secrets, code: await issueEnrolmentCode(folder, secrets, demonstrationBranch, 24 * 60) };
}

/** @param dataDir becomes the server's data folder; not there yet */
export async function foundServer(dataDir: string): Promise<FoundedServer> {
  original ??= found();
  const { folder, secrets, code } = await original;
  cpSync(folder, dataDir, { recursive: true });
  return { secrets, code };
}
