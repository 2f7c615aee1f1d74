// What was copied from the window leaves the system's clipboard with the session: at lock, sign-out, hand-over and the end of the
// program (S6). What another program put there meanwhile stays.
import type { Clipboard } from 'electron';

/** One of the system's clipboards. */
type Board = Pick<Clipboard, 'readText' | 'clear'>;

export class OwnCopies {
  readonly #board: Board;
  /** `here`: nobody has left the window since, so what the clipboard holds is ours. Otherwise the text it held when the window was left. */
  #held: 'here' | Promise<string> | null = null;

  constructor(board: Board) {
    this.#board = board;
  }

  copied(): void {
    this.#held = 'here';
  }

  /** Read only now: at the moment of the copy the clipboard may not hold it yet. */
  leftWindow(): void {
    if (this.#held === 'here') this.#held = this.#text();
  }

  /** @param event of the program, on its way to the page */
  heard(event: string): void {
    if (event === 'session.changed') void this.empty();
  }

  /** Never rejects. */
  async empty(): Promise<void> {
    const held = this.#held;
    this.#held = null;
    if (held === null) return;
    if (held === 'here' || (await held) === (await this.#text())) this.#board.clear();
  }

  /** A clipboard that cannot be read counts as one without text. */
  #text(): Promise<string> {
    return this.#board.readText().catch(() => '');
  }
}
