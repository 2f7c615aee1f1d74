// Reads Electron's archive format by itself (four numbers, a JSON index, the files), so that what a package holds is not told by the
// program that packed it.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const integrity = z.object({ algorithm: z.literal('SHA256'), hash: z.string(), blockSize: z.int(), blocks: z.array(z.string()) });
const file = z.object({ size: z.int(), offset: z.string().optional(), unpacked: z.literal(true).optional(), integrity });
interface Folder {
  readonly files: Readonly<Record<string, z.infer<typeof file> | Folder>>;
}
const folder: z.ZodType<Folder> = z.object({ files: z.record(z.string(), z.union([file, z.lazy(() => folder)])) });

export interface Packed {
  readonly path: string;
  readonly isUnpacked: boolean;
  readonly bytes: Buffer;
  /** Its bytes are those that the index vouches for. */
  readonly isWhole: boolean;
}

export interface Archive {
  readonly files: readonly Packed[];
  /** SHA-256 of the index: what Electron compares at its start where the system supports it. */
  readonly indexHash: string;
}

const hashOf = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

export function readArchive(path: string): Archive {
  const whole = readFileSync(path);
  const index = whole.subarray(16, 16 + whole.readUInt32LE(12)).toString('utf8');
  const start = 8 + whole.readUInt32LE(4);
  const files: Packed[] = [];
  const walk = (inside: Folder, at: string): void => {
    for (const [name, entry] of Object.entries(inside.files)) {
      const here = at === '' ? name : `${at}/${name}`;
      if ('files' in entry) {
        walk(entry, here);
        continue;
      }
      const isUnpacked = entry.unpacked === true;
      const from = start + Number(entry.offset ?? 0);
      const bytes = isUnpacked ? readFileSync(join(`${path}.unpacked`, here)) : whole.subarray(from, from + entry.size);
      files.push({ path: here, isUnpacked, bytes, isWhole: hashOf(bytes) === entry.integrity.hash });
    }
  };
  walk(folder.parse(JSON.parse(index)), '');
  return { files, indexHash: hashOf(index) };
}
