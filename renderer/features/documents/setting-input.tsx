import { privateInput } from '#renderer/ui/text-input.tsx';

interface SettingInputProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly maxLength: number;
  readonly placeholder?: string;
  readonly onValue: (value: string) => void;
}

/** One technical setting: taken exactly as typed, spaces included. */
export function SettingInput({ id, label, value, maxLength, placeholder, onValue }: SettingInputProps) {
  return (
    <label className="readers-setting">
      {label}
      <input
        {...privateInput}
        id={id}
        className="input"
        value={value}
        maxLength={maxLength}
        placeholder={placeholder}
        onChange={(event) => onValue(event.currentTarget.value)}
      />
    </label>
  );
}
