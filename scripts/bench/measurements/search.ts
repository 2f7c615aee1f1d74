// Finding among many local records, as the records and queue screens ask: by number, name, phone and record number, the newest page,
// one day, the queue and its counts. Every record still has its copy and its index rows: more than policy ever leaves open.
import * as z from 'zod';
import { findRecords } from '#main/features/records/search.ts';
import { keepCopy, sealCopy } from '#main/kernel/copies/copies.ts';
import { enqueueRecord } from '#main/kernel/outbox/outbox.ts';
import { readCounts, readQueue } from '#main/kernel/outbox/queue.ts';
import type { Store } from '#main/store/store.ts';
import { type BenchContext, type Figure, type Measurement, p99AtMost, roundsOf } from '#scripts/bench/figure.ts';
import { sampleRecord, submittedAtOf } from '#scripts/bench/sample-records.ts';
import { summarise, timedSync } from '#scripts/bench/statistics.ts';
import { newEncryptedStore } from '#scripts/bench/stores.ts';
import { registrationForm } from '#server/demo/form.ts';
import { termsOf } from '#src/domain/records/terms.ts';
import { randomBytes, randomId, randomNonce } from '#src/node/crypto/random.ts';
import { makePerson } from '#test/support/sample-people.ts';

const limitMs = 10;
const savedOneByOne = 10_000;
const recordsPerTransaction = 2_000;
const random = { bytes: randomBytes, id: randomId, nonce: randomNonce, fraction: () => Math.random() };
const clerks = ['staff-1001', 'staff-1002', 'staff-1003'] as const;
const page = { staffId: null, day: null, before: null, limit: 50 };

/** Saves records with their copies through the code that a submission uses. @returns their ids */
function fill(store: Store, from: number, to: number): readonly string[] {
  const ids: string[] = [];
  for (let first = from; first < to; first += recordsPerTransaction) {
    store.write((transaction) => {
      for (let index = first; index < Math.min(first + recordsPerTransaction, to); index++) {
        const record = sampleRecord(index);
        const { birthDate: _date, sex: _sex, ...values } = makePerson(index);
        const saved = {
          sequence: enqueueRecord(transaction, record),
          recordId: record.recordId,
          revision: 1,
          ownerId: clerks[index % clerks.length] ?? clerks[0],
          day: record.submittedAt.slice(0, 10),
          savedMs: Date.parse(record.submittedAt),
          configurationVersion: 1,
          copy: sealCopy(transaction, random, {
            recordId: record.recordId,
            revision: 1,
            values,
            terms: termsOf(registrationForm, values),
          }),
        };
        keepCopy(transaction, saved);
        ids.push(record.recordId);
      }
    });
  }
  return ids;
}

/**
 * Many more records at once, as rows: what the code above saved, again under other ids, its digests random. Saving a million one by one
 * would take longer than anybody measures. Their sealed text is shortened; no question reads it.
 */
function multiply(store: Store, to: number): void {
  const [{ records = 0 } = {}] = store.all(z.object({ records: z.int() }), 'SELECT count(*) AS records FROM outbox');
  const more = { more: to - records };
  store.write((transaction) => {
    transaction.run(
      `CREATE TEMP TABLE more AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :more)
       SELECT i, (i - 1) % ${records} + 1 AS origin, lower(hex(randomblob(16))) AS id FROM n`,
      more,
    );
    transaction.run(
      `INSERT INTO record (record_id, revision, envelope, content_hash, service_name, masked_name, masked_document_number,
         captured_by, submitted_at)
       SELECT more.id, 1, substr(envelope, 1, 400), content_hash, service_name, masked_name, masked_document_number, captured_by,
         submitted_at FROM more JOIN outbox ON outbox.sequence = origin JOIN record USING (record_id, revision) ORDER BY more.id`,
    );
    transaction.run("INSERT INTO outbox (record_id, revision, state) SELECT id, 1, 'waiting' FROM more ORDER BY i");
    transaction.run(
      `INSERT INTO record_entry (sequence, record_id, revision, staff_id, day, saved_ms, configuration_version, stage)
       SELECT outbox.sequence, outbox.record_id, 1, staff_id, day, saved_ms, 1, 'held'
         FROM more JOIN outbox ON outbox.record_id = more.id JOIN record_entry ON record_entry.sequence = origin ORDER BY more.i`,
    );
    transaction.run(
      `INSERT INTO blind_index (digest, sequence, staff_id)
       SELECT hex(randomblob(11)), sequence, staff_id FROM record_entry, (VALUES (1), (2), (3)) WHERE sequence > ${records} ORDER BY 1`,
    );
    transaction.run('DROP TABLE more');
  });
}

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
      if (size > savedOneByOne) multiply(store, size);
      else ids.push(...fill(store, ids.length, size));
      store.checkpoint();
      figures.push(...measureAt(store, ids, size, roundsOf(context, 500, 200)));
    }
    return figures;
  } finally {
    store.close();
  }
}

export const search: Measurement = { name: 'search', title: 'finding local records', opensApplication: false, run };
