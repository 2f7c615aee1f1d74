// The State Council's notices of 2025 (国办发明电〔2024〕12号, 12 November 2024) and 2026 (4 November 2025). That of 2027 is not in here:
// an organisation adds it to its own file when it is published.

import { nextDay } from '#src/domain/working-days/rules.ts';
import type { AdjustedDay } from '#src/domain/working-days/schema.ts';

/** First and last day of each holiday, and the weekend days worked in return. */
const notices = [
  {
    holidays: [
      ['2025-01-01', '2025-01-01'],
      ['2025-01-28', '2025-02-04'],
      ['2025-04-04', '2025-04-06'],
      ['2025-05-01', '2025-05-05'],
      ['2025-05-31', '2025-06-02'],
      ['2025-10-01', '2025-10-08'],
    ],
    workdays: ['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
  },
  {
    holidays: [
      ['2026-01-01', '2026-01-03'],
      ['2026-02-15', '2026-02-23'],
      ['2026-04-04', '2026-04-06'],
      ['2026-05-01', '2026-05-05'],
      ['2026-06-19', '2026-06-21'],
      ['2026-09-25', '2026-09-27'],
      ['2026-10-01', '2026-10-07'],
    ],
    workdays: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  },
] as const;

function daysFrom(first: string, last: string): string[] {
  const days = [first];
  for (let day = first; day < last; ) {
    day = nextDay(day);
    days.push(day);
  }
  return days;
}

export const publishedWorkingDays: AdjustedDay[] = notices.flatMap(({ holidays, workdays }) => [
  ...holidays.flatMap(([first, last]) => daysFrom(first, last).map((date) => ({ date, kind: 'holiday' as const }))),
  ...workdays.map((date) => ({ date, kind: 'workday' as const })),
]);
