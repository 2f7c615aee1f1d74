// "Verified" is derived from the facts every time it is asked (R1.2, R3.4, R3.7) and stored nowhere.
import type { CheckKind, CheckReason, VerificationFact } from './schema.ts';

export type VerificationStatus =
  /** The organisation asks nobody: whatever was checked, was checked at the counter. */
  | { readonly state: 'not-required' }
  | { readonly state: 'pending'; readonly waitingFor: readonly CheckKind[] }
  | { readonly state: 'verified'; readonly at: string }
  | { readonly state: 'refuted'; readonly reason: CheckReason }
  /** No source could compare it: a person has to decide. */
  | { readonly state: 'undecided'; readonly reason: CheckReason };

/** As a workstation knows it: what nobody is asked about any more waits for nothing. */
export type HeldStatus = VerificationStatus | { readonly state: 'superseded' };

type Fact = Pick<VerificationFact, 'kind' | 'outcome' | 'reason' | 'at'>;

/**
 * The status of one revision from its own facts. One refusal refutes, whatever else was confirmed; nothing is verified before every
 * required check was confirmed.
 */
export function verificationStatus(required: readonly CheckKind[], facts: readonly Fact[]): VerificationStatus {
  const refuted = facts.find(({ outcome }) => outcome === 'refuted');
  if (refuted !== undefined) return { state: 'refuted', reason: refuted.reason ?? 'differs' };
  if (required.length === 0) return { state: 'not-required' };
  const waitingFor = required.filter((kind) => facts.every((fact) => fact.kind !== kind));
  if (waitingFor.length > 0) return { state: 'pending', waitingFor };
  const open = facts.find(({ kind, outcome }) => required.includes(kind) && outcome === 'unanswerable');
  if (open !== undefined) return { state: 'undecided', reason: open.reason ?? 'source-refuses' };
  const times = facts.filter(({ kind }) => required.includes(kind)).map(({ at }) => at);
  return { state: 'verified', at: times.toSorted().at(-1) ?? '' };
}

/** @param isSuperseded whether the server said that nobody is asked about it any more; answers it has count as before */
export function heldStatus(required: readonly CheckKind[], facts: readonly Fact[], isSuperseded: boolean): HeldStatus {
  const status = verificationStatus(required, facts);
  return isSuperseded && status.state === 'pending' ? { state: 'superseded' } : status;
}
