// Tells the server the head of this workstation's audit chain, so that an older copy or a clone of it is noticed (S3). An alarm is
// kept in the store: it is shown offline too, until the server says otherwise. Records go on being sent whatever is answered: they
// are sealed, immutable and known by id, so sending cannot harm, and not sending could lose them.
import * as z from 'zod';
import { type AuditHead, auditHead, chainContains } from '#main/kernel/audit/trail.ts';
import type { Device } from '#main/kernel/device/device.ts';
import { askAsDevice } from '#main/kernel/server/ask-as-device.ts';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';
import { routes } from '#src/contract/sync/index.ts';
import type { headRequest, headResponse } from '#src/contract/sync/messages.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import type { CopyAttention } from '#src/domain/devices/heads.ts';
import type { SyncPorts } from './ports.ts';

const timeoutMs = 15_000;
/** How often a head that did not change is told again while there is an alarm, so that its end is noticed. */
const repeatMs = 60_000;

const row = z.object({
  sequence: z.int().nullable(),
  link: z.string().nullable(),
  alarm: z.enum(['rolled-back', 'cloned']).nullable(),
});

interface Reported {
  /** Last head the server acknowledged to this copy. */
  readonly head: AuditHead | null;
  readonly alarm: CopyAttention | null;
}

function loadReported(store: ReadStore): Reported {
  const found = store.one(row, 'SELECT sequence, link, alarm FROM head_report');
  if (found === null) return { head: null, alarm: null };
  const { sequence, link, alarm } = found;
  return { head: sequence === null || link === null ? null : { sequence, link }, alarm };
}

function saveReported(transaction: WriteTransaction, { head, alarm }: Reported): void {
  transaction.run(
    `INSERT INTO head_report (id, sequence, link, alarm) VALUES (1, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, link = excluded.link, alarm = excluded.alarm`,
    head?.sequence ?? null,
    head?.link ?? null,
    alarm,
  );
}

/** The last head the server acknowledged to this copy. */
export function readAcknowledgedHead(store: ReadStore): AuditHead | null {
  return loadReported(store).head;
}

/** The server acknowledged a head on a medium. One that is not of this chain is none of ours. */
export function keepAcknowledgedHead(transaction: WriteTransaction, head: AuditHead): void {
  if (chainContains(transaction, head)) saveReported(transaction, { ...loadReported(transaction), head });
}

export function readCopyAlarm(store: ReadStore): 'devices/rolled-back' | 'devices/cloned' | null {
  const { alarm } = loadReported(store);
  return alarm === null ? null : `devices/${alarm}`;
}

export class HeadReports {
  readonly #ports: SyncPorts;
  #toldAtMs: number | null = null;

  constructor(ports: SyncPorts) {
    this.#ports = ports;
  }

  /** A report that cannot be made now is made at a later attempt; it fails no attempt. */
  async report(device: Device, signal: AbortSignal): Promise<void> {
    const { store, clock } = this.#ports;
    const head = auditHead(store);
    const reported = loadReported(store);
    if (head === null || !this.#isDue(head, reported)) return;
    const answer = await this.#tell(device, { head, contains: reported.head, lacks: null }, signal);
    const last =
      answer?.outcome === 'compare' && answer.known !== null ? await this.#compare(device, head, answer.known, signal) : answer;
    if (last === null || last.outcome === 'compare' || signal.aborted) return;
    this.#toldAtMs = clock.monotonicMs();
    this.#keep(device, reported, head, last.outcome);
  }

  #isDue(head: AuditHead, { head: told, alarm }: Reported): boolean {
    if (this.#toldAtMs === null) return true;
    // Under an alarm the acknowledged head stays where it was, so only time says when to ask again.
    if (alarm !== null) return this.#ports.clock.monotonicMs() - this.#toldAtMs >= repeatMs;
    return told?.link !== head.link;
  }

  #compare(device: Device, head: AuditHead, known: AuditHead, signal: AbortSignal) {
    const isIn = chainContains(this.#ports.store, known);
    return this.#tell(device, { head, contains: isIn ? known : null, lacks: isIn ? null : known }, signal);
  }

  async #tell(
    device: Device,
    report: Omit<z.input<typeof headRequest>, 'protocol'>,
    signal: AbortSignal,
  ): Promise<z.output<typeof headResponse> | null> {
    const body = JSON.stringify({ protocol: protocolVersion, ...report } satisfies z.input<typeof headRequest>);
    const question = { method: 'POST', path: routes.heads.path, body, timeoutMs, signal } as const;
    const answer = await askAsDevice(this.#ports, device, question, routes.heads.response);
    return answer.ok ? answer.value : null;
  }

  #keep(device: Device, reported: Reported, head: AuditHead, outcome: 'kept' | CopyAttention): void {
    const { store, trail, emit } = this.#ports;
    const alarm = outcome === 'kept' ? null : outcome;
    store.write((transaction) => {
      saveReported(transaction, { head: outcome === 'kept' ? head : reported.head, alarm });
      if (alarm === reported.alarm) return;
      const action = alarm === null ? 'device.copy-cleared' : 'device.copy-suspected';
      trail.append(transaction, { action, actorId: null, subjectId: device.deviceId, detail: alarm === null ? {} : { alarm } });
    });
    if (alarm !== reported.alarm) emit('sync.changed', {});
  }
}
