// `recover`: two custodians answer a workstation that lost its database key (S3). Needs no server and no data directory, only the
// request, the two shares and their holders. The journal line is on the disk before the answer exists.
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import * as z from 'zod';
import { custodianOf, joinShares, openShare } from '#server/kernel/keys/recovery-shares.ts';
import { Stop } from '#server/kernel/stop.ts';
import { systemClock } from '#server/kernel/system.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { type RecoveryAnswer, type RecoveryRequest, recoveryRequest } from '#src/crypto/recovery.ts';
import { answerRequest, requestFingerprint } from '#src/node/crypto/recovery.ts';
import { readOptions } from './options.ts';
import { custodianPassphrase } from './passphrase.ts';

export const recoverUsage =
  'recover --request FILE --fingerprint CODE --share FILE --share FILE --journal FILE --out FILE   (two custodians)';

const wanted = z.object({
  request: z.string(),
  fingerprint: z.string(),
  share: z.tuple([z.string(), z.string()]),
  journal: z.string(),
  out: z.string(),
});

function readRequest(file: string): RecoveryRequest {
  try {
    return recoveryRequest.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new Stop('recovery/request-unreadable', `${file} cannot be read as the recovery request of a workstation.`, error);
  }
}

/** A request may be exchanged on its way; what the person at the workstation reads aloud may not. */
function requireFingerprint(request: RecoveryRequest, told: string): string {
  const fingerprint = requestFingerprint(request);
  const plain = (text: string) =>
    text
      .toUpperCase()
      .replaceAll(/[^0-9A-Z]/g, '')
      .replaceAll('O', '0')
      .replaceAll(/[IL]/g, '1');
  if (plain(told) === plain(fingerprint)) return fingerprint;
  throw new Stop(
    'recovery/fingerprint-wrong',
    'The request is not the one whose code was read aloud at the workstation. Nothing was opened.',
  );
}

/** @param flag `a` to append, `wx` for a file that must not be there yet */
function writeDurably(file: string, flag: 'a' | 'wx', text: string): void {
  try {
    const opened = openSync(file, flag, 0o600);
    try {
      writeSync(opened, text);
      fsyncSync(opened);
    } finally {
      closeSync(opened);
    }
  } catch (error) {
    throw new Stop('recovery/not-writable', `${file} cannot be written, or is already there.`, error);
  }
}

async function answer(request: RecoveryRequest, files: readonly [string, string]): Promise<RecoveryAnswer> {
  const ids = [custodianOf(files[0]), custodianOf(files[1])] as const;
  if (ids[0] === ids[1]) {
    throw new Stop('recovery/same-custodian', 'Both shares are of one custodian. Two different custodians are needed.');
  }
  const first = await openShare(files[0], await custodianPassphrase(ids[0]));
  const second = await openShare(files[1], await custodianPassphrase(ids[1]));
  const key = await joinShares(first, second);
  const answered = await answerRequest(request, key, ids).catch((error: unknown) => {
    throw new Stop('recovery/wrap-damaged', 'The sealed key in the request was altered and does not open.', error);
  });
  if (answered !== null) return answered;
  throw new Stop('recovery/shares-foreign', 'The request is sealed to another recovery key than that of these shares.');
}

export async function runRecover(args: readonly string[]): Promise<void> {
  const table = {
    request: { type: 'string' },
    fingerprint: { type: 'string' },
    share: { type: 'string', multiple: true },
    journal: { type: 'string' },
    out: { type: 'string' },
  } as const;
  const options = wanted.safeParse(readOptions(args, table, recoverUsage));
  if (!options.success) throw new Stop('command/usage', `Usage: ${recoverUsage}`);
  const { share, journal, out } = options.data;
  // Before anybody types a passphrase, and before the journal tells of an answer that nobody could have.
  if (existsSync(out)) throw new Stop('recovery/not-writable', `${out} is already there. Name a file that is not, or move it.`);
  const request = readRequest(options.data.request);
  const fingerprint = requireFingerprint(request, options.data.fingerprint);
  const answered = await answer(request, share);
  const { purpose, custodians } = answered;
  const devices = [...new Set(request.wraps.map(({ deviceId }) => deviceId))];
  const databaseKeys = answered.keys.map(({ databaseKeyId }) => databaseKeyId);
  const at = instantFromMs(systemClock.nowMs());
  const line = JSON.stringify({
    at,
    purpose,
    rollback: request.rollback ?? null,
    request: fingerprint,
    devices,
    databaseKeys,
    custodians,
  });
  writeDurably(journal, 'a', `${line}\n`);
  writeDurably(out, 'wx', `${JSON.stringify(answered, null, 2)}\n`);
  process.stdout.write(`${line}\n`);
}
