// Verifies a whole log: checkpoint, entries, every tile, every checkpoint that anybody remembers.
import { type JsonObject, readCanonical, readUtf8 } from './canonical.ts';
import type { Finding } from './finding.ts';
import { hasShape, RunningNumbers } from './leaf-rules.ts';
import { GrowingTree, leafHash, perfectRoot } from './merkle.ts';
import { type Checkpoint, cosignatureOf, isSignedByLog, parseCheckpoint, type VerifierKey } from './note.ts';
import { type LogSource, type Resource, resourcesOf } from './source.ts';
import { successionsPath, withSuccessors } from './succession.ts';

export interface Leaf {
  readonly content: JsonObject;
  readonly hash: Buffer;
}

export interface VerifiedLog {
  /** Null when there is no checkpoint of this log. */
  readonly checkpoint: Checkpoint | null;
  readonly leaves: readonly Leaf[];
  readonly findings: readonly Finding[];
  /** The log with every key it was found to have: receipts may be of a former one. */
  readonly log: VerifierKey;
}

export interface Expectations {
  readonly log: VerifierKey;
  /** Checkpoints somebody outside remembers, as they were signed. */
  readonly known: readonly string[];
  /** Each of these must have cosigned one of the known checkpoints. */
  readonly witnesses: readonly VerifierKey[];
}

/** Splits a bundle; null when it is not exactly so many entries. */
function entriesOf(bundle: Buffer, count: number): readonly Buffer[] | null {
  const entries: Buffer[] = [];
  let at = 0;
  while (at + 2 <= bundle.length) {
    const end = at + 2 + bundle.readUInt16BE(at);
    if (end > bundle.length) return null;
    entries.push(bundle.subarray(at + 2, end));
    at = end;
  }
  return at === bundle.length && entries.length === count ? entries : null;
}

function hashesOf(tile: Buffer, count: number): readonly Buffer[] | null {
  if (tile.length !== count * 32) return null;
  return Array.from({ length: count }, (_, index) => tile.subarray(index * 32, index * 32 + 32));
}

class LogCheck {
  readonly findings: Finding[] = [];
  readonly leaves: Leaf[] = [];
  readonly #source: LogSource;
  readonly #expected: Expectations;
  #log: VerifierKey;
  readonly #running = new RunningNumbers();
  readonly #tree = new GrowingTree();
  /** Root at every size that a checkpoint speaks of. */
  readonly #roots = new Map<number, Buffer>();

  constructor(source: LogSource, expected: Expectations) {
    this.#source = source;
    this.#expected = expected;
    this.#log = expected.log;
  }

  find(check: Finding['check'], where: string): void {
    this.findings.push({ check, where });
  }

  /** The log with every key it was found to have. */
  get log(): VerifierKey {
    return this.#log;
  }

