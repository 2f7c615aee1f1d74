// The small controls of the editor: one text in both languages, one line, a whole number, a choice. Each is named by the place it edits.
import { type ReactNode, useState } from 'react';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { privateInput } from '#renderer/ui/text-input.tsx';
import { type Language, type LocalText, languages } from '#src/base/language.ts';
import { controlId, useIsWrong } from './editing.ts';

interface PlaceProps {
  readonly path: string;
  readonly label: string;
}

interface LanguageInputProps extends PlaceProps {
  readonly language: Language;
  readonly value: string;
  readonly rows: number;
  readonly onValue: (value: string) => void;
}

function LanguageInput({ path, label, language, value, rows, onValue }: LanguageInputProps) {
  const { t } = useTexts();
  const place = `${path}.${language}`;
  const isWrong = useIsWrong(place);
  const shared = {
    ...privateInput,
    id: controlId(place),
    className: 'input',
    lang: language,
    value,
    maxLength: 5_000,
    'aria-label': `${label}（${t(`design.languages.${language}`)}）`,
    'aria-invalid': isWrong,
    placeholder: t(`design.languages.${language}`),
  };
  return rows === 1 ? (
    <input type="text" {...shared} onChange={(event) => onValue(event.currentTarget.value)} />
  ) : (
    <textarea rows={rows} {...shared} onChange={(event) => onValue(event.currentTarget.value)} />
  );
}

interface LocalTextProps extends PlaceProps {
  readonly value: LocalText;
  readonly hint?: string;
  readonly rows?: number;
  /** @param place the language's own place, so that typing on is one step of undo */
  readonly onValue: (value: LocalText, place: string) => void;
}

/** One text, Chinese and English side by side: neither is forgotten when both are always seen. */
export function LocalTextInput({ path, label, value, hint, rows = 1, onValue }: LocalTextProps) {
  return (
    <fieldset className="design-row">
      <legend className="field-label">
        {label} {hint === undefined ? null : <span className="field-mark">{hint}</span>}
      </legend>
      <div className="design-languages">
        {languages.map((language) => (
          <LanguageInput
            key={language}
            {...{ path, label, language, rows }}
            value={value[language]}
            onValue={(text) => onValue({ ...value, [language]: text }, `${path}.${language}`)}
          />
        ))}
      </div>
    </fieldset>
  );
}

interface RowProps extends PlaceProps {
  readonly hint?: string | undefined;
  readonly children: ReactNode;
}

export function Row({ path, label, hint, children }: RowProps) {
  return (
    <div className="design-row">
      <label className="field-label" htmlFor={controlId(path)}>
        {label} {hint === undefined ? null : <span className="field-mark">{hint}</span>}
      </label>
      {children}
    </div>
  );
}

interface LineProps extends PlaceProps {
  readonly value: string;
  readonly hint?: string;
  readonly isDisabled?: boolean;
  readonly onValue: (value: string) => void;
}

export function LineInput({ path, label, value, hint, isDisabled = false, onValue }: LineProps) {
  return (
    <Row {...{ path, label, hint }}>
      <input
        {...privateInput}
        id={controlId(path)}
        className="input"
        type="text"
        maxLength={60}
        disabled={isDisabled}
        value={value}
        aria-invalid={useIsWrong(path)}
        onChange={(event) => onValue(event.currentTarget.value)}
      />
    </Row>
  );
}

interface NumberProps extends PlaceProps {
  readonly value: number | undefined;
  readonly hint?: string;
  readonly minimum: number;
  readonly maximum: number;
  /** Not given where the number may not be missing. */
  readonly onEmpty?: () => void;
  readonly onValue: (value: number) => void;
}

/** A whole number. What is no number, or out of bounds, is marked and not taken; the last good one stays in force. */
export function NumberSetting({ path, label, value, hint, minimum, maximum, onEmpty, onValue }: NumberProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (value === undefined ? '' : String(value));
  const read = (text: string): number | null => {
    const number = /^-?\d+$/u.test(text.trim()) ? Number(text) : Number.NaN;
    return number >= minimum && number <= maximum ? number : null;
  };
  const isEmptyFine = onEmpty !== undefined && shown.trim() === '';
  const change = (text: string) => {
    setTyped(text);
    const number = read(text);
    if (number !== null) onValue(number);
    else if (text.trim() === '') onEmpty?.();
  };
  return (
    <Row {...{ path, label, hint }}>
      <input
        {...privateInput}
        id={controlId(path)}
        className="input design-number"
        type="text"
        inputMode="numeric"
        value={shown}
        aria-invalid={read(shown) === null && !isEmptyFine}
        onChange={(event) => change(event.currentTarget.value)}
        onBlur={() => setTyped(null)}
      />
    </Row>
  );
}

export interface SelectOption {
  readonly value: string;
  readonly label: string;
}

interface SelectProps extends PlaceProps {
  readonly value: string;
  readonly options: readonly SelectOption[];
  readonly hint?: string;
  readonly isDisabled?: boolean;
  readonly onValue: (value: string) => void;
}

/** A value that is not among the options is shown as nothing chosen. */
export function SelectInput({ path, label, value, options, hint, isDisabled = false, onValue }: SelectProps) {
  const { t } = useTexts();
  const isKnown = options.some((option) => option.value === value);
  return (
    <Row {...{ path, label, hint }}>
      <select
        id={controlId(path)}
        className="input"
        disabled={isDisabled}
        value={isKnown ? value : ''}
        aria-invalid={useIsWrong(path)}
        onChange={(event) => onValue(event.currentTarget.value)}
      >
        {isKnown ? null : <option value="">{t('capture.choose')}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Row>
  );
}
