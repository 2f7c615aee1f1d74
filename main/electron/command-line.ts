// The switches this application has, and nothing else. A packaged application refuses every other switch before its first window:
// Chromium reads the same command line, and debugging, proxy or sandbox switches would open the page to whoever starts it (S1).
import { isReaderAddress } from '#main/kernel/reader-address.ts';
import type { EnrolmentOrder } from '#main/ports/worker-messages.ts';
import { fail, ok, type Result } from '#src/base/result.ts';
import { type ReadingMember, readingMembers } from '#src/domain/documents/reading.ts';
import type { ReaderService } from '#src/domain/documents/settings.ts';

export interface CommandLine {
  /** Folder of everything the application writes; undefined = the system's usual place. */
  readonly userDataDir: string | undefined;
  readonly keychainService: string;
  /** Folder of the evaluation substitute of the keychain; undefined = the real keychain (S3). */
  readonly evaluationKeychainDir: string | undefined;
  readonly enrol: EnrolmentOrder | undefined;
  readonly reader: ReaderService | undefined;
}

const ownSwitches = [
  'user-data-dir',
  'keychain-service',
  'evaluation-keychain',
  'enrol-server',
  'enrol-code',
  'enrol-name',
  'reader-service',
  'reader-mapping',
] as const;
type OwnSwitch = (typeof ownSwitches)[number];

function isOwn(name: string): name is OwnSwitch {
  return ownSwitches.some((own) => own === name);
}

function readEnrolment(values: ReadonlyMap<OwnSwitch, string>): Result<EnrolmentOrder | undefined, string> {
  const address = values.get('enrol-server');
  const code = values.get('enrol-code');
  const name = values.get('enrol-name');
  if (address === undefined && code === undefined && name === undefined) return ok(undefined);
  if (address === undefined || code === undefined || name === undefined) {
    return fail('--enrol-server, --enrol-code and --enrol-name belong together');
  }
  return ok({ address, code, name });
}

/** `--reader-service=http://127.0.0.1:PORT/path`, `--reader-mapping=name:data.xm,documentNumber:data.sfzh`. */
function readReader(values: ReadonlyMap<OwnSwitch, string>): Result<ReaderService | undefined, string> {
  const address = values.get('reader-service');
  if (address === undefined) return ok(undefined);
  if (!isReaderAddress(address)) return fail('--reader-service needs an address on this machine: http://127.0.0.1:…');
  const mapping: Partial<Record<ReadingMember, string>> = {};
  for (const pair of values.get('reader-mapping')?.split(',') ?? []) {
    const [name = '', path = ''] = pair.split(':');
    const member = readingMembers.find((known) => known === name);
    if (member === undefined || path === '')
      return fail(`--reader-mapping needs ${readingMembers.join(', ')}, each with a colon`);
    mapping[member] = path;
  }
  return ok({ address, mapping });
}

/**
 * Reads the command line.
 * @param args everything after the executable, Electron's and Chromium's own switches included
 * @param isPackaged an installed application knows its own switches only; in development, tools add theirs and they are left alone
 * @returns the values, or one sentence for the person who typed the command
 */
export function readCommandLine(args: readonly string[], isPackaged: boolean): Result<CommandLine, string> {
  const values = new Map<OwnSwitch, string>();
  for (const argument of args) {
    const [, name = '', value] = /^--?([^=]*)(?:=(.*))?$/su.exec(argument) ?? [];
    if (isOwn(name)) {
      if (value === undefined || value === '') return fail(`--${name} needs a value: --${name}=…`);
      values.set(name, value);
    } else if (isPackaged) {
      return fail(`unknown switch or argument: ${argument}`);
    }
  }
  const enrol = readEnrolment(values);
  if (!enrol.ok) return enrol;
  const reader = readReader(values);
  if (!reader.ok) return reader;
  return ok({
    userDataDir: values.get('user-data-dir'),
    keychainService: values.get('keychain-service') ?? 'Countersign',
    evaluationKeychainDir: values.get('evaluation-keychain'),
    enrol: enrol.value,
    reader: reader.value,
  });
}
