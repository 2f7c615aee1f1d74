// The switches this application has, and nothing else. A packaged application refuses every other switch before its first window:
// Chromium reads the same command line, and debugging, proxy or sandbox switches would open the page to whoever starts it (S1).
import type { EnrolmentOrder } from '#main/ports/worker-messages.ts';
import { fail, ok, type Result } from '#src/base/result.ts';

export interface CommandLine {
  /** Folder of everything the application writes; undefined = the system's usual place. */
  readonly userDataDir: string | undefined;
  readonly keychainService: string;
  /** Folder of the evaluation substitute of the keychain; undefined = the real keychain (S3). */
  readonly evaluationKeychainDir: string | undefined;
  readonly enrol: EnrolmentOrder | undefined;
}

const ownSwitches = [
  'user-data-dir',
  'keychain-service',
  'evaluation-keychain',
  'enrol-server',
  'enrol-code',
  'enrol-name',
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
  return ok({
    userDataDir: values.get('user-data-dir'),
    keychainService: values.get('keychain-service') ?? 'Countersign',
    evaluationKeychainDir: values.get('evaluation-keychain'),
    enrol: enrol.value,
  });
}