  async run(): Promise<Checkpoint | null> {
    const log = await withSuccessors(this.#source, this.#expected.log);
    if (log === null) this.find('succession-wrong', successionsPath);
    else this.#log = log;
    const note = await this.#source.read('checkpoint');
    const newest = this.#open(note === null ? '' : (readUtf8(note) ?? ''), 'checkpoint');
    const paths = await this.#source.paths();
    const kept = await this.#keptCheckpoints(paths ?? []);
    const known = this.#expected.known.map((text, index) => this.#open(text, `known checkpoint ${index + 1}`));
    if (newest === null) return null;
    const remembered = [...kept, ...known].filter((one) => one !== null);
    const resources = resourcesOf(newest.size);
    if (paths !== null) this.#findStrangers(paths, resources);
    await this.#readEntries(resources, new Set([newest.size, ...remembered.map(({ size }) => size)]));
    await this.#compareTiles(resources);
    if (this.#roots.get(newest.size)?.equals(newest.root) !== true) this.find('root-wrong', 'checkpoint');
    for (const one of remembered) this.#compareRemembered(one, newest);
    this.#requireCosignatures(known.filter((one) => one !== null));
    return newest;
  }

  #open(note: string, where: string): Checkpoint | null {
    const checkpoint = parseCheckpoint(note);
    if (checkpoint === null) this.find('checkpoint-form', where);
    else if (!isSignedByLog(checkpoint, this.#log)) this.find('checkpoint-signature', where);
    else return checkpoint;
    return null;
  }

  async #keptCheckpoints(paths: readonly string[]): Promise<readonly (Checkpoint | null)[]> {
    const kept: (Checkpoint | null)[] = [];
    for (const path of paths.filter((one) => one.startsWith('checkpoints/'))) {
      const bytes = await this.#source.read(path);
      const checkpoint = this.#open(bytes === null ? '' : (readUtf8(bytes) ?? ''), path);
      if (checkpoint !== null && path !== `checkpoints/${checkpoint.size}`) this.find('file-unexpected', path);
      kept.push(checkpoint);
    }
    return kept;
  }

  #findStrangers(paths: readonly string[], resources: readonly Resource[]): void {
    const wanted = new Set(['checkpoint', successionsPath, ...resources.map(({ path }) => path)]);
    for (const path of paths) {
      if (!wanted.has(path) && !path.startsWith('checkpoints/')) this.find('file-unexpected', path);
    }
  }

  async #readEntries(resources: readonly Resource[], sizes: ReadonlySet<number>): Promise<void> {
    this.#roots.set(0, this.#tree.root());
    for (const { path, hashes } of resources.filter(({ level }) => level === 'entries')) {
      const bytes = await this.#source.read(path);
      const entries = bytes === null ? null : entriesOf(bytes, hashes);
      if (entries === null) this.find(bytes === null ? 'file-missing' : 'bundle-form', path);
      for (const entry of entries ?? []) this.#take(entry, sizes);
    }
  }

  #take(entry: Buffer, sizes: ReadonlySet<number>): void {
    const where = `leaf ${this.leaves.length}`;
    const text = readUtf8(entry);
    const content = text === null ? null : readCanonical(text);
    if (content === null) this.find('leaf-not-canonical', where);
    else if (!hasShape(content)) this.find('leaf-members', where);
    else if (content.sequence !== this.leaves.length) this.find('leaf-sequence', where);
    else if (!this.#running.goesOn(content)) this.find('number-gap', where);
    const hash = leafHash(entry);
    this.leaves.push({ content: content ?? {}, hash });
    this.#tree.push(hash);
    if (sizes.has(this.leaves.length)) this.#roots.set(this.leaves.length, this.#tree.root());
  }

  /** Every hash of every tile, against what the entries give. */
  async #compareTiles(resources: readonly Resource[]): Promise<void> {
    let level = 0;
    for (let own = this.leaves.map(({ hash }) => hash); own.length > 0; level += 1) {
      for (const resource of resources.filter((one) => one.level === level)) {
        const bytes = await this.#source.read(resource.path);
        const hashes = bytes === null ? null : hashesOf(bytes, resource.hashes);
        const first = resource.tile * 256;
        const isRight = hashes?.every((hash, index) => own[first + index]?.equals(hash) === true) ?? false;
        if (!isRight) this.find(bytes === null ? 'file-missing' : 'tile-wrong', resource.path);
      }
      const full = Math.floor(own.length / 256);
      const below = own;
      own = Array.from({ length: full }, (_, tile) => perfectRoot(below.slice(tile * 256, tile * 256 + 256)));
    }
  }

  #compareRemembered(one: Checkpoint, newest: Checkpoint): void {
    const where = `checkpoint of ${one.size} leaves`;
    if (one.size > newest.size) this.find('shorter-than-known', where);
    else if (this.#roots.get(one.size)?.equals(one.root) !== true) this.find('history-rewritten', where);
  }

  #requireCosignatures(known: readonly Checkpoint[]): void {
    for (const witness of this.#expected.witnesses) {
      const states = known.map((one) => cosignatureOf(one, witness));
      if (states.includes('wrong')) this.find('cosignature-wrong', witness.name);
      else if (!states.includes('valid')) this.find('cosignature-missing', witness.name);
    }
  }
}

/** Nothing is found in a log that is whole, unaltered, and continues every checkpoint that is remembered. */
export async function verifyLog(source: LogSource, expected: Expectations): Promise<VerifiedLog> {
  const check = new LogCheck(source, expected);
  const checkpoint = await check.run();
  return { checkpoint, leaves: check.leaves, findings: check.findings, log: check.log };
}
