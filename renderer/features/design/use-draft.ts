// A draft while it is edited: undo and redo, and kept a moment after each change, so that a crash or a lock loses at most that moment.
import { useEffect, useReducer, useRef, useState } from 'react';
import { call } from '#renderer/bridge/api.ts';
import type { RefusalShown } from '#renderer/i18n/refusal-text.ts';
import type { DesignDraft } from '#src/contract/ipc/design.ts';
import { beginHistory, nextHistory } from '#src/domain/design/history.ts';
import type { DesignItem } from '#src/domain/design/schema.ts';

const delayMs = 400;

export interface DraftInUse {
  readonly item: DesignItem;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly edit: (item: DesignItem, place: string | null) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Everything typed is in the store. */
  readonly isKept: boolean;
  readonly refusal: RefusalShown | null;
  /** Keeps at once what is not kept yet; resolves when it is. */
  readonly keep: () => Promise<void>;
}

export function useDraft(draft: DesignDraft): DraftInUse {
  const [history, dispatch] = useReducer(nextHistory, draft.item, beginHistory);
  const [kept, setKept] = useState(draft.item);
  const [refusal, setRefusal] = useState<RefusalShown | null>(null);
  const latest = useRef(history.item);
  const asked = useRef(draft.item);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  latest.current = history.item;

  const keep = useRef(async () => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    const item = latest.current;
    if (item === asked.current) return;
    asked.current = item;
    const answer = await call('design.save', { draftId: draft.draftId, item });
    if (answer.ok) setKept(item);
    setRefusal(answer.ok ? null : answer.error);
  }).current;

  useEffect(() => {
    if (history.item === asked.current) return;
    timer.current ??= setTimeout(() => void keep(), delayMs);
  }, [history.item, keep]);
  useEffect(() => () => void keep(), [keep]);

  return {
    item: history.item,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    edit: (item, place) => dispatch({ kind: 'edited', item, place }),
    undo: () => dispatch({ kind: 'undone' }),
    redo: () => dispatch({ kind: 'redone' }),
    isKept: kept === history.item,
    refusal,
    keep,
  };
}
