// What groups of options have in common, whether one or several may be chosen: the frame, and a digit key for each of the first nine.
import type { KeyboardEvent, ReactNode, Ref } from 'react';
import { Keycap } from './button.tsx';
import { describedBy, type FieldErrorShown, FieldNote } from './field.tsx';

export interface Option {
  readonly value: string;
  readonly label: string;
}

export interface OptionGroupProps {
  readonly id: string;
  readonly label: string;
  readonly mark?: string | undefined;
  readonly help: string;
  readonly error: FieldErrorShown | null;
  readonly options: readonly Option[];
  readonly isDisabled?: boolean | undefined;
}

/** The option a digit key means; undefined for every other key. */
export function optionOfDigit(event: KeyboardEvent, options: readonly Option[]): Option | undefined {
  if (event.ctrlKey || event.altKey || event.metaKey || event.nativeEvent.isComposing) return undefined;
  return /^[1-9]$/u.test(event.key) ? options[Number(event.key) - 1] : undefined;
}

interface FrameProps extends OptionGroupProps {
  readonly look: string;
  readonly group?: Ref<HTMLFieldSetElement>;
  /** The control of one option. */
  readonly control: (option: Option, index: number) => ReactNode;
}

export function OptionGroup({ id, label, mark, help, error, options, isDisabled, look, group, control }: FrameProps) {
  return (
    <fieldset ref={group} id={id} className="field" disabled={isDisabled} aria-describedby={describedBy(id, error)}>
      <legend className="field-label">
        {label}
        {mark === undefined ? null : <span className="field-mark">{mark}</span>}
      </legend>
      <div className={error === null ? look : `${look} options-invalid`}>
        {options.map((option, index) => (
          <label key={option.value} htmlFor={`${id}-${option.value}`} className="option">
            {control(option, index)}
            {option.label}
            {index < 9 ? <Keycap>{String(index + 1)}</Keycap> : null}
          </label>
        ))}
      </div>
      <FieldNote id={id} help={help} error={error} />
    </fieldset>
  );
}
