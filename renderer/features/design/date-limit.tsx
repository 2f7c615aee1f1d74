import { useTexts } from '#renderer/i18n/use-texts.ts';
import type { DateShift } from '#src/base/calendar-date.ts';
import { NumberSetting, SelectInput } from './controls.tsx';

type Choice = 'none' | 'today' | 'past-day' | 'future-day' | 'past-year' | 'future-year';
const choices: readonly Choice[] = ['none', 'today', 'past-day', 'future-day', 'past-year', 'future-year'];

function choiceOf(limit: DateShift | undefined): Choice {
  if (limit === undefined) return 'none';
  if (limit.count === 0) return 'today';
  return `${limit.count < 0 ? 'past' : 'future'}-${limit.unit}`;
}

interface DateLimitProps {
  readonly path: string;
  readonly label: string;
  readonly limit: DateShift | undefined;
  readonly onLimit: (limit: DateShift | undefined) => void;
}

/** How far from today a date may lie: none, today, or so many days or years before or after. */
export function DateLimitSetting({ path, label, limit, onLimit }: DateLimitProps) {
  const { t } = useTexts();
  const choice = choiceOf(limit);
  const pick = (next: Choice) => {
    if (next === 'none') return onLimit(undefined);
    if (next === 'today') return onLimit({ unit: 'day', count: 0 });
    const count = Math.max(1, Math.abs(limit?.count ?? 1));
    onLimit({ unit: next.endsWith('year') ? 'year' : 'day', count: next.startsWith('past') ? -count : count });
  };
  return (
    <div className="design-limit">
      <SelectInput
        path={path}
        label={label}
        value={choice}
        options={choices.map((value) => ({ value, label: t(`design.dateLimits.${value}`) }))}
        onValue={(value) => pick(value as Choice)}
      />
      {limit === undefined || limit.count === 0 ? null : (
        <NumberSetting
          path={`${path}.count`}
          label={t('design.dateCount')}
          value={Math.abs(limit.count)}
          minimum={1}
          maximum={50_000}
          onValue={(count) => onLimit({ ...limit, count: limit.count < 0 ? -count : count })}
        />
      )}
    </div>
  );
}
