// Undo and redo of a draft. Typing on at one place is one step, so that undoing takes back a thought and not a letter.
import type { DesignItem } from '#src/domain/design/schema.ts';

export interface DesignHistory {
  readonly item: DesignItem;
  readonly past: readonly DesignItem[];
  readonly future: readonly DesignItem[];
  /** The place last typed at; null after anything else. */
  readonly place: string | null;
}

export type HistoryEvent =
  | { readonly kind: 'edited'; readonly item: DesignItem; readonly place: string | null }
  | { readonly kind: 'undone' }
  | { readonly kind: 'redone' };

/** A day's work; older steps are forgotten. */
const mostSteps = 500;

export function beginHistory(item: DesignItem): DesignHistory {
  return { item, past: [], future: [], place: null };
}

export function nextHistory(state: DesignHistory, event: HistoryEvent): DesignHistory {
  const { item, past, future, place } = state;
  switch (event.kind) {
    case 'edited': {
      const isSameStep = event.place !== null && event.place === place && past.length > 0;
      return { item: event.item, past: isSameStep ? past : [...past, item].slice(-mostSteps), future: [], place: event.place };
    }
    case 'undone': {
      const before = past.at(-1);
      return before === undefined ? state : { item: before, past: past.slice(0, -1), future: [item, ...future], place: null };
    }
    case 'redone': {
      const [after, ...rest] = future;
      return after === undefined ? state : { item: after, past: [...past, item], future: rest, place: null };
    }
  }
}
