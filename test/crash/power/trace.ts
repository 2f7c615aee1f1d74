// Reads what strace wrote down of a process's files, as far as it concerns one folder, into the events a disk sees.
import { dirname } from 'node:path';
import type { Told } from './work-process.ts';

/** A file by itself, whatever it is called: names come and go. */
export interface TracedFile {
  content: Buffer<ArrayBuffer>;
}

export type DiskEvent =
  | { readonly kind: 'create'; readonly name: string; readonly file: TracedFile }
  | { readonly kind: 'write'; readonly file: TracedFile; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly file: TracedFile; readonly length: number }
  | { readonly kind: 'sync'; readonly file: TracedFile }
  | { readonly kind: 'sync-folder' }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  | { readonly kind: 'unlink'; readonly name: string }
  | { readonly kind: 'told'; readonly told: Told };

/** What has to be recorded for the above. */
export const tracedCalls =
  'openat,close,pwrite64,write,ftruncate,fsync,fdatasync,rename,unlink,unlinkat,copy_file_range,sendfile,writev,pwritev,fallocate';

interface Open {
  readonly file: TracedFile | 'folder' | 'channel';
  readonly isAppending: boolean;
  position: number;
}

interface Call {
  readonly name: string;
  readonly args: string;
  readonly result: number;
}

function bytesOf(text: string): Buffer {
  return Buffer.from(text.replaceAll('\\x', ''), 'hex');
}

