// Finding among many local records, as the records and queue screens ask: by number, name, phone and record number, the newest page,
// one day, the queue and its counts. Every record still has its copy and its index rows: more than policy ever leaves open.
import { findRecords } from '#main/features/records/search.ts';
import { readCounts, readQueue } from '#main/kernel/outbox/queue.ts';
import type { Store } from '#main/store/store.ts';
import { type BenchContext, type Figure, type Measurement, p99AtMost, roundsOf } from '#scripts/bench/figure.ts';
import { multiplyRecords, saveRecords } from '#scripts/bench/many-records.ts';
import { clerks, submittedAtOf } from '#scripts/bench/sample-records.ts';
import { summarise, timedSync } from '#scripts/bench/statistics.ts';
import { newEncryptedStore } from '#scripts/bench/stores.ts';
import { makePerson } from '#test/support/sample-people.ts';

const limitMs = 10;
const savedOneByOne = 10_000;
const page = { staffId: null, day: null, before: null, limit: 50 };

/** One question each, about a record of this number. */
function questions(store: Store, ids: readonly string[]): Readonly<Record<string, (index: number) => number>> {
  const find = (text: string, change: Partial<typeof page> | { readonly day: string } = {}) =>
    findRecords(store, text, { ...page, ...change }).length;
  return {
    'document number': (index) => find(makePerson(index).documentNumber),
    name: (index) => find(makePerson(index).name),
    phone: (index) => find(makePerson(index).phone),
    'record number': (index) => find(ids[index] ?? ''),
    'one day': (index) => find('', { day: submittedAtOf(index).slice(0, 10) }),
    'newest of one clerk': (index) => findRecords(store, '', { ...page, staffId: clerks[index % 3] ?? null }).length,
    'a page of the queue': (index) => readQueue(store, { state: 'waiting', limit: 50, before: index + 60 }).items.length,
    'the counts': () => readCounts(store).waiting,
  };
}

function measureAt(store: Store, ids: readonly string[], count: number, rounds: number): readonly Figure[] {
  const size = count >= 1_000_000 ? `${count / 1_000_000}M` : `${count / 1_000}k`;
  return Object.entries(questions(store, ids)).map(([name, ask]) => {
    const samples: number[] = [];
    for (let round = 0; round < rounds; round++) {
      // Far apart, so that the pages of one question do not serve the next.
      const index = (round * 7_919 * 31) % ids.length;
      let found = 0;
      samples.push(
        timedSync(() => {
          found = ask(index);
        }),
      );
      if (found === 0) throw new Error(`${name} of record ${index} found nothing`);
    }
    const subject = summarise(samples);
    return { name: `search: ${name}, ${size} records`, subject, reference: null, verdict: p99AtMost(subject, limitMs) };
  });
}

async function run(context: BenchContext): Promise<readonly Figure[]> {
  const sizes = { full: [10_000, 100_000, 1_000_000], quick: [10_000, 100_000], smoke: [60] }[context.effort];
  const store = newEncryptedStore(context.folder, 'records.db');
  const figures: Figure[] = [];
  const ids: string[] = [];
  try {
    for (const size of sizes) {
      context.say(`filling up to ${size} records`);
      if (size > savedOneByOne) multiplyRecords(store, size);
      else ids.push(...saveRecords(store, ids.length, size));
      store.checkpoint();
      figures.push(...measureAt(store, ids, size, roundsOf(context, 500, 200)));
    }
    return figures;
  } finally {
    store.close();
  }
}

export const search: Measurement = { name: 'search', title: 'finding local records', opensApplication: false, run };
