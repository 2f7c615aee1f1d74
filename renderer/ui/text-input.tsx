import type { ComponentProps } from 'react';
import { describedBy, Field, type FieldErrorShown } from './field.tsx';

/** Nothing typed here is offered again, corrected or sent to a spelling service. */
export const privateInput = {
  autoComplete: 'off',
  autoCorrect: 'off',
  autoCapitalize: 'off',
  spellCheck: false,
} as const;

interface TextInputProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'id'> {
  readonly id: string;
  readonly label: string;
  readonly mark?: string | undefined;
  readonly help: string;
  readonly error: FieldErrorShown | null;
  /** Without it the input keeps what is typed by itself. */
  readonly value?: string;
  readonly onValue?: (value: string) => void;
}

/** A labelled single-line input. */
export function TextInput({ id, label, mark, help, error, onValue, ...rest }: TextInputProps) {
  return (
    <Field id={id} label={label} mark={mark} help={help} error={error}>
      <input
        id={id}
        className="input"
        type="text"
        {...privateInput}
        {...rest}
        aria-invalid={error !== null}
        aria-describedby={describedBy(id, error)}
        onChange={(event) => onValue?.(event.currentTarget.value)}
      />
    </Field>
  );
}