function stringsOf(args: string): readonly string[] {
  return [...args.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map((match) => bytesOf(match[1] ?? '').toString('utf8'));
}

function numberAt(args: string, index: number): number {
  // Strings are hex, so that no comma is in them.
  return Number((args.split(',')[index] ?? '').replaceAll(/[[\]\s]/g, ''));
}

/** One line per finished call, in the order in which they finished; a call that was interrupted by another thread's is put together. */
function* callsOf(trace: string): Generator<Call> {
  const unfinished = new Map<string, string>();
  for (const line of trace.split('\n')) {
    const [, thread = '', text = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    const begun = /^(.*) <unfinished \.\.\.>$/.exec(text);
    if (begun !== null) {
      unfinished.set(thread, begun[1] ?? '');
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(text);
    const whole = resumed === null ? text : (unfinished.get(thread) ?? '') + resumed[1];
    const parts = /^(\w+)\((.*)\)\s+=\s+(-?\d+)/.exec(whole);
    if (parts !== null) yield { name: parts[1] ?? '', args: parts[2] ?? '', result: Number(parts[3]) };
  }
}

export class TraceReader {
  readonly events: DiskEvent[] = [];
  readonly #open = new Map<number, Open>();
  readonly #names = new Map<string, TracedFile>();
  readonly #channel: string;
  #folder: string | null = null;

  constructor(channel: string) {
    this.#channel = channel;
  }

  read(trace: string): readonly DiskEvent[] {
    for (const call of callsOf(trace)) if (call.result >= 0) this.#take(call);
    return this.events;
  }

  /** The name inside the folder, or null for a file elsewhere. */
  #nameOf(path: string | undefined): string | null {
    const folder = this.#folder;
    return folder !== null && path !== undefined && dirname(path) === folder ? path.slice(folder.length + 1) : null;
  }

  #take({ name, args, result }: Call): void {
    switch (name) {
      case 'openat':
        this.#opened(args, result);
        break;
      case 'close':
        this.#open.delete(numberAt(args, 0));
        break;
      case 'write':
        this.#written(args, result, null);
        break;
      case 'pwrite64':
        this.#written(args, result, numberAt(args, 3));
        break;
      case 'rename':
        this.#renamed(stringsOf(args));
        break;
      case 'unlink':
      case 'unlinkat':
        this.#unlinked(this.#nameOf(stringsOf(args)[0]));
        break;
      default:
        this.#changed(name, args, result);
    }
  }

  #changed(name: string, args: string, result: number): void {
    const open = this.#open.get(numberAt(args, name === 'copy_file_range' ? 2 : 0));
    if (open === undefined || open.file === 'channel') return;
    if (name === 'fsync' || name === 'fdatasync') {
      this.events.push(open.file === 'folder' ? { kind: 'sync-folder' } : { kind: 'sync', file: open.file });
      return;
    }
    if (open.file === 'folder') return;
    if (name === 'ftruncate') this.#truncate(open.file, numberAt(args, 1));
    else if (name === 'copy_file_range') this.#copied(open, args, result);
    else throw new Error(`${name} is not understood: the record would not be whole`);
  }

  #opened(args: string, descriptor: number): void {
    const [path] = stringsOf(args);
    const flags = args.split(',')[2] ?? '';
    if (path === this.#channel) {
      this.#open.set(descriptor, { file: 'channel', isAppending: false, position: 0 });
      return;
    }
    if (path !== undefined && path === this.#folder) {
      this.#open.set(descriptor, { file: 'folder', isAppending: false, position: 0 });
      return;
    }
    const name = this.#nameOf(path);
    if (name === null) return;
    let file = this.#names.get(name);
    if (file === undefined) {
      file = { content: Buffer.alloc(0) };
      this.#names.set(name, file);
      this.events.push({ kind: 'create', name, file });
    }
    if (flags.includes('O_TRUNC')) this.#truncate(file, 0);
    this.#open.set(descriptor, { file, isAppending: flags.includes('O_APPEND'), position: 0 });
  }

  #written(args: string, length: number, at: number | null): void {
    const open = this.#open.get(numberAt(args, 0));
    if (open === undefined || open.file === 'folder') return;
    const bytes = bytesOf(/"((?:\\x[0-9a-f]{2})*)"/.exec(args)?.[1] ?? '').subarray(0, length);
    if (open.file === 'channel') {
      const told: Told = JSON.parse(bytes.toString('utf8'));
      if ('folder' in told) this.#folder = told.folder;
      this.events.push({ kind: 'told', told });
      return;
    }
    if (bytes.length !== length) throw new Error('strace shortened a write');
    this.#write(open, bytes, at);
  }

  #write(open: Open, bytes: Buffer, at: number | null): void {
    if (typeof open.file === 'string') return;
    const next = open.isAppending ? open.file.content.length : open.position;
    const offset = at ?? next;
    if (at === null) open.position = offset + bytes.length;
    open.file.content = overwritten(open.file.content, offset, bytes);
    this.events.push({ kind: 'write', file: open.file, offset, bytes });
  }

  #copied(open: Open, args: string, length: number): void {
    const from = this.#open.get(numberAt(args, 0));
    if (from === undefined || typeof from.file === 'string') throw new Error('a copy from elsewhere');
    const isGiven = (args.split(',')[1] ?? '').includes('[');
    const start = isGiven ? numberAt(args, 1) : from.position;
    this.#write(open, Buffer.from(from.file.content.subarray(start, start + length)), null);
  }

  #truncate(file: TracedFile, length: number): void {
    file.content = resized(file.content, length);
    this.events.push({ kind: 'truncate', file, length });
  }

  #renamed([fromPath, toPath]: readonly string[]): void {
    const [from, to] = [this.#nameOf(fromPath), this.#nameOf(toPath)];
    if (from === null || to === null) return;
    const file = this.#names.get(from);
    this.#names.delete(from);
    if (file !== undefined) this.#names.set(to, file);
    this.events.push({ kind: 'rename', from, to });
  }

  #unlinked(name: string | null): void {
    if (name === null || !this.#names.delete(name)) return;
    this.events.push({ kind: 'unlink', name });
  }
}

export function resized(content: Buffer<ArrayBuffer>, length: number): Buffer<ArrayBuffer> {
  if (length <= content.length) return Buffer.from(content.subarray(0, length));
  return Buffer.concat([content, Buffer.alloc(length - content.length)]);
}

export function overwritten(content: Buffer<ArrayBuffer>, offset: number, bytes: Buffer): Buffer<ArrayBuffer> {
  const grown = offset + bytes.length > content.length ? resized(content, offset + bytes.length) : content;
  bytes.copy(grown, offset);
  return grown;
}
