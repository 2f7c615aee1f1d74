import type { VerificationState } from '#src/domain/verification/schema.ts';
import type { BusinessEvent, BusinessState, Restriction, SubjectStanding } from './schema.ts';

/** An event may be told a little ahead of this server's clock. */
export const clockToleranceMs = 5 * 60_000;

/** How business with a subject in one service stands after these events: the latest by its own time decides, an end before a start. */
export function businessStateOf(events: readonly Pick<BusinessEvent, 'kind' | 'at'>[]): BusinessState {
  const ordered = events.toSorted((one, other) =>
    one.at === other.at ? (one.kind === 'end' ? -1 : 1) : one.at < other.at ? -1 : 1,
  );
  const last = ordered.at(-1);
  if (last === undefined) return 'none';
  return last.kind === 'end' ? 'ended' : 'open';
}

/** The most hopeful comes first: of several registrations for one service the best counts, as one of them is enough. */
const hopeful = ['verified', 'pending', 'undecided', 'refuted', 'not-required'] as const satisfies readonly VerificationState[];

/**
 * Whether business may begin, or begin anew after its end: exactly where it might go on (R3.4, R3.6). Where the organisation requires no
 * check nobody is called verified, and a registration is enough.
 */
export function mayBegin({ answer, reason }: SubjectStanding): boolean {
  return answer === 'allowed' || (answer === 'not-verified' && reason === 'not-required');
}

/** Whether business in one service may go on with a subject (R3.4, R3.6). */
export function standingOf(subject: {
  readonly restriction: Restriction;
  /** Of the subject's registrations for the service as they stand. */
  readonly registrations: readonly VerificationState[];
  readonly business: BusinessState;
}): SubjectStanding {
  const { restriction, registrations, business } = subject;
  if (restriction !== 'none') return { answer: restriction, reason: null };
  const best = hopeful.find((state) => registrations.includes(state));
  if (best === undefined) return { answer: 'unknown', reason: 'no-registration' };
  if (business === 'ended') return { answer: 'ended', reason: null };
  return best === 'verified' ? { answer: 'allowed', reason: null } : { answer: 'not-verified', reason: best };
}
