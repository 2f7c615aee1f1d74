// The journal of a store: every transaction's statements, sealed under a key derived from the database's, each entry bound to the one
// before it. An entry is durable before its transaction is committed, so the journal is what an acknowledgement rests on, and what the
// database lacks after a cut of power or a damaged log is done again from here. The space ahead is written before it is used: a flush
// then carries the entry and nothing about the file.
import { closeSync, fdatasyncSync, fsyncSync, ftruncateSync, openSync, readSync, statSync } from 'node:fs';
import * as z from 'zod';
import { writeAll } from '#main/store/files.ts';
import { joinBytes, utf8 } from '#src/base/bytes.ts';
import { openSecret, sealSecret } from '#src/node/crypto/secret-box.ts';
import { deriveSubkey } from '#src/node/crypto/subkey.ts';

const headBytes = 4_096;
const aheadBytes = 1_048_576;
/** A length of zero ends the journal; so does whatever does not open. */
const lengthBytes = 4;

/** A place in the history of a store: the number of an entry, and what binds it to all before it. */
export interface JournalPosition {
  readonly entry: number;
  readonly link: string;
}

const journalHead = z.object({
  format: z.literal(1),
  /** The database key the journal's own key comes from. */
  keyId: z.string(),
  salt: z.string(),
  /** Version of the schema its statements are for. */
  schema: z.int(),
  createdAtMs: z.number(),
  /** Where its snapshot stands and its first entry follows. */
  entry: z.int(),
  link: z.string().min(1),
});
export type JournalHead = z.infer<typeof journalHead>;

export interface JournalEntry extends JournalPosition {
  readonly payload: Uint8Array;
  /** Where the next one begins in the file. */
  readonly end: number;
}

function journalKey(databaseKey: Uint8Array, { salt }: JournalHead): Uint8Array {
  return deriveSubkey(databaseKey, `countersign/store-journal ${salt}`);
}

function contextOf(last: JournalPosition): string {
  return `store-journal ${last.entry + 1} after ${last.link}`;
}

function linkOf(box: Uint8Array): string {
  return Buffer.from(box.subarray(-16)).toString('hex');
}

function readAt(file: number, at: number, length: number): Uint8Array | null {
  const bytes = new Uint8Array(length);
  return readSync(file, bytes, 0, length, at) === length ? bytes : null;
}

/** Null when there is none or it cannot be read. */
export function readJournalHead(path: string): JournalHead | null {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return null;
  const file = openSync(path, 'r');
  try {
    const text = readAt(file, 0, headBytes);
    return text === null ? null : journalHead.parse(JSON.parse(Buffer.from(text).toString('utf8')));
  } catch {
    return null;
  } finally {
    closeSync(file);
  }
}

/** Every whole entry in order; ends at the first that is not. */
export function* readEntries(path: string, head: JournalHead, databaseKey: Uint8Array): Generator<JournalEntry, void> {
  const key = journalKey(databaseKey, head);
  const file = openSync(path, 'r');
  try {
    const { size } = statSync(path);
    let last: JournalPosition = head;
    let at = headBytes;
    for (;;) {
      const prefix = readAt(file, at, lengthBytes);
      const length = prefix === null ? 0 : Buffer.from(prefix).readUInt32LE();
      if (length === 0 || at + lengthBytes + length > size) return;
      const box = readAt(file, at + lengthBytes, length);
      const payload = box === null ? null : openSecret(key, contextOf(last), box);
      if (box === null || payload === null) return;
      at += lengthBytes + length;
      last = { entry: last.entry + 1, link: linkOf(box) };
      yield { ...last, payload, end: at };
    }
  } finally {
    closeSync(file);
    key.fill(0);
  }
}

/** An entry before it is written: its link is part of the transaction it stands for. */
export interface SealedEntry extends JournalPosition {
  readonly box: Uint8Array;
}

export class Journal {
  readonly #file: number;
  readonly #key: Uint8Array;
  #last: JournalPosition;
  #end: number;
  #size: number;
  #before: { readonly last: JournalPosition; readonly end: number } | null = null;

  private constructor(path: string, key: Uint8Array, last: JournalPosition, end: number) {
    this.#file = openSync(path, 'r+');
    this.#key = key;
    this.#last = last;
    this.#end = end;
    this.#size = statSync(path).size;
  }

  /** Writes an empty one; nothing leads to it before it has its name. */
  static create(path: string, head: JournalHead): void {
    const file = openSync(path, 'w', 0o600);
    try {
      writeAll(file, utf8(JSON.stringify(head).padEnd(headBytes)), 0);
      writeAll(file, new Uint8Array(aheadBytes), headBytes);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }

  /** Goes on after `last`, which ends at `end`; at the beginning when absent. */
  static goOn(path: string, head: JournalHead, databaseKey: Uint8Array, last?: JournalEntry): Journal {
    return new Journal(path, journalKey(databaseKey, head), last ?? head, last?.end ?? headBytes);
  }

  get position(): JournalPosition {
    return { entry: this.#last.entry, link: this.#last.link };
  }

  get bytes(): number {
    return this.#end;
  }

  seal(payload: Uint8Array): SealedEntry {
    const box = sealSecret(this.#key, contextOf(this.#last), payload);
    return { entry: this.#last.entry + 1, link: linkOf(box), box };
  }

  /** Durable when this returns. @throws Error of node:fs; the journal is then as it was */
  append({ entry, link, box }: SealedEntry): void {
    const length = new Uint8Array(lengthBytes);
    new DataView(length.buffer).setUint32(0, box.length, true);
    const bytes = joinBytes(length, box);
    this.#makeRoom(this.#end + bytes.length + lengthBytes);
    writeAll(this.#file, bytes, this.#end);
    fdatasyncSync(this.#file);
    this.#before = { last: this.#last, end: this.#end };
    this.#last = { entry, link };
    this.#end += bytes.length;
  }

  /** Takes the last entry back: its transaction came to nothing. @throws Error of node:fs */
  discard(): void {
    if (this.#before === null) throw new Error('no entry can be taken back');
    writeAll(this.#file, new Uint8Array(lengthBytes), this.#before.end);
    fdatasyncSync(this.#file);
    this.#last = this.#before.last;
    this.#end = this.#before.end;
    this.#before = null;
  }

  close(): void {
    this.#key.fill(0);
    closeSync(this.#file);
  }

  #makeRoom(needed: number): void {
    if (needed <= this.#size) return;
    const size = Math.ceil(needed / aheadBytes + 1) * aheadBytes;
    try {
      for (let at = this.#size; at < size; at += aheadBytes) {
        writeAll(this.#file, new Uint8Array(Math.min(aheadBytes, size - at)), at);
      }
      fsyncSync(this.#file);
    } catch (error) {
      ftruncateSync(this.#file, this.#size);
      throw error;
    }
    this.#size = size;
  }
}
