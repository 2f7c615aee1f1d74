import type { KeyboardEvent } from 'react';
import { Keycap } from './button.tsx';
import { describedBy, type FieldErrorShown, FieldNote } from './field.tsx';
import type { Option } from './radio-group.tsx';

interface CheckGroupProps {
  readonly id: string;
  readonly label: string;
  readonly mark?: string | undefined;
  readonly help: string;
  readonly error: FieldErrorShown | null;
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  readonly isDisabled?: boolean;
  readonly onToggle: (value: string) => void;
}

/** Any number of several options; a digit key ticks and unticks, and the group is left by Enter like every field. */
export function CheckGroup({ id, label, mark, help, error, options, chosen, isDisabled, onToggle }: CheckGroupProps) {
  const toggleByDigit = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.nativeEvent.isComposing || event.repeat) return;
    const option = /^[1-9]$/u.test(event.key) ? options[Number(event.key) - 1] : undefined;
    if (option === undefined) return;
    event.preventDefault();
    onToggle(option.value);
  };
  return (
    <fieldset id={id} className="field" disabled={isDisabled} aria-describedby={describedBy(id, error)}>
      <legend className="field-label">
        {label}
        {mark === undefined ? null : <span className="field-mark">{mark}</span>}
      </legend>
      <div className={error === null ? 'options options-many' : 'options options-many options-invalid'}>
        {options.map((option, index) => (
          <label key={option.value} className="option">
            <input
              type="checkbox"
              id={`${id}-${option.value}`}
              value={option.value}
              checked={chosen.includes(option.value)}
              data-stop={index === 0 ? '' : undefined}
              onChange={() => onToggle(option.value)}
              onKeyDown={toggleByDigit}
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
