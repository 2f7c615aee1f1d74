// The workstation's side of a recovery by two custodians (S3), while the store is closed. It writes a request, opens the answer, and
// puts back what the answer proves: nothing is deleted, nothing made anew, and a key that does not fit is never stored.
import * as z from 'zod';
import { forgetMirroredHead } from '#main/kernel/audit/head-mirror.ts';
import type { DataFolder } from '#main/kernel/data-folder.ts';
import { ask, keepDatabaseKey } from '#main/kernel/keys/database-key.ts';
import { type KeyInfo, type KeyNote, keyCheck, readKeyInfo, storeIdOf, writeKeyInfo } from '#main/kernel/keys/key-info.ts';
import { readRecoveryWrap } from '#main/kernel/keys/recovery-wrap.ts';
import type { MachinePorts } from '#main/ports/app-ports.ts';
import { ciphers } from '#main/store/connection.ts';
import { acquireProcessLock } from '#main/store/process-lock.ts';
import { opensWith } from '#main/store/rekey.ts';
import { utf8 } from '#src/base/bytes.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal, type WireError } from '#src/contract/errors.ts';
import { type RecoveryAnswer, type RecoveryPurpose, type RecoveryRequest, recoveryAnswer } from '#src/crypto/recovery.ts';
import { openAnswer, requestFingerprint } from '#src/node/crypto/recovery.ts';
import { generateSealingKey } from '#src/node/crypto/sealing.ts';
import type { PrivateKeyText } from '#src/node/crypto/signing.ts';

type DeskPorts = Pick<MachinePorts, 'clock' | 'random' | 'keyStore' | 'log'>;
type Keys = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

const purposes: Partial<Record<WireError['code'], RecoveryPurpose>> = {
  'keychain/key-missing': 'restore-key',
  'keychain/other-backend': 'restore-key',
  'keychain/key-wrong': 'restore-key',
  'store/rolled-back': 'accept-rollback',
};

const privateKey = z.object({ keyId: z.string(), publicKey: z.string(), privateKey: z.string() });

function parseAnswer(text: string): RecoveryAnswer {
  try {
    return recoveryAnswer.parse(JSON.parse(text));
  } catch (error) {
    throw new Refusal('recovery/answer-unreadable', {}, error);
  }
}

export class RecoveryDesk {
  readonly #folder: DataFolder;
  readonly #ports: DeskPorts;

  constructor(folder: DataFolder, ports: DeskPorts) {
    this.#folder = folder;
    this.#ports = ports;
  }

  /**
   * The same request until it is answered: the answer may take days and survives a restart.
   * @throws Refusal `recovery/not-needed`, `recovery/no-wrap`, `keychain/absent`, `keychain/locked`
   */
  async request(trouble: WireError | null): Promise<{ readonly request: RecoveryRequest; readonly fingerprint: string }> {
    const { request } = await this.#ask(trouble);
    return { request, fingerprint: requestFingerprint(request) };
  }

