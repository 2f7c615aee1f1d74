// Where a saved record stands on its way to the server, and how long to wait before the next attempt (S4, R3.7).
import * as z from 'zod';

/**
 * waiting: saved here, not yet at the server. synced: the server's signed receipt was verified (the only meaning of 已同步).
 * quarantined: the server refused this record with a reason; it stays here and needs a person. superseded: refused, and replaced by a
 * later revision; it stays as history and needs nobody.
 */
export const outboxState = z.enum(['waiting', 'synced', 'quarantined', 'superseded']);
export type OutboxState = z.infer<typeof outboxState>;

/** Online means: our server answered an authenticated probe. Nothing else counts (VPN, captive portals). */
export const connection = z.enum(['unknown', 'online', 'offline', 'wrong-server']);
export type Connection = z.infer<typeof connection>;

const firstDelayMs = 2_000;
const longestDelayMs = 15 * 60_000;

/**
 * Exponential back-off with full jitter: a delay in milliseconds in [0, min(15 min, 2 s · 2^attempt)).
 * @param random a number in [0, 1)
 */
export function retryDelayMs(attempts: number, random: number): number {
  return Math.floor(random * Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempts, 20)));
}
