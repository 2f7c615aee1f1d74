// What every part of the editor shares: the problems at each place, and the ids by which a problem leads to its control.
import { createContext, useContext } from 'react';
import { flushSync } from 'react-dom';
import type { PublishingProblem } from '#src/domain/forms/publishing.ts';

const ProblemsContext = createContext<readonly PublishingProblem[]>([]);
export const ProblemsProvider = ProblemsContext.Provider;

/** Is something wrong exactly at this place? */
export function useIsWrong(path: string): boolean {
  return useContext(ProblemsContext).some((found) => found.path === path);
}

/** The id of the control that edits a place. */
export function controlId(path: string): string {
  return `design-${path}`;
}

/** Focuses the control of a place, or of the nearest place above it that has one. */
export function focusPlace(path: string): void {
  const members = path.split('.');
  for (let length = members.length; length > 0; length--) {
    const control = document.getElementById(controlId(members.slice(0, length).join('.')));
    if (control === null) continue;
    control.scrollIntoView({ block: 'center' });
    control.focus();
    return;
  }
}

/** Changes the draft and leads to the place that the change made, or to what is left of it. */
export function changeAndFocus(change: () => void, path: string): void {
  flushSync(change);
  focusPlace(path);
}
