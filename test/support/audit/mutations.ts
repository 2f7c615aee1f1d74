// What somebody who wants another past could do to an exported log, a receipt, or a chain. Each mutation is drawn from a seed, changes
// bytes for certain, and is as strong as its class says: `re-…` ones repair every hash above the lie, and sign with another key or,
// as the server itself could, with the true one.
import type { Exported } from '#test/support/audit/exported-log.ts';
import { GrowingTree, leafHash, perfectRoot, sha256 } from '#verifier/merkle.ts';
import { keyId } from '#verifier/note.ts';
import { resourcesOf } from '#verifier/source.ts';

export interface Mutable {
  readonly files: Map<string, Buffer>;
  cosigned: string;
  receipts: string[];
  chain: string;
}

/** A small seeded generator: xorshift of 32 bits. */
export class Draws {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 1;
  }

  below(limit: number): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % limit;
  }

  of<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('nothing to draw from');
    return item;
  }

  /** Two different places below the limit, the smaller one first. */
  pair(limit: number): readonly [number, number] {
    const first = this.below(limit);
    const second = (first + 1 + this.below(limit - 1)) % limit;
    return first < second ? [first, second] : [second, first];
  }
}

export type Sign = (text: string) => Buffer;

export interface Forger {
  /** Signs like the server: with its true key. */
  readonly asServer: Sign;
  /** Signs with a key of the forger's own. */
  readonly asOther: Sign;
  readonly otherKey: Buffer;
}

function editByte(bytes: Buffer, draws: Draws): Buffer {
  const at = draws.below(bytes.length);
  const edited = Buffer.from(bytes);
  edited[at] = (edited[at] ?? 0) ^ (1 << draws.below(8));
  return edited;
}

export function leavesOf(files: ReadonlyMap<string, Buffer>): Buffer[] {
  const bundles = [...files]
    .filter(([path]) => path.startsWith('tile/entries/'))
    .toSorted(([a], [b]) => (a.split('.')[0] ?? '').localeCompare(b.split('.')[0] ?? ''));
  return bundles.flatMap(([, bundle]) => {
    const entries: Buffer[] = [];
    for (let at = 0; at < bundle.length; at += 2 + bundle.readUInt16BE(at)) {
      entries.push(bundle.subarray(at + 2, at + 2 + bundle.readUInt16BE(at)));
    }
    return entries;
  });
}

/** Writes every file of the log anew over these leaves: all hashes fit, only the past is another. */
function rebuild(mutable: Mutable, leaves: readonly Buffer[], origin: string, line: (text: string) => string): void {
  const tree = new GrowingTree();
  let level = leaves.map(leafHash);
  for (const hash of level) tree.push(hash);
  const levels = [level];
  while (level.length >= 256) {
    const below = level;
    level = Array.from({ length: Math.floor(below.length / 256) }, (_, tile) =>
      perfectRoot(below.slice(tile * 256, tile * 256 + 256)),
    );
    levels.push(level);
  }
  for (const path of [...mutable.files.keys()]) mutable.files.delete(path);
  for (const { path, level: at, tile, hashes } of resourcesOf(leaves.length)) {
    const first = tile * 256;
    const bytes =
      at === 'entries' ? leaves.slice(first, first + hashes).flatMap(framed) : (levels[at] ?? []).slice(first, first + hashes);
    mutable.files.set(path, Buffer.concat(bytes));
  }
  const text = `${origin}\n${leaves.length}\n${tree.root().toString('base64')}\n`;
  mutable.files.set('checkpoint', Buffer.from(`${text}\n${line(text)}`));
}

function framed(entry: Buffer): readonly Buffer[] {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(entry.length);
  return [length, entry];
}

function signatureLine(name: string, key: Buffer, sign: Sign): (text: string) => string {
  return (text) => `— ${name} ${Buffer.concat([Buffer.from(keyId(name, 1, key), 'hex'), sign(text)]).toString('base64')}\n`;
}

