// The day's counters (S6), kept by the trail in the transaction of every event, so that no feature can forget one and no question about a
// day has to read the trail. `closing` 0 is what no report has told yet.
import type { WriteTransaction } from '#main/store/store.ts';
import type { AuditEvent } from '#src/domain/audit/events.ts';

/** @param day the business day, `2026-11-24` */
export function countForDay(transaction: WriteTransaction, day: string, event: AuditEvent): void {
  transaction.run(
    `INSERT INTO day_count (day, staff_id, action, closing, total) VALUES (?, ?, ?, 0, 1)
       ON CONFLICT (day, staff_id, action, closing) DO UPDATE SET total = total + 1`,
    day,
    event.actorId ?? '',
    event.action,
  );
}
