import { describedBy, Field } from '#renderer/ui/field.tsx';
import { useWords } from '../texts/use-words.ts';

export function isCode(text: string): boolean {
  return /^\d{6}$/u.test(text);
}

interface CodeInputProps {
  readonly id: string;
  readonly value: string;
  readonly help: string;
  readonly onValue: (value: string) => void;
}

/** Six digits from a message; a telephone may offer them by itself. */
export function CodeInput({ id, value, help, onValue }: CodeInputProps) {
  const words = useWords();
  return (
    <Field id={id} label={words.phone.code} help={help} error={null}>
      <input
        id={id}
        className="input input-number"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={20}
        value={value}
        aria-describedby={describedBy(id, null)}
        onChange={(event) => onValue(event.currentTarget.value.normalize('NFKC').replace(/\D/gu, '').slice(0, 6))}
      />
    </Field>
  );
}
