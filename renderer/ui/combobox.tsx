// A text field with a list that narrows while one types (WAI-ARIA combobox with list autocomplete). The focus stays in the text; the list
// is capped by whoever fills it, so it opens at once however much there is. Nothing is chosen by leaving the field with the mouse.
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { describedBy, type FieldErrorShown } from './field.tsx';
import { privateInput } from './text-input.tsx';

export interface ComboboxOption {
  readonly value: string;
  readonly label: string;
  /** Small, at the end of the line. */
  readonly detail: string;
}

interface ComboboxProps {
  readonly id: string;
  readonly error: FieldErrorShown | null;
  readonly isDisabled: boolean;
  /** Shown while nobody searches. */
  readonly text: string;
  readonly texts: { readonly list: string; readonly none: string };
  /** @param query null before anything is typed */
  readonly optionsFor: (query: string | null) => readonly ComboboxOption[];
  readonly onType: (query: string) => void;
  readonly onPick: (value: string) => void;
  /** Chosen by key: the person wants to go on. */
  readonly onPicked: (from: HTMLElement) => void;
  readonly onBlur: () => void;
}

/** What the list shows and which of it is marked. */
function useListState(optionsFor: ComboboxProps['optionsFor']) {
  /** What is being searched; null: nothing, the chosen one is shown. */
  const [query, setQuery] = useState<string | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [marked, setMarked] = useState(-1);
  const options = isOpen ? optionsFor(query) : [];
  return {
    query,
    isOpen,
    marked,
    options,
    open: () => setOpen(true),
    close: () => {
      setOpen(false);
      setMarked(-1);
    },
    /** Back to showing what is chosen. */
    settle: () => setQuery(null),
    search: (typed: string) => {
      setQuery(typed);
      setOpen(true);
      setMarked(typed.trim() === '' ? -1 : 0);
    },
    move: (by: number) => {
      setOpen(true);
      setMarked((at) => Math.min(Math.max(at + by, 0), Math.max(options.length - 1, 0)));
    },
  };
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

interface ListProps {
  readonly id: string;
  readonly label: string;
  readonly list: RefObject<HTMLDivElement | null>;
  readonly options: readonly ComboboxOption[];
  readonly marked: number;
  readonly isOpen: boolean;
  readonly onPick: (option: ComboboxOption) => void;
}

/** The keys are on the text field; a pointer must not take its focus. */
function OptionList({ id, label, list, options, marked, isOpen, onPick }: ListProps) {
  return (
    <div ref={list} id={id} className="combobox-list" role="listbox" aria-label={label} hidden={!isOpen}>
      {options.map((option, index) => (
        <div
          key={option.value}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === marked}
          data-value={option.value}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(option)}
          onKeyDown={() => undefined}
        >
          <span>{option.label}</span>
          <small>{option.detail}</small>
        </div>
      ))}
    </div>
  );
}

export function Combobox(props: ComboboxProps) {
  const { id, error, isDisabled, text, texts, optionsFor, onType, onPick, onPicked, onBlur } = props;
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const state = useListState(optionsFor);
  const { isOpen, marked, options } = state;
  useEffect(() => {
    if (!isOpen) return;
    list.current?.children[Math.max(marked, 0)]?.scrollIntoView({ block: 'nearest' });
    list.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen, marked]);

  const pick = (option: ComboboxOption | undefined): boolean => {
    if (option === undefined) return false;
    onPick(option.value);
    state.settle();
    state.close();
    return true;
  };
  /** @returns whether the key was the list's own */
  const act = (key: string, input: HTMLElement): boolean => {
    const step = steps[key];
    if (step !== undefined) {
      state.move(step);
      return true;
    }
    if (!isOpen) return false;
    if (key === 'Escape') state.close();
    else if (key === 'Enter' && pick(options[marked])) onPicked(input);
    // The focus goes on by itself.
    else if (key === 'Tab') pick(options[marked]);
    return key === 'Escape' || key === 'Enter';
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    // While an input method composes, its own keys choose among its own words.
    const isChord = event.ctrlKey || event.altKey || event.metaKey || event.shiftKey;
    if (event.nativeEvent.isComposing || isChord || (event.key === 'Enter' && event.repeat)) return;
    if (!act(event.key, event.currentTarget)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="combobox">
      <input
        id={id}
        className="input"
        type="text"
        role="combobox"
        {...privateInput}
        data-stop=""
        disabled={isDisabled}
        value={state.query ?? text}
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && marked >= 0 ? `${listId}-${marked}` : undefined}
        aria-invalid={error !== null}
        aria-describedby={describedBy(id, error)}
        onFocus={(event) => event.currentTarget.select()}
        onClick={state.open}
        onChange={(event) => {
          state.search(event.currentTarget.value);
          onType(event.currentTarget.value);
        }}
        onKeyDown={press}
        onBlur={() => {
          state.settle();
          state.close();
          onBlur();
        }}
      />
      <OptionList {...{ list, options, marked, isOpen }} id={listId} label={texts.list} onPick={pick} />
      {isOpen && options.length === 0 ? <p className="combobox-none">{texts.none}</p> : null}
    </div>
  );
}
