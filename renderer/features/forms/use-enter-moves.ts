// Enter goes to the next stop once the field is right, Shift+Enter back. The table below is both what is done and what is told.
import type { KeyboardEvent, RefObject } from 'react';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { useToldKeys } from '#renderer/ui/keys.ts';
import { focusStop } from '#renderer/ui/stops.ts';
import type { FieldDefinition } from '#src/domain/forms/schema.ts';
import type { FieldEdits } from './field-edits.ts';

/** An open list takes Enter itself (it chooses what is marked); so does a button. */
function takesEnter(target: HTMLElement): boolean {
  return target.matches('input, select') && !target.matches('[aria-expanded="true"]');
}

export function useEnterMoves(root: RefObject<HTMLElement | null>, fields: readonly FieldDefinition[], edits: FieldEdits) {
  const { t } = useTexts();
  const go = (from: Element, direction: 'next' | 'previous') => {
    if (root.current !== null) focusStop(root.current, from, direction);
  };
  const goOn = () => {
    const target = document.activeElement;
    if (target === null) return;
    const isConsent = target.matches('[id^="consent-"]');
    const name = target.closest<HTMLElement>('[data-field]')?.dataset.field;
    const field = fields.find((candidate) => candidate.name === name);
    if (!isConsent && field !== undefined && !edits.finish(field)) return;
    go(target.closest('fieldset') ?? target, 'next');
  };
  const goBack = () => {
    if (document.activeElement !== null) go(document.activeElement, 'previous');
  };
  const keys = useToldKeys({
    enter: { text: t('shortcuts.next'), act: goOn },
    'shift+enter': { text: t('shortcuts.back'), act: goBack },
  });
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || !(event.target instanceof HTMLElement)) return;
    const isOurs = event.shiftKey || takesEnter(event.target);
    // A held Enter would run through the form without anybody looking at it.
    if (isOurs || event.repeat) event.preventDefault();
    if (isOurs && !event.repeat) keys[event.shiftKey ? 'shift+enter' : 'enter'].act();
  };
  return { press, go };
}
