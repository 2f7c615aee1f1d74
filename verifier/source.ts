// Where a log is read from: an exported folder, a server, or bytes in memory.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export interface LogSource {
  /** Null when there is no such resource. */
  readonly read: (path: string) => Promise<Buffer | null>;
  /** Every path there is; null when that cannot be asked. */
  readonly paths: () => Promise<readonly string[] | null>;
}

export function memorySource(files: ReadonlyMap<string, Buffer>): LogSource {
  return { read: async (path) => files.get(path) ?? null, paths: async () => [...files.keys()] };
}

function folderSource(root: string): LogSource {
  return {
    read: async (path) => {
      try {
        return readFileSync(join(root, path));
      } catch {
        return null;
      }
    },
    paths: async () =>
      readdirSync(root, { recursive: true, encoding: 'utf8' })
        .filter((path) => statSync(join(root, path)).isFile())
        .map((path) => relative(root, join(root, path)).split(sep).join('/')),
  };
}

function webSource(prefix: string, token: string | undefined): LogSource {
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return {
    read: async (path) => {
      const answer = await fetch(`${prefix.replace(/\/$/, '')}/${path}`, { headers, redirect: 'error' });
      if (answer.status === 404) return null;
      if (!answer.ok) throw new Error(`${path}: the server answered ${answer.status}`);
      return Buffer.from(await answer.arrayBuffer());
    },
    paths: async () => null,
  };
}

/** @param token of an inspector, to read entries from a server */
export function openSource(place: string, token?: string): LogSource {
  return /^https?:\/\//.test(place) ? webSource(place, token) : folderSource(place);
}

const width = 256;

/** The path of a tile or bundle by C2SP tlog-tiles. */
function pathOf(level: number | 'entries', tile: number, hashes: number): string {
  const digits = String(tile).padStart(3, '0');
  const head = digits.slice(0, -3);
  const groups = head === '' ? [] : (head.padStart(Math.ceil(head.length / 3) * 3, '0').match(/.{3}/g) ?? []);
  const number = [...groups.map((group) => `x${group}`), digits.slice(-3)].join('/');
  return `tile/${level}/${number}${hashes === width ? '' : `.p/${hashes}`}`;
}

export interface Resource {
  readonly path: string;
  readonly level: number | 'entries';
  readonly tile: number;
  readonly hashes: number;
}

/** Every resource that a log of this size consists of, besides its checkpoints. */
export function resourcesOf(size: number): readonly Resource[] {
  const found: Resource[] = [];
  for (let [level, hashes] = [0, size]; hashes > 0; [level, hashes] = [level + 1, Math.floor(hashes / width)]) {
    for (let tile = 0; tile * width < hashes; tile += 1) {
      const here = Math.min(width, hashes - tile * width);
      found.push({ path: pathOf(level, tile, here), level, tile, hashes: here });
      if (level === 0) found.push({ path: pathOf('entries', tile, here), level: 'entries', tile, hashes: here });
    }
  }
  return found;
}

/** Reads the hash of the `index`-th full subtree of 256^level leaves in a tree of this size. */
export function hashReader(source: LogSource, size: number): (level: number, index: number) => Promise<Buffer> {
  const tiles = new Map<string, Promise<Buffer | null>>();
  return async (level, index) => {
    const tile = Math.floor(index / width);
    const hashes = Math.min(width, Math.floor(size / width ** level) - tile * width);
    const path = pathOf(level, tile, hashes);
    const reading = tiles.get(path) ?? source.read(path);
    tiles.set(path, reading);
    const hash = (await reading)?.subarray((index % width) * 32, (index % width) * 32 + 32);
    if (hash?.length !== 32) throw new RangeError(`${path} is missing or cut`);
    return hash;
  };
}
