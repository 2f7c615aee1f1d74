// Whether a subject is known to be reached follows from the facts (R1.2) and is stored nowhere. Facts are those of the number that the
// record has: another number begins anew.
import * as z from 'zod';
import type { CallOutcome, ContactFact, ContactPolicy } from './schema.ts';

export const contactState = z.enum(['not-asked', 'confirmed', 'pending', 'not-reached']);
export type ContactState = z.infer<typeof contactState>;

export interface ContactStatus {
  readonly state: ContactState;
  /** Why the last attempt did not reach the person. */
  readonly reason: Exclude<CallOutcome, 'confirmed'> | null;
  readonly at: string | null;
}

type Fact = Pick<ContactFact, 'outcome' | 'reason' | 'at'>;

/**
 * A confirmation stays, whatever a later call came to: somebody who does not pick up has not moved. Without one, the last attempt says
 * why; without any, it is pending where the organisation asks for it or somebody put it off.
 * @param facts oldest first
 */
export function contactStatus(mode: ContactPolicy['mode'], isDeferred: boolean, facts: readonly Fact[]): ContactStatus {
  const confirmed = facts.findLast(({ outcome }) => outcome === 'confirmed');
  if (confirmed !== undefined) return { state: 'confirmed', reason: null, at: confirmed.at };
  const last = facts.at(-1);
  if (last !== undefined) return { state: 'not-reached', reason: last.reason, at: last.at };
  const isAsked = isDeferred || mode === 'required-or-deferred';
  return { state: isAsked ? 'pending' : 'not-asked', reason: null, at: null };
}
