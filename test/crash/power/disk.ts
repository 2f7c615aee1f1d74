// A disk whose power is cut: what was flushed is there; of what was not, nothing, all, or any part is, a write torn at sectors of 512
// bytes, in any order. Names follow the order in which they changed, as file systems with a journal keep it, up to any point.
import type { Dice } from '#test/support/monkey/dice.ts';
import { type DiskEvent, overwritten, resized, type TracedFile } from './trace.ts';

type DataEvent = Extract<DiskEvent, { kind: 'write' | 'truncate' }>;
type NameEvent = Extract<DiskEvent, { kind: 'create' | 'rename' | 'unlink' }>;

const sectorBytes = 512;

export const fates = ['nothing', 'everything', 'some', 'torn'] as const;
export type Fate = (typeof fates)[number];

interface Kept {
  flushed: Buffer<ArrayBuffer>;
  waiting: DataEvent[];
}

function withData(content: Buffer<ArrayBuffer>, event: DataEvent): Buffer<ArrayBuffer> {
  return event.kind === 'truncate' ? resized(content, event.length) : overwritten(content, event.offset, event.bytes);
}

/** Any of its sectors, each aligned on the disk. */
function torn(content: Buffer<ArrayBuffer>, event: DataEvent, dice: Dice): Buffer<ArrayBuffer> {
  if (event.kind === 'truncate') return dice.chance(0.5) ? withData(content, event) : content;
  let result = content;
  let at = 0;
  while (at < event.bytes.length) {
    const end = Math.min(event.bytes.length, at + sectorBytes - ((event.offset + at) % sectorBytes));
    if (dice.chance(0.5)) result = overwritten(result, event.offset + at, event.bytes.subarray(at, end));
    at = end;
  }
  return result;
}

export class Disk {
  readonly #files = new Map<TracedFile, Kept>();
  #names = new Map<string, TracedFile>();
  #waitingNames: NameEvent[] = [];

  take(event: DiskEvent): void {
    switch (event.kind) {
      case 'told':
        return;
      case 'write':
      case 'truncate':
        this.#kept(event.file).waiting.push(event);
        return;
      case 'sync':
        this.#flush(event.file);
        return;
      case 'sync-folder':
        for (const waiting of this.#waitingNames) this.#rename(this.#names, waiting);
        this.#waitingNames = [];
        return;
      default:
        this.#waitingNames.push(event);
    }
  }

  /** Name → content as the machine finds it when the power is back. */
  afterCut(fate: Fate, dice: Dice): ReadonlyMap<string, Buffer> {
    const names = new Map(this.#names);
    const count =
      fate === 'nothing' ? 0 : fate === 'everything' ? this.#waitingNames.length : dice.below(this.#waitingNames.length + 1);
    for (const waiting of this.#waitingNames.slice(0, count)) this.#rename(names, waiting);
    return new Map([...names].map(([name, file]) => [name, this.#contentAfter(file, fate, dice)]));
  }

  #contentAfter(file: TracedFile, fate: Fate, dice: Dice): Buffer<ArrayBuffer> {
    const { flushed, waiting } = this.#kept(file);
    let content = Buffer.from(flushed);
    for (const event of waiting) {
      if (fate === 'torn') content = torn(content, event, dice);
      else if (fate === 'everything' || (fate === 'some' && dice.chance(0.5))) content = withData(content, event);
    }
    return content;
  }

  #kept(file: TracedFile): Kept {
    const known = this.#files.get(file);
    if (known !== undefined) return known;
    const made = { flushed: Buffer.alloc(0), waiting: [] };
    this.#files.set(file, made);
    return made;
  }

  #flush(file: TracedFile): void {
    const kept = this.#kept(file);
    for (const event of kept.waiting) kept.flushed = withData(kept.flushed, event);
    kept.waiting = [];
  }

  #rename(names: Map<string, TracedFile>, event: NameEvent): void {
    if (event.kind === 'create') names.set(event.name, event.file);
    else if (event.kind === 'unlink') names.delete(event.name);
    else {
      const file = names.get(event.from);
      names.delete(event.from);
      if (file !== undefined) names.set(event.to, file);
    }
  }
}
