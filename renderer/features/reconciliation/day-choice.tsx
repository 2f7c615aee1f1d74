// Which day, and of what: this workstation or the whole branch.
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { digitKeys, useKeys } from '#renderer/ui/keys.ts';

const scopes = ['own', 'branch'] as const;
export type DayScope = (typeof scopes)[number];

interface DayChoiceProps {
  readonly today: string;
  readonly day: string;
  readonly onDay: (day: string | null) => void;
  readonly scope: DayScope;
  /** Null: only this workstation may be seen. */
  readonly onScope: ((scope: DayScope) => void) | null;
}

function Scopes({ scope, onScope }: { readonly scope: DayScope; readonly onScope: (scope: DayScope) => void }) {
  const { t } = useTexts();
  useKeys(digitKeys(scopes, onScope, (name) => t(`branchDay.${name}`)));
  return (
    <fieldset className="day-scopes">
      <legend className="visually-hidden">{t('branchDay.choose')}</legend>
      {scopes.map((name, index) => (
        <Button
          key={name}
          id={`day-scope-${name}`}
          aria-pressed={scope === name}
          keyName={String(index + 1)}
          onClick={() => onScope(name)}
        >
          {t(`branchDay.${name}`)}
        </Button>
      ))}
    </fieldset>
  );
}

export function DayChoice({ today, day, onDay, scope, onScope }: DayChoiceProps) {
  const { t } = useTexts();
  return (
    <>
      {onScope === null ? null : <Scopes scope={scope} onScope={onScope} />}
      <label className="day-pick">
        {t('day.pick')}
        <input
          id="day-pick"
          className="input"
          type="date"
          max={today}
          value={day}
          onChange={(event) => onDay(event.currentTarget.value === '' ? null : event.currentTarget.value)}
        />
      </label>
    </>
  );
}
