// Does one checkpoint continue another? Answered from a few hash tiles of the log, without its entries.
import type { Finding } from './finding.ts';
import { type Head, nodeHash, perfectRoot, provesConsistency } from './merkle.ts';
import { isSignedByLog, parseCheckpoint, type VerifierKey } from './note.ts';
import { hashReader, type LogSource } from './source.ts';
import { successionsPath, withSuccessors } from './succession.ts';

const tileHeight = 8;

/** Root of the leaves from `start` to `end`: of perfect subtrees, each a fold of hashes of one tile. */
async function rangeRoot(read: (level: number, index: number) => Promise<Buffer>, start: number, end: number): Promise<Buffer> {
  const width = end - start;
  const height = Math.log2(width);
  if (!Number.isInteger(height)) {
    const middle = start + 2 ** Math.floor(height);
    return nodeHash(await rangeRoot(read, start, middle), await rangeRoot(read, middle, end));
  }
  const level = Math.floor(height / tileHeight);
  const hashes = 2 ** (height % tileHeight);
  const first = start / 256 ** level;
  return perfectRoot(await Promise.all(Array.from({ length: hashes }, (_, index) => read(level, first + index))));
}

/** The proof of RFC 6962 that the log of `newer` leaves continues that of `older`. @throws RangeError when a tile is missing or cut */
async function consistencyProof(source: LogSource, older: number, newer: number): Promise<readonly Buffer[]> {
  const read = hashReader(source, newer);
  const prove = async (start: number, end: number, isWhole: boolean): Promise<readonly Buffer[]> => {
    if (older === end) return isWhole ? [] : [await rangeRoot(read, start, end)];
    const middle = start + 2 ** (Math.ceil(Math.log2(end - start)) - 1);
    return older <= middle
      ? [...(await prove(start, middle, isWhole)), await rangeRoot(read, middle, end)]
      : [...(await prove(middle, end, false)), await rangeRoot(read, start, middle)];
  };
  return older === 0 ? [] : prove(0, newer, true);
}

/** @param source the log as it is now, for the tiles of the newer tree */
export async function continues(source: LogSource, older: Head, newer: Head): Promise<boolean> {
  if (older.size > newer.size) return false;
  try {
    return provesConsistency(await consistencyProof(source, older.size, newer.size), older, newer);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Two checkpoints as they were signed, against each other. */
export async function verifyConsistency(
  source: LogSource,
  log: VerifierKey,
  notes: { readonly older: string; readonly newer: string },
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const renewed = await withSuccessors(source, log);
  if (renewed === null) findings.push({ check: 'succession-wrong', where: successionsPath });
  const open = (note: string, where: string) => {
    const checkpoint = parseCheckpoint(note);
    if (checkpoint === null) findings.push({ check: 'checkpoint-form', where });
    else if (!isSignedByLog(checkpoint, renewed ?? log)) findings.push({ check: 'checkpoint-signature', where });
    return checkpoint;
  };
  const [older, newer] = [open(notes.older, 'the older checkpoint'), open(notes.newer, 'the newer checkpoint')];
  if (older === null || newer === null || findings.length > 0) return findings;
  const where = `from ${older.size} to ${newer.size} leaves`;
  if (older.size > newer.size) return [{ check: 'shorter-than-known', where }];
  return (await continues(source, older, newer)) ? [] : [{ check: 'history-rewritten', where }];
}
