// What is inside a sealed file: frames of one kind byte, a length of four bytes (most significant first) and so many bytes. Read as a
// stream: a file of several gigabytes is never in memory.
import { joinBytes } from '#src/base/bytes.ts';

export const frameKinds = { manifest: 1, attachment: 2, record: 3, end: 4 } as const;
export type FrameKind = keyof typeof frameKinds;

const headBytes = 5;
/** The longest there may be of each; a longer one is not read. */
const largest: Readonly<Record<FrameKind, number>> = {
  manifest: 256_000_000,
  attachment: 4_000_000,
  record: 8_000_000,
  end: 0,
};

export interface Frame {
  readonly kind: FrameKind;
  readonly bytes: Uint8Array;
}

export function frameBytes({ kind, bytes }: Frame): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(headBytes);
  head[0] = frameKinds[kind];
  new DataView(head.buffer).setUint32(1, bytes.length);
  return joinBytes(head, bytes);
}

/** The bytes are not frames, or end in the middle of one. */
export class FramesBroken extends Error {
  override readonly name = 'FramesBroken';
}

function kindOf(code: number | undefined): FrameKind {
  for (const [kind, known] of Object.entries(frameKinds)) if (known === code) return kind as FrameKind;
  throw new FramesBroken();
}

/** Bytes that came and were not used yet. */
class Held {
  readonly #parts: Uint8Array[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(part: Uint8Array): void {
    if (part.length === 0) return;
    this.#parts.push(part);
    this.#count += part.length;
  }

  /** @returns null when there are fewer */
  take(count: number): Uint8Array<ArrayBuffer> | null {
    if (this.#count < count) return null;
    const taken = new Uint8Array(count);
    let at = 0;
    for (let first = this.#parts[0]; at < count && first !== undefined; first = this.#parts[0]) {
      const used = first.subarray(0, count - at);
      taken.set(used, at);
      at += used.length;
      if (used.length === first.length) this.#parts.shift();
      else this.#parts[0] = first.subarray(used.length);
    }
    this.#count -= count;
    return taken;
  }
}

interface Head {
  readonly kind: FrameKind;
  readonly length: number;
}

function readHead(bytes: Uint8Array<ArrayBuffer>): Head {
  const kind = kindOf(bytes[0]);
  const length = new DataView(bytes.buffer).getUint32(1);
  if (length > largest[kind]) throw new FramesBroken();
  return { kind, length };
}

class FrameReader {
  readonly #held = new Held();
  #head: Head | null = null;
  isEnded = false;

  /** The frames that are whole by now. */
  *feed(part: Uint8Array): Generator<Frame> {
    this.#held.add(part);
    for (let frame = this.#next(); frame !== null; frame = this.#next()) yield frame;
    if (this.isEnded && this.#held.count > 0) throw new FramesBroken();
  }

  #next(): Frame | null {
    if (this.isEnded) return null;
    if (this.#head === null) {
      const bytes = this.#held.take(headBytes);
      if (bytes === null) return null;
      this.#head = readHead(bytes);
    }
    const { kind, length } = this.#head;
    const bytes = this.#held.take(length);
    if (bytes === null) return null;
    this.#head = null;
    this.isEnded = kind === 'end';
    return { kind, bytes };
  }
}

/** @throws FramesBroken; also when something follows the end, or the end is missing */
export async function* readFrames(source: AsyncIterable<Uint8Array>): AsyncGenerator<Frame> {
  const reader = new FrameReader();
  for await (const part of source) yield* reader.feed(part);
  if (!reader.isEnded) throw new FramesBroken();
}
