// Where a saved record stands on its way to the server, and how long to wait before the next attempt (S4, R3.7).
import * as z from 'zod';

/**
 * waiting: saved here, not yet at the server. synced: the server's signed receipt was verified (the only meaning of 已同步).
 * quarantined: the server refused this record with a reason; it stays here and needs a person. superseded: refused, and replaced by a
 * later revision; it stays as history and needs nobody. set-aside: refused, and a supervisor has decided that nothing more is done with
 * it here; it stays, is not sent, and can be sent again.
 */
export const outboxState = z.enum(['waiting', 'synced', 'quarantined', 'superseded', 'set-aside']);
export type OutboxState = z.infer<typeof outboxState>;

/** Why a refused record is set aside. */
export const setAsideReason = z.enum(['registered-anew', 'server-has-it', 'handed-to-it']);
export type SetAsideReason = z.infer<typeof setAsideReason>;

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
