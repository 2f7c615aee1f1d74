// A file on a medium counts when it was written whole, flushed, and read back as it was written (S4). Until then it has another name, so
// a medium pulled out too early never holds something that looks finished.
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { Refusal } from '#src/contract/errors.ts';
import { RunningHash } from '#src/node/crypto/hash.ts';

interface Written {
  readonly bytes: number;
  readonly fileHash: string;
}

/** A system's code of a failed act; never its message, which holds the path. */
function asRefusal(error: unknown): unknown {
  const isOfSystem = error instanceof Error && 'syscall' in error && 'code' in error;
  return isOfSystem ? new Refusal('exchange/medium-failed', { reason: String(error.code) }) : error;
}

async function write(path: string, source: AsyncIterable<Uint8Array>): Promise<Written> {
  const hash = new RunningHash();
  let bytes = 0;
  // Left there by a write that was killed; made anew, so that no link on the medium leads elsewhere.
  await rm(path, { force: true });
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const part of source) {
      hash.add(part);
      bytes += part.length;
      await file.appendFile(part);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { bytes, fileHash: hash.hex() };
}

async function hashOf(path: string): Promise<string> {
  const hash = new RunningHash();
  for await (const part of createReadStream(path, { highWaterMark: 1_048_576 })) hash.add(part as Buffer);
  return hash.hex();
}

/**
 * @param checking called when all is written and reading back begins
 * @throws Refusal exchange/medium-failed, exchange/not-verified, or what the source throws; then nothing of it stays
 */
export async function writeChecked(path: string, source: AsyncIterable<Uint8Array>, checking: () => void): Promise<Written> {
  const partial = `${path}.part`;
  try {
    const written = await write(partial, source);
    checking();
    if ((await hashOf(partial)) !== written.fileHash) throw new Refusal('exchange/not-verified', {});
    await rename(partial, path);
    return written;
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw asRefusal(error);
  }
}
