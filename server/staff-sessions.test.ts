// A person at a workstation, proved for some minutes (R5.2), over real requests on a real server: what ends the proof, and that it is
// worth nothing anywhere else.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readingPurposes } from '#src/domain/reading/grants.ts';
import { draftOf, type OrganisationDraft } from './app/organisation.ts';
import { type DemonstrationPerson, demonstrationStaff } from './demo/staff.ts';
import { type Bench, enrolWorkstation, openBench, signFor, type Workstation } from './test-bench.ts';

let bench: Bench;
let desk: Workstation;
let otherDesk: Workstation;

function personOf(role: string): DemonstrationPerson {
  const person = demonstrationStaff.find((one) => one.role === role);
  if (person === undefined) throw new Error(`the demonstration has no ${role}`);
  return person;
}
const head = personOf('department-head');
const clerk = personOf('clerk');

beforeEach(async () => {
  bench = await openBench();
  desk = await enrolWorkstation(bench);
  otherDesk = await enrolWorkstation(bench);
});
afterEach(() => bench.close());

async function post(path: string, content: object, by: Workstation = desk) {
  const body = JSON.stringify({ protocol: 2, ...content });
  const headers = await signFor(by, bench.clock, { method: 'POST', path, body });
  const answer = await bench.app.inject({ method: 'POST', url: path, headers, payload: body });
  return { status: answer.statusCode, json: answer.json(), code: answer.json().error?.code };
}
const begin = ({ number, passphrase }: { number: string; passphrase: string }, by?: Workstation) =>
  post('/v1/staff/session', { person: { number, passphrase } }, by);
const prove = async (person: DemonstrationPerson, by?: Workstation): Promise<string> => {
  const { json } = await begin(person, by);
  expect(json.session).toMatch(/^[A-Za-z0-9_-]{43}$/);
  return json.session;
};
const rights = (session: string, by?: Workstation) => post('/v1/reading/rights', { session }, by);
const end = (session: string, by?: Workstation) => post('/v1/staff/session/end', { session }, by);

async function publish(change: (draft: OrganisationDraft) => Partial<OrganisationDraft>): Promise<void> {
  const { body } = await bench.organisation.configuration.newest();
  const draft = draftOf(body);
  await bench.organisation.configuration.publish({ ...draft, ...change(draft) });
}
const changeStaff = (id: string, change: Partial<OrganisationDraft['staff'][number]>) =>
  publish(({ staff }) => ({ staff: staff.map((one) => (one.id === id ? { ...one, ...change } : one)) }));

async function leaves(action: string): Promise<Record<string, unknown>[]> {
  const rows = await bench.organisation.store.selectFrom('audit_leaf').select('content').orderBy('leaf_index').execute();
  return rows.map(({ content }) => JSON.parse(content)).filter((leaf) => leaf.action === action);
}

