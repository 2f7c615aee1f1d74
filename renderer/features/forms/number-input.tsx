// A number that groups itself while it is typed. During composition (input methods) nothing is rewritten: rewriting then would
// double or swallow what the person is writing.
import { type ChangeEvent, type CompositionEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { describedBy, type FieldErrorShown } from '#renderer/ui/field.tsx';
import { privateInput } from '#renderer/ui/text-input.tsx';
import { type Grouping, regroup, regroupEdit, type Typed } from './grouped-typing.ts';
import { TypingHistory } from './typing-history.ts';

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

/** Ctrl+Z, and Ctrl+Y or Ctrl+Shift+Z. */
function stepOf(key: string, isShifted: boolean): 'undo' | 'redo' | null {
  const letter = key.toLowerCase();
  if (letter === 'y') return 'redo';
  if (letter !== 'z') return null;
  return isShifted ? 'redo' : 'undo';
}

export function NumberInput({ id, error, value, grouping, isDisabled, onValue, onBlur }: NumberInputProps) {
  const input = useRef<HTMLInputElement>(null);
  const caret = useRef<number | null>(null);
  const isComposing = useRef(false);
  const [history] = useState(() => new TypingHistory());
  // A saved record comes back without separators.
  const shown = grouping === null || isComposing.current ? value : grouping.group(grouping.normalize(value));

  // React puts the caret at the end when it writes a value that differs from the typed one; this puts it back before painting.
  useLayoutEffect(() => {
    if (caret.current === null || document.activeElement !== input.current) return;
    input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });

  const asShown = { text: shown, caret: shown.length };
  const put = (typed: Typed) => {
    caret.current = typed.caret;
    onValue(typed.text);
  };
  const take = (text: string, place: number, inputType: string) => {
    if (grouping === null) {
      onValue(text);
      return;
    }
    const typed = { text, caret: place };
    put(inputType === '' ? regroup(typed, grouping) : regroupEdit(shown, typed, inputType, grouping));
  };
  const key = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = event.ctrlKey || event.metaKey ? stepOf(event.key, event.shiftKey) : null;
    if (step === null || isComposing.current) return;
    event.preventDefault();
    const found = history[step](asShown);
    if (found !== null) put(found);
  };

  const change = (event: ChangeEvent<HTMLInputElement>) => {
    const { value: text, selectionStart } = event.currentTarget;
    if (isComposing.current) {
      onValue(text);
      return;
    }
    const inputType = inputTypeOf(event.nativeEvent);
    history.edited(asShown, inputType);
    take(text, selectionStart ?? text.length, inputType);
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
      onKeyDown={key}
      onCompositionStart={() => {
        isComposing.current = true;
        history.edited(asShown, 'insertCompositionText');
      }}
      onCompositionEnd={composed}
      onBlur={onBlur}
    />
  );
}
