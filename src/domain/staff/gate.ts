// The gate in front of a session (R7.1, S2), as pure decisions.
import type { Policy } from '#src/domain/policy/schema.ts';
import type { Clearance } from '#src/domain/staff/schema.ts';

const firstDelaySeconds = 5;
const longestDelaySeconds = 15 * 60;

/**
 * How long to wait before the next attempt may be made. The first `policy.signInAttempts` failures are free; then the delay doubles.
 * A clock set back does not shorten it: time before the failure counts as none.
 */
export function waitSeconds(
  failures: { readonly count: number; readonly lastFailedMs: number },
  nowMs: number,
  policy: Policy,
): number {
  const excess = failures.count - policy.signInAttempts;
  if (excess < 0) return 0;
  const delaySeconds = Math.min(longestDelaySeconds, firstDelaySeconds * 2 ** Math.min(excess, 10));
  const passedSeconds = Math.max(0, nowMs - failures.lastFailedMs) / 1_000;
  return Math.max(0, Math.ceil(delaySeconds - passedSeconds));
}

/** A staff number as it is compared: however it was typed, and without what a pasted one brings along unseen. */
export function normalStaffNumber(number: string): string {
  return number
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .toLowerCase();
}

export type MissingClearance = 'background-check' | 'training' | 'confidentiality-agreement';

/** Which of the three is missing or over on this day (`YYYY-MM-DD`); each is valid through its last day. */
export function missingClearance(clearance: Clearance, today: string): MissingClearance[] {
  const until: readonly (readonly [MissingClearance, string | null])[] = [
    ['background-check', clearance.backgroundCheckUntil],
    ['training', clearance.trainingUntil],
    ['confidentiality-agreement', clearance.confidentialityAgreementUntil],
  ];
  return until.filter(([, date]) => date === null || date < today).map(([name]) => name);
}
