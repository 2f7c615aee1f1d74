// How often a message may be sent (R3.3): nobody is flooded, and a workstation cannot be made to spend without end.
import { Refusal } from '#src/contract/errors.ts';
import type { ContactPolicy } from '#src/domain/contact/schema.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

type Sent = { readonly toPhone: readonly number[]; readonly byDevice: readonly number[] };
/** `ofDevice`: codes of one device in an hour. */
type Policy = Pick<ContactPolicy, 'resendSeconds' | 'codesPerPhoneDay'> & { readonly ofDevice: number };

/** When the oldest that counts falls out of the span. */
function waitSeconds(oldestMs: number | undefined, spanMs: number, nowMs: number): number {
  return Math.max(1, Math.ceil(((oldestMs ?? nowMs) + spanMs - nowMs) / 1_000));
}

/** @param sent times in milliseconds, the newest first @throws Refusal contact/too-soon, contact/too-many */
export function requireWithin({ toPhone, byDevice }: Sent, policy: Policy, nowMs: number): void {
  const [newest] = toPhone;
  const soon = newest === undefined ? 0 : newest + policy.resendSeconds * 1_000 - nowMs;
  if (soon > 0) throw new Refusal('contact/too-soon', { waitSeconds: Math.ceil(soon / 1_000) });
  if (toPhone.length >= policy.codesPerPhoneDay) {
    throw new Refusal('contact/too-many', { waitSeconds: waitSeconds(toPhone[policy.codesPerPhoneDay - 1], dayMs, nowMs) });
  }
  if (byDevice.length >= policy.ofDevice) {
    const oldest = byDevice[policy.ofDevice - 1];
    throw new Refusal('contact/too-many', { waitSeconds: waitSeconds(oldest, hourMs, nowMs) });
  }
}