  /**
   * Takes the answer of the custodians. Afterwards the store can be opened.
   * @throws Refusal `recovery/…`, `keychain/…`, `store/…`
   */
  async accept(trouble: WireError | null, text: string): Promise<void> {
    const answer = parseAnswer(text);
    const { request, replyKey } = await this.#ask(trouble);
    const keys = await openAnswer(answer, request, replyKey);
    if (keys === null) throw new Refusal('recovery/answer-foreign', {});
    const lock = acquireProcessLock(this.#folder.lock);
    try {
      const info = this.#requireFittingInfo(keys);
      if (request.purpose === 'accept-rollback') await this.#acceptRollback(info, request, answer);
      else await this.#restoreKeys(info, keys, answer);
      // Answered: the next trouble asks with a key of its own.
      await ask(this.#ports.keyStore, () => this.#ports.keyStore.write(this.#replyAccount(request), new Uint8Array([0])));
      this.#ports.log.write('recovery.accepted', { purpose: request.purpose });
    } finally {
      for (const key of keys.values()) key.fill(0);
      lock.release();
    }
  }

  async #ask(trouble: WireError | null): Promise<{ readonly request: RecoveryRequest; readonly replyKey: PrivateKeyText }> {
    const purpose = trouble === null ? undefined : purposes[trouble.code];
    if (trouble === null || purpose === undefined) throw new Refusal('recovery/not-needed', {});
    const found = [readRecoveryWrap(this.#folder.recovery), readRecoveryWrap(this.#folder.nextRecovery)];
    const wraps = found.filter((wrap) => wrap !== null);
    if (wraps.length === 0) throw new Refusal('recovery/no-wrap', {});
    const replyKey = await this.#replyKey({ wraps });
    const request: RecoveryRequest = {
      kind: 'countersign-recovery-request',
      format: 1,
      purpose,
      ...(trouble.code === 'store/rolled-back' ? { rollback: trouble.params } : {}),
      wraps,
      replyTo: { keyId: replyKey.keyId, key: replyKey.publicKey },
    };
    return { request, replyKey };
  }

  #replyAccount({ wraps }: Pick<RecoveryRequest, 'wraps'>): string {
    return `recovery-reply ${wraps[0]?.databaseKeyId}`;
  }

  /** In the keychain, where the key it will receive is to go. */
  async #replyKey(wraps: Pick<RecoveryRequest, 'wraps'>): Promise<PrivateKeyText> {
    const { keyStore } = this.#ports;
    const account = this.#replyAccount(wraps);
    const kept = await ask(keyStore, () => keyStore.read(account));
    if (kept !== null && kept.length > 1) return privateKey.parse(JSON.parse(Buffer.from(kept).toString('utf8')));
    const made = await generateSealingKey();
    await ask(keyStore, () => keyStore.write(account, utf8(JSON.stringify(made))));
    return made;
  }

  /** Key-info that names one of these keys; made again from the database itself where the file is gone. */
  #requireFittingInfo(keys: Keys): KeyInfo {
    const info = readKeyInfo(this.#folder.keyInfo);
    if (info === 'unreadable') throw new Refusal('store/corrupt', {});
    if (info === null) return this.#infoFromDatabase(keys);
    const named = info.next === undefined ? [info] : [info, info.next];
    const fits = named.some(({ keyId, check }) => {
      const key = keys.get(keyId);
      return key !== undefined && keyCheck(key) === check;
    });
    if (!fits) throw new Refusal('recovery/key-wrong', {});
    return info;
  }

  #infoFromDatabase(keys: Keys): KeyInfo {
    const createdAt = instantFromMs(this.#ports.clock.nowMs());
    for (const [keyId, key] of keys) {
      const cipher = ciphers.find((candidate) => opensWith({ path: this.#folder.database, cipher: candidate, key }));
      if (cipher === undefined) continue;
      return {
        format: 1,
        keyId,
        check: keyCheck(key),
        backend: this.#ports.keyStore.backend,
        cipher,
        createdAt,
        state: 'in-use',
      };
    }
    throw new Refusal('recovery/key-wrong', {});
  }

  #note(action: KeyNote['action'], answer: RecoveryAnswer, detail: KeyNote['detail']): KeyNote {
    const custodians = answer.custodians.join(' ');
    return { id: this.#ports.random.id(), action, detail: { custodians, request: answer.request, ...detail } };
  }

  /** The note first: an interruption may leave one recovery told twice, never one untold. */
  async #restoreKeys(info: KeyInfo, keys: Keys, answer: RecoveryAnswer): Promise<void> {
    const note = this.#note('device.key-recovered', answer, { keyId: info.keyId });
    const noted: KeyInfo = { ...info, notes: [...(info.notes ?? []), note] };
    writeKeyInfo(this.#folder.keyInfo, noted);
    for (const [keyId, key] of keys) await keepDatabaseKey(this.#ports.keyStore, keyId, key);
    writeKeyInfo(this.#folder.keyInfo, { ...noted, backend: this.#ports.keyStore.backend });
  }

  async #acceptRollback(info: KeyInfo, { rollback }: RecoveryRequest, answer: RecoveryAnswer): Promise<void> {
    const note = this.#note('store.rollback-accepted', answer, { ...rollback });
    writeKeyInfo(this.#folder.keyInfo, { ...info, notes: [...(info.notes ?? []), note] });
    await forgetMirroredHead(this.#ports.keyStore, storeIdOf(info));
  }
}
