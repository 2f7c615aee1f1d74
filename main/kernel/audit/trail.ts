// The workstation's audit trail (R1.3, R10.4): a hash chain whose links are written in the transaction of what they record. An event
// names ids, codes, versions and counts; no personal data and no hash that could be guessed back to it.
import * as z from 'zod';
import type { AuditScope } from '#main/kernel/audit/audit-scope.ts';
import type { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';
import { canonicalJson } from '#src/base/canonical-json.ts';
import { type AuditAction, type AuditEvent, auditEvent, auditLink, chainStart } from '#src/domain/audit/events.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { countForDay } from './day-counts.ts';

export interface AuditEntry {
  readonly action: AuditAction;
  /** Staff id, or null for the workstation itself. */
  readonly actorId: string | null;
  readonly subjectId: string | null;
  readonly detail?: AuditEvent['detail'];
  /** When by the time decisions go by, where the caller has asked already: then the day's counters and its rows agree. */
  readonly decisionMs?: number;
}

/** The last event of the chain. */
export interface AuditHead {
  readonly sequence: number;
  readonly link: string;
}

const head = z.object({ sequence: z.int(), link: z.string() });
const stored = z.object({ sequence: z.int(), event: z.string(), link: z.string() });

export class AuditTrail {
  readonly #time: TrustedTime;
  readonly #scope: AuditScope;

  constructor(time: TrustedTime, scope: AuditScope) {
    this.#time = time;
    this.#scope = scope;
  }

  /** Appends one event inside the caller's transaction: it exists exactly when the change exists. */
  append(transaction: WriteTransaction, entry: AuditEntry): void {
    const last = auditHead(transaction);
    const event = auditEvent.parse({
      sequence: (last?.sequence ?? 0) + 1,
      at: this.#time.claimedNow(),
      action: entry.action,
      actorId: entry.actorId,
      subjectId: entry.subjectId,
      detail: entry.detail ?? {},
      previous: last?.link ?? chainStart,
    });
    const link = auditLink(event, sha256Hex);
    transaction.run('INSERT INTO audit (sequence, event, link) VALUES (?, ?, ?)', event.sequence, canonicalJson(event), link);
    const decisionMs = entry.decisionMs ?? this.#time.decisionMs();
    countForDay(transaction, this.#time.dayOf(decisionMs), event);
    this.#time.recordSeen(transaction, decisionMs);
    this.#scope.note(entry.action);
  }
}

export function auditHead(store: ReadStore): AuditHead | null {
  return store.one(head, 'SELECT sequence, link FROM audit ORDER BY sequence DESC LIMIT 1');
}

/** Is this event, with this link, part of the chain? Then everything before it is as it was. */
export function chainContains(store: ReadStore, known: AuditHead): boolean {
  return store.one(head, 'SELECT sequence, link FROM audit WHERE sequence = ?', known.sequence)?.link === known.link;
}

/** Walks the chain from its start. @returns the sequence number of the first event that does not fit, or null */
export function findBrokenLink(store: ReadStore): number | null {
  let previous = chainStart;
  let expected = 1;
  for (const row of store.all(stored, 'SELECT sequence, event, link FROM audit ORDER BY sequence')) {
    const event = auditEvent.safeParse(JSON.parse(row.event));
    const fits =
      event.success &&
      row.sequence === expected &&
      event.data.sequence === expected &&
      event.data.previous === previous &&
      auditLink(event.data, sha256Hex) === row.link;
    if (!fits) return row.sequence;
    previous = row.link;
    expected += 1;
  }
  return null;
}
