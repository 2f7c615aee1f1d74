// The fields of a form in their order. Arrow keys choose, Alt with an arrow key moves, Delete takes away (and Ctrl+Z brings back).
import { type KeyboardEvent, useRef } from 'react';
import { flushSync } from 'react-dom';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { FieldDraft } from '#src/domain/design/schema.ts';

interface FieldListProps {
  readonly fields: readonly FieldDraft[];
  readonly selected: number;
  /** Indexes of the fields with something to put right. */
  readonly wrong: ReadonlySet<number>;
  readonly onSelect: (index: number) => void;
  readonly onMove: (from: number, to: number) => void;
  readonly onAdd: () => void;
  readonly onRemove: (index: number) => void;
}

export function FieldList({ fields, selected, wrong, onSelect, onMove, onAdd, onRemove }: FieldListProps) {
  const { t, local } = useTexts();
  const list = useRef<HTMLOListElement>(null);
  const focus = (index: number) => list.current?.querySelectorAll('button')[index]?.focus();
  const go = (to: number, isMoving: boolean) => {
    if (to < 0 || to >= fields.length) return;
    flushSync(() => (isMoving ? onMove(selected, to) : onSelect(to)));
    focus(to);
  };
  const remove = () => {
    if (fields.length === 0) return;
    flushSync(() => onRemove(selected));
    focus(Math.min(selected, fields.length - 2));
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step !== undefined) go(selected + step, event.altKey);
    else if (event.key === 'Delete') remove();
    else return;
    event.preventDefault();
  };
  return (
    <nav className="design-list" aria-label={t('design.fields')}>
      <h3>
        {t('design.fields')} <span className="field-mark">{fields.length}</span>
      </h3>
      <ol ref={list}>
        {fields.map((field, index) => (
          <li key={`${field.name}.${fields.slice(0, index).filter((one) => one.name === field.name).length}`}>
            <button
              type="button"
              className="design-line"
              data-index={index}
              data-name={field.name}
              aria-current={index === selected ? 'true' : undefined}
              tabIndex={index === selected ? 0 : -1}
              onClick={() => onSelect(index)}
              onKeyDown={press}
            >
              <span>{local(field.label) || field.name || t('design.nameless')}</span>
              <span className="field-mark">
                {t(`design.kinds.${field.input.kind}`)}
                {field.part === 'core' ? '' : ` · ${t('design.partShort')}`}
              </span>
              {wrong.has(index) ? <span className="design-wrong">{t('design.wrong')}</span> : null}
            </button>
          </li>
        ))}
      </ol>
      <div className="design-list-tools">
        <Button id="design-add" onClick={onAdd}>
          {t('design.add')}
        </Button>
        <Button id="design-up" look="quiet" keyName="Alt+↑" onClick={() => go(selected - 1, true)}>
          {t('design.up')}
        </Button>
        <Button id="design-down" look="quiet" keyName="Alt+↓" onClick={() => go(selected + 1, true)}>
          {t('design.down')}
        </Button>
        <Button id="design-remove" look="quiet" keyName="Del" disabled={fields.length === 0} onClick={remove}>
          {t('design.remove')}
        </Button>
      </div>
    </nav>
  );
}
