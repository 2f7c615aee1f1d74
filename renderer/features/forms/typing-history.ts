// Undo for a field that rewrites what is typed: the browser forgets its own steps whenever a program writes into an input.
import type { Typed } from './grouped-typing.ts';

/** Further back nobody goes in one number. */
const mostSteps = 100;

export class TypingHistory {
  #past: Typed[] = [];
  #future: Typed[] = [];
  #last = '';

  /**
   * An edit was made. Typing on is one step, as everywhere else.
   * @param before text and caret before it
   * @param inputType of the browser's input event
   */
  edited(before: Typed, inputType: string): void {
    const goesOn = inputType === 'insertText' && this.#last === inputType && this.#past.length > 0;
    if (!goesOn) this.#past = [...this.#past, before].slice(-mostSteps);
    this.#future = [];
    this.#last = inputType;
  }

  /** What stood before the last step; null: nothing to take back. */
  undo(now: Typed): Typed | null {
    return this.#step(this.#past, this.#future, now);
  }

  redo(now: Typed): Typed | null {
    return this.#step(this.#future, this.#past, now);
  }

  #step(from: Typed[], to: Typed[], now: Typed): Typed | null {
    this.#last = '';
    const found = from.pop() ?? null;
    if (found !== null) to.push(now);
    return found;
  }
}
