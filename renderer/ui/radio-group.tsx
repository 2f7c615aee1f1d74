import { type KeyboardEvent, useRef } from 'react';
import { Keycap } from './button.tsx';
import { describedBy, type FieldErrorShown, FieldNote } from './field.tsx';

export interface Option {
  readonly value: string;
  readonly label: string;
}

interface RadioGroupProps {
  readonly id: string;
  readonly label: string;
  readonly mark?: string | undefined;
  readonly help: string;
  readonly error: FieldErrorShown | null;
  readonly options: readonly Option[];
  readonly value: string;
  readonly isDisabled?: boolean;
  readonly onPick: (value: string) => void;
  /** After a choice that is meant as the last word (a digit key). */
  readonly onPicked: (group: HTMLElement) => void;
}

/** One of a few options, each with its digit key. */
export function RadioGroup({ id, label, mark, help, error, options, value, isDisabled, onPick, onPicked }: RadioGroupProps) {
  const group = useRef<HTMLFieldSetElement>(null);
  const hasChoice = options.some((option) => option.value === value);

  const pickByDigit = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.nativeEvent.isComposing) return;
    const option = /^[1-9]$/u.test(event.key) ? options[Number(event.key) - 1] : undefined;
    if (option === undefined) return;
    event.preventDefault();
    onPick(option.value);
    if (group.current !== null) onPicked(group.current);
  };

  return (
    <fieldset ref={group} id={id} className="field" disabled={isDisabled} aria-describedby={describedBy(id, error)}>
      <legend className="field-label">
        {label}
        {mark === undefined ? null : <span className="field-mark">{mark}</span>}
      </legend>
      <div className={error === null ? 'options' : 'options options-invalid'}>
        {options.map((option, index) => (
          <label key={option.value} className="option">
            <input
              type="radio"
              id={`${id}-${option.value}`}
              name={id}
              value={option.value}
              checked={option.value === value}
              data-stop={option.value === value || (!hasChoice && index === 0) ? '' : undefined}
              onChange={() => onPick(option.value)}
              onKeyDown={pickByDigit}
            />
            {option.label}
            {index < 9 ? <Keycap>{String(index + 1)}</Keycap> : null}
          </label>
        ))}
      </div>
      <FieldNote id={id} help={help} error={error} />
    </fieldset>
  );
}
