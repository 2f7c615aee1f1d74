import { useTexts } from '#renderer/i18n/use-texts.ts';
import { describedBy, Field, type FieldErrorShown } from '#renderer/ui/field.tsx';

interface ChoiceProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly onValue: (value: string) => void;
  readonly error?: FieldErrorShown | null;
  readonly autoFocus?: boolean;
}

/** Nothing is chosen beforehand. */
export function Choice({ id, label, value, options, onValue, error = null, autoFocus = false }: ChoiceProps) {
  const { t } = useTexts();
  return (
    <Field id={id} label={label} help="" error={error}>
      <select
        id={id}
        className="input"
        value={value}
        data-first={autoFocus ? '' : undefined}
        aria-invalid={error !== null}
        aria-describedby={describedBy(id, error)}
        onChange={(event) => onValue(event.currentTarget.value)}
      >
        <option value="">{t('requests.choose')}</option>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  );
}
