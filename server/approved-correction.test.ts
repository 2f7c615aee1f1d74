// An approval entitles another workstation to the very revision it was given for, and for its reason (R8.3).
import { expect, test } from 'vitest';
import { instantFromMs } from '#src/base/instant.ts';
import { envelope } from '#src/crypto/envelope.ts';
import { sealEnvelope } from '#src/node/crypto/sealing.ts';
import { draftOf } from './app/organisation.ts';
import { createAuditLog } from './kernel/audit/audit-log.ts';
import { type Bench, enrolWorkstation, openBench, push, sealRecord, signFor, type Workstation } from './test-bench.ts';

const values = { identity: { name: '王小明', documentNumber: '110101199003071057' } };

async function verificationPageOf(bench: Bench, workstation: Workstation) {
  const body = JSON.stringify({ protocol: 2, after: 0 });
  const headers = await signFor(workstation, bench.clock, { method: 'POST', path: '/v1/verification', body });
  const answer = await bench.app.inject({ method: 'POST', url: '/v1/verification', headers, payload: body });
  return JSON.parse(answer.json().page.body);
}

test('another workstation corrects what was approved, and nothing else', async () => {
  const bench = await openBench();
  const { store, organisationId, records, configuration } = bench.organisation;
  const draft = draftOf((await configuration.newest()).body);
  await configuration.publish({ ...draft, policy: { ...draft.policy, requiredChecks: ['identity-authority'] } });
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
  // Whoever captured it waits for no answer any more; the other one waits for its own.
  expect(await verificationPageOf(bench, home)).toMatchObject({
    superseded: [{ recordId, revision: 1 }],
    waiting: [],
    cursor: 1,
  });
  expect(await verificationPageOf(bench, other)).toMatchObject({ superseded: [], waiting: [{ count: 1 }], cursor: 0 });
  // What ended before such words were kept is told after the next start.
  await store.updateTable('verification_check').set({ told_position: null }).execute();
  expect(await verificationPageOf(bench, home)).toMatchObject({ superseded: [] });
  await bench.organisation.verification.takeUp();
  await bench.organisation.verification.takeUp();
  expect(await verificationPageOf(bench, home)).toMatchObject({ superseded: [{ recordId, revision: 1 }], cursor: 2 });
  await bench.close();
});
