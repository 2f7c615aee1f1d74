// Fills a store with more records than anybody wants to type.
import * as z from 'zod';
import { keepCopy, sealCopy } from '#main/kernel/copies/copies.ts';
import { enqueueRecord } from '#main/kernel/outbox/outbox.ts';
import type { Store } from '#main/store/store.ts';
import { registrationForm } from '#server/demo/form.ts';
import { termsOf } from '#src/domain/records/terms.ts';
import { randomBytes, randomId, randomNonce } from '#src/node/crypto/random.ts';
import { makePerson } from '#test/support/sample-people.ts';
import { sampleRecord } from './sample-records.ts';

const recordsPerTransaction = 2_000;
const random = { bytes: randomBytes, id: randomId, nonce: randomNonce, fraction: () => Math.random() };

/** Saves records with their copies through the code that a submission uses. @returns their ids */
export function saveRecords(store: Store, from: number, to: number): readonly string[] {
  const ids: string[] = [];
  for (let first = from; first < to; first += recordsPerTransaction) {
    store.write((transaction) => {
      for (let index = first; index < Math.min(first + recordsPerTransaction, to); index++) {
        const record = sampleRecord(index);
        const { birthDate: _date, sex: _sex, ...values } = makePerson(index);
        const { recordId, revision, ownerId } = record;
        const copy = sealCopy(transaction, random, { recordId, revision, values, terms: termsOf(registrationForm, values) });
        keepCopy(transaction, enqueueRecord(transaction, record), ownerId, copy);
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
export function multiplyRecords(store: Store, to: number): void {
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
    transaction.run(
      `INSERT INTO outbox (record_id, revision, staff_id, submitted_by, day, saved_ms, configuration_version, state)
       SELECT id, 1, staff_id, submitted_by, day, saved_ms, 1, 'waiting' FROM more JOIN outbox ON outbox.sequence = origin ORDER BY more.i`,
    );
    transaction.run(
      `INSERT INTO blind_index (digest, sequence, staff_id)
       SELECT hex(randomblob(11)), sequence, staff_id FROM outbox, (VALUES (1), (2), (3)) WHERE sequence > ${records} ORDER BY 1`,
    );
    transaction.run('DROP TABLE more');
  });
}
