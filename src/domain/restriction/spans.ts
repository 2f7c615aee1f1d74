// A subject's restrictions, one after the other, as counts ask of them (R5.5): each with the record whose failure led to it.
import { standingOf } from './rules.ts';
import type { RestrictionEvent } from './schema.ts';

export interface RestrictionSpan {
  readonly recordId: string;
  readonly from: string;
  /** Null: it lasts. */
  readonly to: string | null;
  /** Where it stands now, or stood when it was released. */
  readonly state: 'restricted' | 'suspended';
}

/** @param events of one subject, in the order in which they were written */
export function spansOf(events: readonly RestrictionEvent[]): readonly RestrictionSpan[] {
  const spans: RestrictionSpan[] = [];
  let recordId = '';
  for (const event of events) {
    if (event.kind === 'failed') recordId = event.recordId;
    if (event.kind === 'restricted') spans.push({ recordId, from: event.at, to: null, state: 'restricted' });
    const last = spans.at(-1);
    if (event.kind === 'released' && last !== undefined) spans.splice(-1, 1, { ...last, to: event.at });
  }
  const { state } = standingOf(events);
  return spans.map((span) => (span.to === null && state === 'suspended' ? { ...span, state } : span));
}