/** Another past over the same leaves: one edited, deleted, doubled, moved, or all after a place replaced. */
function otherPast(leaves: readonly Buffer[], draws: Draws): Buffer[] {
  const past = [...leaves];
  const [one, other] = draws.pair(past.length);
  const renumber = (all: Buffer[]) =>
    all.map((leaf, index) => Buffer.from(leaf.toString('utf8').replace(/"sequence":\d+/, `"sequence":${index}`)));
  const changes: readonly (() => Buffer[])[] = [
    () => past.with(one, Buffer.from((past[one] ?? Buffer.alloc(0)).toString('utf8').replace(/"at":"20/, '"at":"19'))),
    () => renumber(past.toSpliced(one, 1)),
    () => renumber(past.toSpliced(other, 0, past[one] ?? Buffer.alloc(0))),
    () => renumber(past.with(one, past[other] ?? Buffer.alloc(0)).with(other, past[one] ?? Buffer.alloc(0))),
    () => renumber(past.slice(0, Math.max(1, one))),
  ];
  return draws.of(changes)();
}

type Mutation = (mutable: Mutable, exported: Exported, draws: Draws, forger: Forger) => void;

const editFile: Mutation = ({ files }, _exported, draws) => {
  const path = draws.of([...files.keys()]);
  files.set(path, editByte(files.get(path) ?? Buffer.alloc(1), draws));
};

const deleteFile: Mutation = ({ files }, _exported, draws) => {
  // A checkpoint of the past that is left out says nothing untrue.
  files.delete(draws.of([...files.keys()].filter((path) => !path.startsWith('checkpoints/'))));
};

const truncateFile: Mutation = ({ files }, _exported, draws) => {
  const path = draws.of([...files.keys()]);
  const bytes = files.get(path) ?? Buffer.alloc(1);
  files.set(path, bytes.subarray(0, draws.below(bytes.length)));
};

const extendFile: Mutation = ({ files }, _exported, draws) => {
  const path = draws.of([...files.keys()]);
  const bytes = files.get(path) ?? Buffer.alloc(1);
  files.set(path, Buffer.concat([bytes, bytes.subarray(0, 1 + draws.below(bytes.length))]));
};

const cloneFile: Mutation = ({ files }, _exported, draws) => {
  const path = draws.of([...files.keys()]);
  files.set(`${path}.copy`, files.get(path) ?? Buffer.alloc(1));
};

const swapFiles: Mutation = ({ files }, _exported, draws) => {
  const paths = [...files.keys()].filter((path) => path !== 'checkpoint');
  const [one, other] = draws.pair(paths.length).map((index) => paths[index] ?? '');
  const [first, second] = [files.get(one ?? ''), files.get(other ?? '')];
  const isSame = first === undefined || second === undefined || first.equals(second);
  if (isSame) throw new Error('two files of the log are the same');
  files.set(one ?? '', second).set(other ?? '', first);
};

/** Swaps, drops or doubles entries inside the bundles, leaving every hash as it was. */
const moveEntries: Mutation = (mutable, _exported, draws) => {
  const leaves = otherPast(leavesOf(mutable.files), draws);
  const others = new Map(mutable.files);
  rebuild(mutable, leaves, 'x', () => '');
  const bundles = [...mutable.files].filter(([path]) => path.startsWith('tile/entries/'));
  mutable.files.clear();
  for (const [path, bytes] of [...others].filter(([path]) => !path.startsWith('tile/entries/'))) mutable.files.set(path, bytes);
  for (const [path, bytes] of bundles) mutable.files.set(path, bytes);
};

const resignOther: Mutation = (mutable, { log }, draws, { asOther, otherKey }) => {
  const past = draws.below(2) === 0 ? leavesOf(mutable.files) : otherPast(leavesOf(mutable.files), draws);
  // Under the log's name and key id, or honestly under its own.
  const key = draws.below(2) === 0 ? log.key : otherKey;
  rebuild(mutable, past, log.name, signatureLine(log.name, key, asOther));
};

const resignServer: Mutation = (mutable, { log }, draws, { asServer }) => {
  rebuild(mutable, otherPast(leavesOf(mutable.files), draws), log.name, signatureLine(log.name, log.key, asServer));
};

/** Goes back to an earlier checkpoint, which the server truly signed. */
const rollBack: Mutation = (mutable, { log }, draws, { asServer }) => {
  const leaves = leavesOf(mutable.files);
  rebuild(mutable, leaves.slice(0, 1 + draws.below(leaves.length - 1)), log.name, signatureLine(log.name, log.key, asServer));
};

/** Shares a beginning with the true log and goes on differently, and longer. */
const fork: Mutation = (mutable, { log }, draws, { asServer }) => {
  const leaves = leavesOf(mutable.files);
  const from = 1 + draws.below(leaves.length - 1);
  const own = leaves.slice(from).map((leaf) => leaf.toString('utf8').replace(/"at":"20/, '"at":"21'));
  const more = `{"action":"device.copy-accepted","at":"2126-01-01T00:00:00.000Z","deviceId":"x","sequence":${leaves.length}}`;
  const forked = [...leaves.slice(0, from), ...[...own, more].map((leaf) => Buffer.from(leaf))];
  rebuild(mutable, forked, log.name, signatureLine(log.name, log.key, asServer));
};

const replaceRoot: Mutation = (mutable, { log }, draws, { asServer }) => {
  const leaves = leavesOf(mutable.files);
  const text = `${log.name}\n${leaves.length}\n${sha256(String(draws.below(1e9))).toString('base64')}\n`;
  mutable.files.set('checkpoint', Buffer.from(`${text}\n${signatureLine(log.name, log.key, asServer)(text)}`));
};

const editCosigned: Mutation = (mutable, _exported, draws) => {
  mutable.cosigned = editByte(Buffer.from(mutable.cosigned), draws).toString('utf8');
};

const editReceipt: Mutation = (mutable, _exported, draws) => {
  const at = draws.below(mutable.receipts.length);
  const receipt = JSON.parse(mutable.receipts[at] ?? '');
  const { body, signature, together } = receipt;
  const beside = draws.below(together?.path.length ?? 1);
  const editText = (text: string) => editByte(Buffer.from(text, 'base64url'), draws).toString('base64url');
  const edits = [
    () => ({ body: editByte(Buffer.from(body), draws).toString('utf8') }),
    () => ({ signature: editText(signature) }),
    () => ({ together: { ...together, path: together.path.with(beside, editText(together.path[beside])) } }),
    () => ({ together: { ...together, size: together.size + 1 } }),
  ];
  const edited = edits[draws.below(together === undefined ? 2 : edits.length)]?.();
  mutable.receipts = mutable.receipts.with(at, JSON.stringify({ ...receipt, ...edited }));
};

const editChain: Mutation = (mutable, _exported, draws) => {
  mutable.chain = editByte(Buffer.from(mutable.chain), draws).toString('utf8');
};

function chainLines(chain: string): string[] {
  return chain.split('\n').slice(0, -1);
}

const moveEvents: Mutation = (mutable, _exported, draws) => {
  const lines = chainLines(mutable.chain);
  const [one, other] = draws.pair(lines.length);
  const [first = '', second = ''] = [lines[one], lines[other]];
  const moved = draws.of([
    lines.toSpliced(one, 1),
    lines.toSpliced(other, 0, first),
    lines.with(one, second).with(other, first),
    lines.slice(0, draws.below(lines.length)),
    lines.slice(1 + draws.below(lines.length - 1)),
  ]);
  mutable.chain = moved.map((line) => `${line}\n`).join('');
};

/** Numbers and links every event anew, so that the chain fits itself. */
function relink(lines: readonly string[]): string {
  let previous = '0'.repeat(64);
  let text = '';
  for (const [index, line] of lines.entries()) {
    const event = (/^\{"event":(.*),"link":"[0-9a-f]{64}"\}$/s.exec(line)?.[1] ?? '')
      .replace(/"previous":"[0-9a-f]{64}"/, `"previous":"${previous}"`)
      .replace(/"sequence":\d+,"subjectId"/, `"sequence":${index + 1},"subjectId"`);
    previous = sha256(event).toString('hex');
    text += `{"event":${event},"link":"${previous}"}\n`;
  }
  return text;
}

/** An edited, shortened or cloned chain with a continuation of its own, all links right again. */
const relinkChain: Mutation = (mutable, _exported, draws) => {
  const lines = chainLines(mutable.chain);
  const [one, other] = draws.pair(lines.length);
  const edited = (lines[one] ?? '').replace(/"at":"20/, '"at":"19');
  mutable.chain = relink(
    draws.of([
      lines.with(one, edited),
      lines.toSpliced(one, 1),
      lines.toSpliced(other, 0, lines[one] ?? ''),
      lines.slice(0, Math.max(1, one)),
      [...lines.slice(0, Math.max(1, one)), ...lines.slice(Math.max(1, one)).map((line) => line.replace(/"at":"20/, '"at":"21'))],
    ]),
  );
};

export const mutations: Readonly<Record<string, Mutation>> = {
  'edit a byte of a file': editFile,
  'delete a file': deleteFile,
  'truncate a file': truncateFile,
  'extend a file': extendFile,
  'clone a file': cloneFile,
  'swap two files': swapFiles,
  'edit, delete, double or reorder entries': moveEntries,
  'another past, signed by another key': resignOther,
  'another past, re-signed by the true key': resignServer,
  'rolled back, re-signed by the true key': rollBack,
  'forked, re-signed by the true key': fork,
  'root replaced, re-signed by the true key': replaceRoot,
  'edit a cosigned checkpoint': editCosigned,
  'edit a receipt': editReceipt,
  'edit a byte of a chain': editChain,
  'delete, double, reorder or truncate events': moveEvents,
  'chain edited, cut, cloned or continued, all links right again': relinkChain,
};
