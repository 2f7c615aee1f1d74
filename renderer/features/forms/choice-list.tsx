import { useTexts } from '#renderer/i18n/use-texts.ts';
import { describedBy, Field, type FieldErrorShown } from '#renderer/ui/field.tsx';
import type { Option } from '#renderer/ui/option-group.tsx';

interface ChoiceListProps {
  readonly id: string;
  readonly label: string;
  readonly mark: string | undefined;
  readonly help: string;
  readonly error: FieldErrorShown | null;
  readonly options: readonly Option[];
  readonly value: string;
  readonly isDisabled: boolean;
  readonly onValue: (value: string) => void;
  readonly onBlur: () => void;
}

/** One of many options. The system's own list: it opens at once however long it is, and finds by typing. */
export function ChoiceList({ id, label, mark, help, error, options, value, isDisabled, onValue, onBlur }: ChoiceListProps) {
  const { t } = useTexts();
  return (
    <Field id={id} label={label} mark={mark} help={help} error={error}>
      <select
        id={id}
        className="input"
        data-stop=""
        disabled={isDisabled}
        value={value}
        aria-invalid={error !== null}
        aria-describedby={describedBy(id, error)}
        onChange={(event) => onValue(event.currentTarget.value)}
        onBlur={onBlur}
      >
        <option value="">{t('capture.choose')}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}
