// Grouping a number while it is typed (6-8-4) without ever moving the caret away from where the person works. Pure: text and caret
// in, text and caret out; the component decides when (never while an input method is composing).

export interface Typed {
  readonly text: string;
  /** Code units before the caret. */
  readonly caret: number;
}

export interface Grouping {
  /** What counts of a text, without the separators. Works piece by piece: the pieces of a text normalise to the pieces of the whole. */
  readonly normalize: (text: string) => string;
  /** Inserts separators into a normalised text and changes nothing else. */
  readonly group: (normalized: string) => string;
}

/** The place in a grouped text after `count` characters that count. */
function placeAfter(grouped: string, count: number, normalize: Grouping['normalize']): number {
  if (count === 0) return 0;
  for (let place = 1; place <= grouped.length; place++) {
    if (normalize(grouped.slice(0, place)).length >= count) return place;
  }
  return grouped.length;
}

/** Groups what was typed; the caret stays behind the same character. */
export function regroup(typed: Typed, grouping: Grouping): Typed {
  const { normalize, group } = grouping;
  const text = group(normalize(typed.text));
  const before = normalize(typed.text.slice(0, typed.caret)).length;
  const isAtEnd = typed.caret >= typed.text.length;
  return { text, caret: isAtEnd ? text.length : placeAfter(text, before, normalize) };
}

/**
 * Groups after an edit. Deleting only a separator would do nothing visible, so it deletes the character beyond it, in the
 * direction of the deletion.
 * @param previous the text before the edit
 * @param inputType of the browser's input event
 */
export function regroupEdit(previous: string, typed: Typed, inputType: string, grouping: Grouping): Typed {
  const { normalize } = grouping;
  const now = normalize(typed.text);
  const isSeparatorOnly =
    inputType.startsWith('deleteContent') && typed.text.length < previous.length && now === normalize(previous);
  if (!isSeparatorOnly) return regroup(typed, grouping);
  const before = normalize(typed.text.slice(0, typed.caret)).length;
  const cut = inputType.endsWith('Forward') ? before : before - 1;
  if (cut < 0 || cut >= now.length) return regroup(typed, grouping);
  const text = grouping.group(now.slice(0, cut) + now.slice(cut + 1));
  return { text, caret: placeAfter(text, cut, normalize) };
}