describe('a proof', () => {
  test('serves many requests of its minutes, here and nowhere else, and is audited', async () => {
    const session = await prove(head);
    for (const _time of [1, 2, 3]) {
      expect((await rights(session)).json.classes).toEqual([
        { className: 'identity', purposes: ['service', 'risk-control'] },
        { className: 'contact', purposes: ['service'] },
      ]);
    }
    expect(await rights(session, otherDesk)).toMatchObject({ status: 401, code: 'access/proof-needed' });
    expect(await leaves('staff.session-begun')).toMatchObject([{ staffId: head.id, deviceId: desk.deviceId }]);
    expect(JSON.stringify(bench.logged)).not.toContain(session);
    const stored = await bench.organisation.store.selectFrom('audit_leaf').select('content').execute();
    expect(JSON.stringify(stored)).not.toContain(session);
  });

  test('ends after the policy’s minutes', async () => {
    const session = await prove(head);
    bench.clock.advance(15 * 60_000 - 1);
    expect((await rights(session)).status).toBe(200);
    bench.clock.advance(1);
    expect((await rights(session)).code).toBe('access/proof-needed');
  });

  test('ends when the person leaves, once; another workstation cannot end it', async () => {
    const session = await prove(head);
    expect((await end(session, otherDesk)).status).toBe(200);
    expect((await rights(session)).status).toBe(200);
    expect((await end(session)).status).toBe(200);
    expect((await rights(session)).code).toBe('access/proof-needed');
    expect((await end(session)).status).toBe(200);
    expect(await leaves('staff.session-ended')).toHaveLength(1);
  });

  test('a newer one of the same person at the same workstation ends the older; at another it does not', async () => {
    const first = await prove(head);
    const elsewhere = await prove(head, otherDesk);
    const second = await prove(head);
    expect((await rights(first)).code).toBe('access/proof-needed');
    expect((await rights(second)).status).toBe(200);
    expect((await rights(elsewhere, otherDesk)).status).toBe(200);
  });

  test.each([
    ['deactivated', { isActive: false }],
    ['in another role', { role: 'clerk' }],
    ['in another department', { departmentId: 'compliance' }],
    [
      'not cleared any more',
      { clearance: { backgroundCheckUntil: null, trainingUntil: null, confidentialityAgreementUntil: null } },
    ],
  ] as const)('ends for whoever is %s', async (_what, change) => {
    const session = await prove(head);
    const before = draftOf((await bench.organisation.configuration.newest()).body);
    await changeStaff(head.id, change);
    expect((await rights(session)).code).toBe('access/proof-needed');
    // Also when the configuration says again what it said before.
    await publish(() => ({ staff: before.staff }));
    expect((await rights(session)).code).toBe('access/proof-needed');
  });

  test('goes on through a configuration that changes nothing about the person, with the new grants', async () => {
    const session = await prove(head);
    await publish(() => ({
      grants: [{ role: 'department-head', className: 'contact', purposes: [...readingPurposes] }],
    }));
    expect((await rights(session)).json.classes).toEqual([{ className: 'contact', purposes: [...readingPurposes] }]);
  });

  test('is worth nothing at a workstation that was taken out of service', async () => {
    const session = await prove(head);
    await bench.organisation.decisions.revoke(desk.deviceId, 'stolen', personOf('it-administrator').id);
    expect((await rights(session)).code).toBe('devices/revoked');
    expect((await begin(head)).code).toBe('devices/revoked');
  });

  test('does not outlive the process', async () => {
    const session = await prove(head);
    const { createStaffSessions } = await import('./kernel/access/staff-sessions.ts');
    const { createAuditLog } = await import('./kernel/audit/audit-log.ts');
    const { store, organisationId, configuration } = bench.organisation;
    const audit = createAuditLog(organisationId);
    const anew = createStaffSessions({ store, clock: bench.clock, audit, organisationId, configuration });
    await expect(anew.require(desk.deviceId, session, 'central:list')).rejects.toMatchObject({
      wire: { code: 'access/proof-needed' },
    });
  });
});

describe('who may prove, and what for', () => {
  test('a wrong passphrase, an unknown number and a person who may not work get nothing; guesses are counted', async () => {
    const wrong = { number: head.number, passphrase: 'guess' };
    expect((await begin(wrong)).code).toBe('staff/wrong-credentials');
    expect((await begin({ number: '0000', passphrase: 'guess' })).code).toBe('staff/wrong-credentials');
    const inactive = demonstrationStaff.find(({ remark }) => remark === 'inactive') ?? head;
    const untrained = demonstrationStaff.find(({ remark }) => remark === 'training expired') ?? head;
    expect((await begin(inactive)).code).toBe('staff/inactive');
    expect((await begin(untrained)).code).toBe('staff/not-cleared');
    for (let guess = 0; guess < 5; guess += 1) await begin(wrong);
    expect(await begin(head)).toMatchObject({ status: 429, code: 'staff/too-many-attempts' });
    expect(await leaves('staff.session-begun')).toEqual([]);
  });

  test('a role without the permission is refused, and that is audited', async () => {
    const session = await prove(clerk);
    expect(await rights(session)).toMatchObject({ status: 403, code: 'access/denied' });
    expect(await leaves('staff.refused')).toMatchObject([
      { staffId: clerk.id, deviceId: desk.deviceId, permission: 'central:list', reason: 'access/denied' },
    ]);
  });

  test('a made-up token is none', async () => {
    await prove(head);
    expect((await rights('A'.repeat(43))).code).toBe('access/proof-needed');
    expect((await rights('short')).code).toBe('internal/invalid-input');
  });
});

test('the organisation’s file is refused when it names a department or class that is none, or lets an IT administrator read', async () => {
  const refused = await publish(({ staff }) => ({
    staff: staff.map((one) => (one.id === head.id ? { ...one, departmentId: 'nowhere' } : one)),
    grants: [
      { role: 'inspector', departmentId: 'nowhere', className: 'nothing', purposes: ['supervision'] },
      { role: 'it-administrator', className: 'identity', purposes: ['service'] },
    ],
  })).then(
    () => null,
    (error: unknown) => error,
  );
  const told = JSON.stringify(refused, Object.getOwnPropertyNames(refused ?? {}));
  for (const part of ['departmentId', 'grants.0.className', 'grants.1.role']) expect(told).toContain(part);
});
