// A number that groups itself while it is typed. During composition (input methods) nothing is rewritten: rewriting then would
// double or swallow what the person is writing.
import { type ChangeEvent, type CompositionEvent, useLayoutEffect, useRef } from 'react';
import { describedBy, type FieldErrorShown } from '#renderer/ui/field.tsx';
import { privateInput } from '#renderer/ui/text-input.tsx';
import { type Grouping, regroup, regroupEdit } from './grouped-typing.ts';

interface NumberInputProps {
  readonly id: string;
  readonly error: FieldErrorShown | null;
  readonly value: string;
  /** Null: the text stays as typed. */
  readonly grouping: Grouping | null;
  readonly isDisabled: boolean;
  readonly onValue: (value: string) => void;
  readonly onBlur: () => void;
}

function inputTypeOf(event: Event): string {
  return event instanceof InputEvent ? event.inputType : '';
}

export function NumberInput({ id, error, value, grouping, isDisabled, onValue, onBlur }: NumberInputProps) {
  const input = useRef<HTMLInputElement>(null);
  const caret = useRef<number | null>(null);
  const isComposing = useRef(false);
  // A saved record comes back without separators.
  const shown = grouping === null || isComposing.current ? value : grouping.group(grouping.normalize(value));

  // React puts the caret at the end when it writes a value that differs from the typed one; this puts it back before painting.
  useLayoutEffect(() => {
    if (caret.current === null || document.activeElement !== input.current) return;
    input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });

  const take = (text: string, place: number, inputType: string) => {
    if (grouping === null) {
      onValue(text);
      return;
    }
    const typed = { text, caret: place };
    const grouped = inputType === '' ? regroup(typed, grouping) : regroupEdit(shown, typed, inputType, grouping);
    caret.current = grouped.caret;
    onValue(grouped.text);
  };

  const change = (event: ChangeEvent<HTMLInputElement>) => {
    const { value: text, selectionStart } = event.currentTarget;
    if (isComposing.current) onValue(text);
    else take(text, selectionStart ?? text.length, inputTypeOf(event.nativeEvent));
  };
  const composed = (event: CompositionEvent<HTMLInputElement>) => {
    isComposing.current = false;
    const { value: text, selectionStart } = event.currentTarget;
    take(text, selectionStart ?? text.length, '');
  };

  return (
    <input
      ref={input}
      id={id}
      className="input input-number"
      type="text"
      {...privateInput}
      data-stop=""
      disabled={isDisabled}
      value={shown}
      aria-invalid={error !== null}
      aria-describedby={describedBy(id, error)}
      onChange={change}
      onCompositionStart={() => {
        isComposing.current = true;
      }}
      onCompositionEnd={composed}
      onBlur={onBlur}
    />
  );
}
