// Where a key-ring passphrase comes from: the environment or a file, never the command line (which every user of the machine can
// list), and never a place that is stolen together with the data.
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { Stop } from '#server/kernel/stop.ts';

const minimumLength = 12;

export interface PassphraseSource {
  readonly what: string;
  readonly variable: string;
  readonly option: string;
  /** Value of `option`, if given. */
  readonly file: string | undefined;
}

function requireOutside(file: string, dataDir: string): void {
  const real = realpathSync(file);
  const inside = [resolve(dataDir), realDirectory(dataDir)].some((root) => real.startsWith(root + sep));
  if (inside) {
    throw new Stop('keys/passphrase-file-unsafe', `The passphrase file ${file} lies inside the data directory. Keep it apart.`);
  }
}

function realDirectory(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // It does not exist yet: init makes it.
    return resolve(path);
  }
}

function readPassphraseFile(file: string, dataDir: string): string {
  try {
    requireOutside(file, dataDir);
    const isReadableByAll = process.platform !== 'win32' && (statSync(file).mode & 0o007) !== 0;
    if (isReadableByAll) {
      throw new Stop('keys/passphrase-file-unsafe', `Every user of this machine can read or change ${file}. Restrict it first.`);
    }
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    if (error instanceof Stop) throw error;
    throw new Stop('keys/passphrase-file-unreadable', `The passphrase file ${file} cannot be read.`, error);
  }
}

/** From a file descriptor that whoever starts this process has opened: nothing of it stands in the environment or on a disk. */
function readDescriptor(variable: string): string | undefined {
  const descriptor = process.env[`${variable}_FD`];
  if (descriptor === undefined || descriptor === '') return undefined;
  try {
    if (!/^\d{1,4}$/.test(descriptor)) throw new Error('not a number');
    return readFileSync(Number(descriptor), 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new Stop('keys/passphrase-file-unreadable', `Nothing can be read from the descriptor ${variable}_FD names.`, error);
  }
}

/** The file when there is one, then the descriptor, then the environment. @throws Stop keys/passphrase-… with what to do */
export function readPassphrase(source: PassphraseSource, dataDir: string): string {
  const passphrase =
    source.file === undefined
      ? (readDescriptor(source.variable) ?? process.env[source.variable])
      : readPassphraseFile(source.file, dataDir);
  if (passphrase === undefined || passphrase === '') {
    throw new Stop(
      'keys/passphrase-missing',
      `Set ${source.variable} or give ${source.option} FILE with the ${source.what} passphrase.`,
    );
  }
  return requireLength(source.what, passphrase);
}

function requireLength(what: string, passphrase: string): string {
  if (passphrase.length >= minimumLength) return passphrase;
  throw new Stop('keys/passphrase-short', `The ${what} passphrase needs at least ${minimumLength} characters.`);
}

/** Asks at the terminal without showing what is typed. */
async function askAtTerminal(question: string): Promise<string> {
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: unseen, terminal: true });
  try {
    process.stderr.write(question);
    return await terminal.question('');
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}

/**
 * A custodian's own passphrase: typed by the custodian, or from the environment where no person is (a demonstration, a test).
 * @throws Stop keys/passphrase-missing, keys/passphrase-short
 */
export async function custodianPassphrase(id: string): Promise<string> {
  const variable = `COUNTERSIGN_${id.toUpperCase().replaceAll('-', '_')}_PASSPHRASE`;
  const given = process.env[variable];
  if (given !== undefined && given !== '') return requireLength(id, given);
  if (!process.stdin.isTTY) {
    throw new Stop('keys/passphrase-missing', `Run this at a terminal where ${id} can type, or set ${variable}.`);
  }
  return requireLength(id, await askAtTerminal(`Passphrase of ${id}: `));
}
