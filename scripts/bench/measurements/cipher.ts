// Encrypted against plain SQLite: the product's tables, pragmas and store code over both, on the same records.
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { enqueueRecord } from '#main/kernel/outbox/outbox.ts';
import type { Store } from '#main/store/store.ts';
import { newPlainStore } from '#main/test-bench/plain-store.ts';
import { atLeastSpeed, type BenchContext, type Figure, type Measurement, roundsOf } from '#scripts/bench/figure.ts';
import { sampleRecord } from '#scripts/bench/sample-records.ts';
import { alternate, summarise, timedSync } from '#scripts/bench/statistics.ts';
import { fillStore, newEncryptedStore } from '#scripts/bench/stores.ts';

const envelopeRow = z.object({ envelope: z.string() });
const hashRow = z.object({ content_hash: z.string() });
const target = 0.9;

interface Side {
  readonly store: Store;
  readonly ids: readonly string[];
  next: number;
}

type Work = (side: Side) => void;

/** Far from the one before, so that neither the pages nor the disk's cache of it are warm by chance. */
function nextPlace(side: Side, size: number): number {
  side.next += 7_919;
  return side.next % Math.max(1, size);
}

function works(batch: number): Readonly<Record<string, Work>> {
  const records = Array.from({ length: batch }, (_, index) => sampleRecord(index));
  const [one] = records;
  if (one === undefined) throw new Error('an empty batch');
  const newId = (side: Side) => {
    side.next += 1;
    return `new-${side.next}`;
  };
  return {
    '100 point reads': (side) => {
      for (let read = 0; read < 100; read++) {
        const id = side.ids[nextPlace(side, side.ids.length)] ?? '';
        side.store.one(envelopeRow, 'SELECT envelope FROM record WHERE record_id = ? AND revision = 1', id);
      }
    },
    'range of 500 records': (side) => {
      // As the queue's pages are read.
      const from = nextPlace(side, side.ids.length - 500);
      const sql = `SELECT content_hash FROM outbox JOIN record USING (record_id, revision)
        WHERE outbox.sequence >= ? ORDER BY outbox.sequence LIMIT 500`;
      side.store.all(hashRow, sql, from);
    },
    [`batch of ${batch} inserts`]: (side) =>
      side.store.write((transaction) => {
        for (const record of records) enqueueRecord(transaction, { ...record, recordId: newId(side) });
      }),
    'one durable insert': (side) => {
      side.store.write((transaction) => enqueueRecord(transaction, { ...one, recordId: newId(side) }));
    },
  };
}

async function run(context: BenchContext): Promise<readonly Figure[]> {
  const { effort, folder, say } = context;
  const size = { full: 40_000, quick: 10_000, smoke: 40 }[effort];
  say(`two stores with ${size} records`);
  const sides = [newEncryptedStore(folder, 'encrypted.db'), newPlainStore(`${folder}/plain.db`)].map((store): Side => {
    return { store, ids: fillStore(store, 0, size), next: 0 };
  });
  const [encrypted, plain] = sides;
  if (encrypted === undefined || plain === undefined) throw new Error('no stores');
  try {
    // The proof that the two differ: only one of them can be read by anybody.
    const isPlain = (name: string) => readFileSync(`${folder}/${name}`).subarray(0, 15).equals(Buffer.from('SQLite format 3'));
    if (isPlain('encrypted.db') || !isPlain('plain.db')) throw new Error('the stores are not what they should be');
    const figures: Figure[] = [];
    for (const [name, work] of Object.entries(works(effort === 'smoke' ? 5 : 500))) {
      const runs = { encrypted: () => timedSync(() => work(encrypted)), plain: () => timedSync(() => work(plain)) };
      const samples = await alternate(runs, roundsOf(context, 200, 40), effort === 'smoke' ? 0 : 5);
      const [subject, reference] = [summarise(samples.encrypted), summarise(samples.plain)];
      figures.push({
        name: `cipher: ${name}`,
        subject,
        reference: { name: 'plain SQLite', summary: reference },
        verdict: atLeastSpeed(subject, reference, target),
      });
    }
    return figures;
  } finally {
    for (const { store } of sides) store.close();
  }
}

export const cipher: Measurement = { name: 'cipher', title: 'encrypted against plain SQLite', opensApplication: false, run };
