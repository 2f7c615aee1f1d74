import * as z from 'zod';
import type { WriteTransaction } from '#main/store/store.ts';

const row = z.object({ failures: z.int(), last_failed_ms: z.number() });

export interface SignInFailures {
  readonly count: number;
  /** By the decision time of that moment. */
  readonly lastFailedMs: number;
}

/** @param staffId empty for all unknown staff numbers together */
export function loadFailures(transaction: WriteTransaction, staffId: string): SignInFailures {
  const found = transaction.one(row, 'SELECT failures, last_failed_ms FROM sign_in_failure WHERE staff_id = ?', staffId);
  return { count: found?.failures ?? 0, lastFailedMs: found?.last_failed_ms ?? 0 };
}

export function saveFailures(transaction: WriteTransaction, staffId: string, failures: SignInFailures): void {
  transaction.run(
    'INSERT OR REPLACE INTO sign_in_failure (staff_id, failures, last_failed_ms) VALUES (?, ?, ?)',
    staffId,
    failures.count,
    failures.lastFailedMs,
  );
}

export function clearFailures(transaction: WriteTransaction, staffId: string): void {
  transaction.run('DELETE FROM sign_in_failure WHERE staff_id = ?', staffId);
}
