import type { CalendarDate } from '#src/base/calendar-date.ts';
import { CodeStep } from './code-step.tsx';
import { CorrectStep } from './correct-step.tsx';
import { OwnStep } from './own-step.tsx';
import { ProveStep } from './prove-step.tsx';
import type { Own } from './use-own.ts';

interface OwnPagesProps {
  readonly own: Own;
  readonly today: CalendarDate;
}

export function OwnPages({ own, today }: OwnPagesProps) {
  const { place, draft, held, correcting } = own;
  const record = held?.copy.records.find(({ recordId }) => recordId === correcting);
  if (place === 'correct' && record !== undefined) return <CorrectStep {...{ record, today, own }} />;
  if (place === 'own' && held !== null) return <OwnStep {...{ held, own }} />;
  if (place === 'code') return <CodeStep own={own} />;
  return draft === null ? null : <ProveStep {...{ draft, today, own }} />;
}
