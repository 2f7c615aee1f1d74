/** A command cannot go on, and an administrator must read why: one plain sentence, with a code to look up. Never a secret or a value. */
export class Stop extends Error {
  override readonly name = 'Stop';
  readonly code: string;
  constructor(code: string, sentence: string, cause?: unknown) {
    super(sentence, { cause });
    this.code = code;
  }
}
