// An error of a command as one plain sentence with a code. Whatever is not expected is told by its kind only: its message could
// quote data.

import { Stop } from '#server/kernel/stop.ts';
import { refusalFromStore } from '#server/kernel/store/store-errors.ts';
import { type ErrorCode, Refusal } from '#src/contract/errors.ts';

const sentences: Partial<Record<ErrorCode, string>> = {
  'store/missing': 'There is no store in this directory (or database). Run init first, or check --data and DATABASE_URL.',
  'store/corrupt':
    'The store cannot be read: it is damaged, or it belongs to other keys. Nothing was changed; restore it from its backup.',
  'store/disk-full': 'The disk is full. Nothing was acknowledged that was not saved; free space and start again.',
  'store/not-writable': 'The store cannot be written. Check the rights of this account on the data directory.',
  'store/in-use': 'Another process is already serving or writing this data directory.',
  'store/unreachable': 'The database cannot be reached. Check that its server runs, and the address in DATABASE_URL.',
  'devices/no-such-device': 'There is no such workstation. The command fleet lists them.',
  'devices/already-ended': 'This workstation was taken out of service and cannot be approved; enrol it again with a new code.',
  'devices/not-active': 'The new workstation must be another one that is in use, and the old one must have been in use.',
  'devices/other-branch': 'The two workstations are of different branches. Enrol the new one with a code of the same branch.',
  'devices/already-replaced': 'One of the two workstations replaces another, or is replaced, already.',
  'store/too-new': 'The store was written by a newer version of this program. Start that version, or a newer one.',
};

export function explain(error: unknown): { readonly code: string; readonly sentence: string } {
  if (error instanceof Stop) return { code: error.code, sentence: error.message };
  const refusal: Refusal | null = error instanceof Refusal ? error : refusalFromStore(error);
  if (refusal !== null) {
    const { code } = refusal.wire;
    return { code, sentence: sentences[code] ?? 'The command was refused.' };
  }
  const code = error instanceof Error && 'code' in error ? ` ${String(error.code)}` : '';
  const kind = error instanceof Error ? error.name : typeof error;
  return { code: 'internal/unexpected', sentence: `Something unexpected happened (${kind}${code}).` };
}
