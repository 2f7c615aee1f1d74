// An approval entitles another workstation to the very revision it was given for, and for its reason (R8.3).
import { expect, test } from 'vitest';
import { instantFromMs } from '#src/base/instant.ts';
import { envelope } from '#src/crypto/envelope.ts';
import { sealEnvelope } from '#src/node/crypto/sealing.ts';
import { createAuditLog } from './kernel/audit/audit-log.ts';
import { enrolWorkstation, makeTemplate, openBench, push, sealRecord } from './test-bench.ts';

const values = { identity: { name: '王小明', documentNumber: '110101199003071057' } };

test('another workstation corrects what was approved, and nothing else', async () => {
  const bench = await openBench(await makeTemplate());
  const { store, organisationId, records, configuration } = bench.organisation;
  const { body } = await configuration.newest();
  const [home, other] = [await enrolWorkstation(bench), await enrolWorkstation(bench)];
  const { recordId, text, contentHash } = await sealRecord(body, home);
  await push(bench, home, [text]);
  const { header } = envelope.parse(JSON.parse(text));
  const take = await records.corrections();
  const receivedAt = instantFromMs(bench.clock.nowMs());
  const correct = async (change: { readonly contentHash?: string; readonly reason?: 'mistake-found' }) => {
    const corrects = { revision: 1, contentHash, reason: 'subject-request' as const, ...change };
    const classKeys = Object.fromEntries(body.classes.map((one) => [one.name, one.sealTo]));
    const next = { ...header, deviceId: other.deviceId, revision: 2, corrects };
    const { text: sealed } = await sealEnvelope({ header: next, groups: values, classKeys });
    const correction = { deviceId: other.deviceId, recordId, envelope: sealed, receivedAt };
    return store
      .transaction()
      .execute((transaction) =>
        createAuditLog(organisationId).during(transaction, receivedAt, (addLeaf) =>
          take(transaction, { ...correction, addLeaf }),
        ),
      );
  };
  expect(await correct({ contentHash: 'a'.repeat(64) })).toBe('sync/correction-unfit');
  expect(await correct({ reason: 'mistake-found' })).toBe('sync/correction-unfit');
  expect(await correct({})).toBeNull();
  expect(await correct({})).toBe('sync/conflict');
  await bench.close();
});
