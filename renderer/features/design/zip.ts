// Unpacks the parts of an archive that are wanted, with the browser's own inflate. The sizes an archive claims are not believed:
// what comes out is counted, and too much ends the reading, so a small file cannot grow without end.
import { fail, ok, type Result } from '#src/base/result.ts';

export type ZipProblem = 'not-a-spreadsheet' | 'too-large' | 'damaged' | 'encrypted';

export const zipLimits = { file: 5 * 1024 * 1024, entries: 2_000, part: 24 * 1024 * 1024, total: 48 * 1024 * 1024 };

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly packedLength: number;
  readonly headerAt: number;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const headerSignature = 0x04034b50;
const endLength = 22;
const longestComment = 65_535;

function findEnd(view: DataView): number | null {
  const first = Math.max(0, view.byteLength - endLength - longestComment);
  for (let at = view.byteLength - endLength; at >= first; at--) if (view.getUint32(at, true) === endSignature) return at;
  return null;
}

/** @throws RangeError when the directory points outside the file */
function readDirectory(view: DataView, endAt: number): Entry[] | null {
  const count = view.getUint16(endAt + 10, true);
  let at = view.getUint32(endAt + 16, true);
  if (count > zipLimits.entries) return null;
  const entries: Entry[] = [];
  for (let index = 0; index < count; index++) {
    if (view.getUint32(at, true) !== entrySignature) return null;
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength));
    entries.push({
      name,
      method: view.getUint16(at + 10, true),
      isEncrypted: (view.getUint16(at + 8, true) & 1) === 1,
      packedLength: view.getUint32(at + 20, true),
      headerAt: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** @throws RangeError */
function packedBytes(view: DataView, { headerAt, packedLength }: Entry): Uint8Array<ArrayBuffer> | null {
  if (view.getUint32(headerAt, true) !== headerSignature) return null;
  const start = headerAt + 30 + view.getUint16(headerAt + 26, true) + view.getUint16(headerAt + 28, true);
  if (start + packedLength > view.byteLength) return null;
  return new Uint8Array(view.buffer as ArrayBuffer, view.byteOffset + start, packedLength);
}

/** @returns null when more comes out than may */
async function inflate(packed: Uint8Array<ArrayBuffer>, limit: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    length += read.value.byteLength;
    if (length > limit) {
      await reader.cancel();
      return null;
    }
    chunks.push(read.value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

async function unpack(view: DataView, entry: Entry, limit: number): Promise<Result<string, ZipProblem>> {
  if (entry.isEncrypted) return fail('encrypted');
  const packed = packedBytes(view, entry);
  if (packed === null || (entry.method !== 0 && entry.method !== 8)) return fail('damaged');
  const bytes = entry.method === 0 ? packed : await inflate(packed, limit);
  if (bytes === null || bytes.byteLength > limit) return fail('too-large');
  return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
}

/** The wanted parts as texts, by their path in the archive. */
export async function readZip(
  bytes: Uint8Array<ArrayBuffer>,
  isWanted: (name: string) => boolean,
): Promise<Result<ReadonlyMap<string, string>, ZipProblem>> {
  if (bytes.byteLength > zipLimits.file) return fail('too-large');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const endAt = bytes.byteLength < endLength ? null : findEnd(view);
  if (endAt === null) return fail('not-a-spreadsheet');
  const parts = new Map<string, string>();
  let left = zipLimits.total;
  try {
    const entries = readDirectory(view, endAt);
    if (entries === null) return fail('damaged');
    for (const entry of entries.filter(({ name }) => isWanted(name))) {
      const part = await unpack(view, entry, Math.min(left, zipLimits.part));
      if (!part.ok) return part;
      left -= part.value.length;
      parts.set(entry.name, part.value);
    }
    return ok(parts);
  } catch {
    // Whatever the browser's inflate or decoder refuses, or a place outside the file.
    return fail('damaged');
  }
}
