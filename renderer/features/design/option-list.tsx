// The options of a choice. Long lists are shown a page at a time: three inputs for each of thousands would keep the keyboard waiting.
import { useState } from 'react';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { privateInput } from '#renderer/ui/text-input.tsx';
import { freeName } from '#src/domain/design/edits.ts';
import type { FieldInput } from '#src/domain/forms/schema.ts';
import { changeAndFocus, controlId, useIsWrong } from './editing.ts';

type Options = Extract<FieldInput, { readonly kind: 'choice' }>['options'];
const pageSize = 30;

interface OptionRowProps {
  readonly path: string;
  readonly index: number;
  readonly option: Options[number];
  readonly onOption: (option: Options[number], place: string) => void;
  readonly onRemove: () => void;
}

function OptionRow({ path, index, option, onOption, onRemove }: OptionRowProps) {
  const { t } = useTexts();
  const number = index + 1;
  const cell = (place: string, label: string, value: string, take: (text: string) => Options[number]) => (
    <Cell place={`${path}.${place}`} label={label} value={value} onValue={(text) => onOption(take(text), `${path}.${place}`)} />
  );
  return (
    <li className="design-option">
      {cell('value', t('design.option.value', { number }), option.value, (value) => ({ ...option, value }))}
      {cell('label.zh-CN', t('design.option.zh', { number }), option.label['zh-CN'], (text) => ({
        ...option,
        label: { ...option.label, 'zh-CN': text },
      }))}
      {cell('label.en', t('design.option.en', { number }), option.label.en, (en) => ({
        ...option,
        label: { ...option.label, en },
      }))}
      <Button look="quiet" aria-label={t('design.option.remove', { number })} onClick={onRemove}>
        ✕
      </Button>
    </li>
  );
}

interface CellProps {
  readonly place: string;
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

function Cell({ place, label, value, onValue }: CellProps) {
  return (
    <input
      {...privateInput}
      id={controlId(place)}
      className="input"
      type="text"
      maxLength={200}
      aria-label={label}
      placeholder={label}
      value={value}
      aria-invalid={useIsWrong(place)}
      onChange={(event) => onValue(event.currentTarget.value)}
    />
  );
}

interface OptionListProps {
  readonly path: string;
  readonly options: Options;
  readonly onOptions: (options: Options, place: string | null) => void;
}

export function OptionList({ path, options, onOptions }: OptionListProps) {
  const { t } = useTexts();
  const [shown, setShown] = useState(pageSize);
  // The place is a row's identity: a value may be empty or repeated while it is typed.
  const rows = options.slice(0, shown).map((option, index) => ({ option, index, place: `${path}.${index}` }));
  const add = () => {
    const value = freeName(
      options.map((option) => option.value),
      '',
    );
    changeAndFocus(() => {
      setShown(options.length + 1);
      onOptions([...options, { value, label: { 'zh-CN': '', en: '' } }], null);
    }, `${path}.${options.length}.label.zh-CN`);
  };
  return (
    <fieldset className="design-row">
      <legend className="field-label">
        {t('design.option.title')} <span className="field-mark">{t('design.option.hint')}</span>
      </legend>
      <ol className="design-options">
        {rows.map(({ option, index, place }) => (
          <OptionRow
            key={place}
            path={place}
            index={index}
            option={option}
            onOption={(changed, at) => onOptions(options.with(index, changed), at)}
            onRemove={() => changeAndFocus(() => onOptions(options.toSpliced(index, 1), null), `${place}.value`)}
          />
        ))}
      </ol>
      <div className="actions">
        <Button id={controlId(path)} onClick={add}>
          {t('design.option.add')}
        </Button>
        {options.length > shown ? (
          <Button look="quiet" onClick={() => setShown(shown + 10 * pageSize)}>
            {t('design.option.more', { count: options.length - shown })}
          </Button>
        ) : null}
      </div>
    </fieldset>
  );
}
