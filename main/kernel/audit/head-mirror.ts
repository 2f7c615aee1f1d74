// The head of the audit chain, mirrored in the keychain (design: audit): page encryption does not notice an old copy of all files put
// back, but the keychain remembers an event that such a copy does not have. Mirrored at the start, at every attempt to synchronise
// and at the end, at most every five seconds: a keychain is too slow for every transaction. What was written after the last mirror
// and is rolled back before the next is not noticed here; the server's memory of the head is the second line.
import * as z from 'zod';
import { type AuditHead, auditHead, chainContains } from '#main/kernel/audit/trail.ts';
import { describeError } from '#main/kernel/file-log.ts';
import { ask } from '#main/kernel/keys/database-key.ts';
import type { MachinePorts } from '#main/ports/app-ports.ts';
import type { KeyStore } from '#main/ports/key-store.ts';
import type { ReadStore } from '#main/store/store.ts';
import { utf8 } from '#src/base/bytes.ts';
import { Refusal } from '#src/contract/errors.ts';

const shortestIntervalMs = 5_000;
/** A keychain that does not answer must not keep the application from ending. */
const longestFarewellMs = 3_000;

const mirrored = z.object({ sequence: z.int(), link: z.string() });

function accountOf(storeId: string): string {
  return `audit-head ${storeId}`;
}

function parse(bytes: Uint8Array): AuditHead | null {
  try {
    return mirrored.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch {
    return null;
  }
}

/** What the keychain remembers of this store. @throws Refusal `keychain/…` */
export async function readMirroredHead(keyStore: KeyStore, storeId: string): Promise<AuditHead | null> {
  const bytes = await ask(keyStore, () => keyStore.read(accountOf(storeId)));
  return bytes === null ? null : parse(bytes);
}

/** After two custodians accepted an older store: nothing is remembered until its own head is. @throws Refusal `keychain/…` */
export async function forgetMirroredHead(keyStore: KeyStore, storeId: string): Promise<void> {
  await ask(keyStore, () => keyStore.write(accountOf(storeId), new Uint8Array([0])));
}

/** @throws Refusal `store/rolled-back` */
export function requireNotRolledBack(store: ReadStore, remembered: AuditHead | null): void {
  if (remembered === null || chainContains(store, remembered)) return;
  throw new Refusal('store/rolled-back', { known: remembered.sequence, found: auditHead(store)?.sequence ?? 0 });
}

export class HeadMirror {
  readonly #ports: Pick<MachinePorts, 'keyStore' | 'clock' | 'timers' | 'log'>;
  readonly #store: ReadStore;
  readonly #account: string;
  #isBegun = false;
  #writing: Promise<void> | null = null;
  #writtenLink: string | null = null;
  #writtenAtMs = Number.NEGATIVE_INFINITY;

  constructor(ports: Pick<MachinePorts, 'keyStore' | 'clock' | 'timers' | 'log'>, store: ReadStore, storeId: string) {
    this.#ports = ports;
    this.#store = store;
    this.#account = accountOf(storeId);
  }

  /** From here on; before its enrolment a workstation has nothing worth rolling back. */
  begin(): void {
    this.#isBegun = true;
    this.renew();
  }

  /** Mirrors the head when it changed and the last time is long enough ago. Never throws and never waits. */
  renew(): void {
    const isSoon = this.#ports.clock.monotonicMs() - this.#writtenAtMs < shortestIntervalMs;
    if (!this.#isBegun || isSoon || this.#writing !== null) return;
    this.#writing = this.#write().finally(() => {
      this.#writing = null;
    });
  }

  /** The last word before the store closes. */
  async end(): Promise<void> {
    if (!this.#isBegun) return;
    let cancel: () => void = () => undefined;
    const late = new Promise<void>((resolve) => {
      cancel = this.#ports.timers.after(longestFarewellMs, resolve);
    });
    const last = (this.#writing ?? Promise.resolve()).then(() => this.#write());
    await Promise.race([last, late]);
    cancel();
    this.#isBegun = false;
  }

  async #write(): Promise<void> {
    try {
      const head = auditHead(this.#store);
      if (head === null || head.link === this.#writtenLink) return;
      const { sequence, link } = head;
      this.#writtenAtMs = this.#ports.clock.monotonicMs();
      await this.#ports.keyStore.write(this.#account, utf8(JSON.stringify({ sequence, link })));
      this.#writtenLink = link;
    } catch (error) {
      this.#ports.log.write('head-mirror.failed', describeError(error));
    }
  }
}
