// The day by which ages and dates are judged on the screen: the program's trusted one, which nobody moves by setting the computer's clock.
// It is asked again when the server was heard of and now and then, because a registration may be open over midnight.
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { type CalendarDate, parseCalendarDate } from '#src/base/calendar-date.ts';
import { useCall } from './queries.ts';

const askEveryMs = 60_000;

const TodayContext = createContext<CalendarDate | null>(null);

/** What stands inside may use `useToday`; it is shown once the day is known. */
export function TodayKnown({ children }: { readonly children: ReactNode }) {
  const { data, error } = useCall('forms.today', {}, { everyMs: askEveryMs });
  const today = useMemo(() => (data === undefined ? null : (parseCalendarDate(data.today) ?? null)), [data]);
  if (today === null) return <RefusalMessage refusal={error} />;
  return <TodayContext value={today}>{children}</TodayContext>;
}

export function useToday(): CalendarDate {
  const today = useContext(TodayContext);
  if (today === null) throw new Error('not inside TodayKnown');
  return today;
}
