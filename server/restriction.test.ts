// Restriction after repeated failure (R3.6): counted once whatever comes at once, told to every workstation, eased only by a named person who
// had no part in the records, and never on what is no longer so.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { draftOf } from '#server/features/configuration/draft.ts';
import type { Agent } from '#server/kernel/agent/act.ts';
import { type Bench, enrolWorkstation, openBench, push, sealRecord, type Workstation } from '#server/test-bench.ts';
import {
  askRestrictions,
  type Caller,
  countFact,
  FakeSubjects,
  factOf,
  listed,
  proven,
  restrictionActions,
} from '#server/test-bench-restriction.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { type OpenRestriction, type RestrictionPage, restrictionPage } from '#src/contract/sync/restriction.ts';
import type { RecordHeader } from '#src/domain/registration/schema.ts';
import { type RestrictionDecision, requiredPoints } from '#src/domain/restriction/schema.ts';
import type { Credentials } from '#src/domain/staff/schema.ts';
import { randomId } from '#src/node/crypto/random.ts';
import { openDocument } from '#src/node/crypto/signing.ts';

let bench: Bench;
let workstation: Workstation;
/** The one person whom all records are about, where a test says nothing else. */
let subjectId: string;

const head = demonstrationStaff.find(({ role }) => role === 'supervisor') ?? demonstrationStaff[0];
const clerk = demonstrationStaff[0];
const otherHead = 'staff-2002';
const passed: RestrictionDecision = { kind: 'checked', result: 'passed', points: [...requiredPoints] };
const released: RestrictionDecision = { kind: 'released', reason: 'identity-confirmed' };

let agent: FakeSubjects;

beforeEach(async () => {
  bench = await openBench();
  workstation = await enrolWorkstation(bench);
  agent = new FakeSubjects();
});
afterEach(() => bench.close());

async function sendUnread(header: Partial<Record<keyof RecordHeader, unknown>> = {}): Promise<string> {
  const { body } = await bench.organisation.configuration.newest();
  const sealed = await sealRecord(body, workstation, { header });
  const answer = await push(bench, workstation, [sealed.text]);
  expect(answer.json().outcomes).toMatchObject([{ outcome: 'accepted' }]);
  return sealed.recordId;
}

/** A record of which it is known whose it is. */
async function send(header: Partial<Record<keyof RecordHeader, unknown>> = {}): Promise<string> {
  const recordId = await sendUnread(header);
  const { subjects, store } = bench.organisation;
  await subjects.askDue(agent);
  if (agent.person === 'one person') subjectId = (await subjects.subjectOf(store, recordId)) ?? fail();
  return recordId;
}

async function failedRecords(header: Partial<Record<keyof RecordHeader, unknown>> = {}, times = 3): Promise<readonly string[]> {
  const ids = [];
  for (let time = 0; time < times; time++) {
    const id = await send(header);
    await countFact(bench, factOf(id));
    ids.push(id);
  }
  return ids;
}

const caller = (): Caller => ({ bench, workstation });

const ask = (act: unknown, { number, passphrase }: Credentials = head ?? fail()) =>
  askRestrictions(caller(), '/v1/restrictions', { administrator: { number, passphrase }, act });

const show = async (person: Credentials = head ?? fail()) => listed(caller(), await proven(caller(), person));

function fail(): never {
  throw new Error('the demonstration has no supervisor');
}

function only(items: readonly OpenRestriction[] | string): OpenRestriction {
  const [item] = typeof items === 'string' ? [] : items;
  if (item === undefined) throw new Error(`no restriction: ${String(items)}`);
  return item;
}

async function decide(decision: RestrictionDecision, change: Record<string, unknown> = {}, person = head ?? fail()) {
  return ask({ kind: 'decide', subjectId, version: await version(), decision, ...change }, person);
}

/** What a list shows, without the second that a proof takes. */
async function version(): Promise<number> {
  const { store } = bench.organisation;
  return (await store.selectFrom('restriction_event').select('sequence').where('subject_id', '=', subjectId).execute()).length;
}

function state() {
  const { store, restriction } = bench.organisation;
  return restriction.stateOf(store, subjectId);
}

async function page(after = 0, from = workstation): Promise<RestrictionPage> {
  const document = await bench.organisation.restriction.page(from.deviceId, after, agent);
  const opened = openDocument('restrictions', document, from.serverKey, restrictionPage);
  if (!opened.ok) throw new Error('the page does not open');
  return opened.value;
}

test('three refuted revisions restrict, a confirmed one and a second authority count nothing', async () => {
  const [first = ''] = await failedRecords({}, 2);
  await countFact(bench, factOf(first, { kind: 'public-security', reason: 'differs' }));
  const third = await send();
  await countFact(bench, factOf(third, { outcome: 'confirmed', reason: null }));
  expect(await state()).toMatchObject({ state: 'none', failures: 2 });
  expect(await show()).toEqual([]);
  await countFact(bench, factOf(third, { kind: 'public-security', reason: 'number-unknown' }));
  expect(await state()).toMatchObject({
    state: 'restricted',
    failures: 3,
    reasons: ['name-differs', 'number-unknown'],
    furtherCheck: 'open',
  });
  expect(await restrictionActions(bench)).toEqual([
    'restriction.counted',
    'restriction.counted',
    'restriction.listed',
    'restriction.counted',
    'restriction.begun',
  ]);
});

test('failures of different subjects do not meet', async () => {
  await failedRecords({}, 2);
  agent.person = 'another person';
  await countFact(bench, factOf(await send()));
  expect(await state()).toMatchObject({ state: 'none', failures: 2 });
});

test('the third failure by several records at once restricts exactly once', async () => {
  await failedRecords({}, 2);
  const ids = [await send(), await send(), await send(), await send()];
  const twice = ids.map((id) => factOf(id, { kind: 'public-security' }));
  await Promise.all([...ids.map((id) => factOf(id)), ...twice].map((fact) => countFact(bench, fact)));
  expect(await state()).toMatchObject({ state: 'restricted', failures: 6 });
  expect((await restrictionActions(bench)).filter((action) => action === 'restriction.begun')).toHaveLength(1);
  expect((await restrictionActions(bench)).filter((action) => action === 'restriction.counted')).toHaveLength(6);
});

describe('answers and the knowledge whose a record is come in any order', () => {
  beforeEach(async () => {
    const { configuration } = bench.organisation;
    const draft = draftOf((await configuration.newest()).body);
    await configuration.publish({ ...draft, policy: { ...draft.policy, requiredChecks: ['identity-authority'] } });
    for (let time = 0; time < 3; time++) await sendUnread();
  });

  async function nowRestricted(): Promise<void> {
    const { store, subjects } = bench.organisation;
    const { record_id: recordId } = await store.selectFrom('record').select('record_id').limit(1).executeTakeFirstOrThrow();
    subjectId = (await subjects.subjectOf(store, recordId)) ?? fail();
    expect(await state()).toMatchObject({ state: 'restricted', failures: 3 });
    expect((await restrictionActions(bench)).filter((action) => action === 'restriction.begun')).toHaveLength(1);
  }

  test('refuted first, known later', async () => {
    const { verification, subjects } = bench.organisation;
    expect(await verification.askDue(agent)).toBe(3);
    expect(await subjects.askDue(agent)).toBe(3);
    await nowRestricted();
  });

  test('at the same moment', async () => {
    const { verification, subjects } = bench.organisation;
    await Promise.all([verification.askDue(agent), subjects.askDue(agent)]);
    await nowRestricted();
  });
});

describe('a further check made at the counter', () => {
  const check = (reviewedAt: string, checks: readonly string[] = requiredPoints) => ({
    furtherCheck: { reviewedBy: otherHead, reviewedAt, checks: [...checks] },
  });
  const later = (ms: number) => instantFromMs(bench.clock.nowMs() + ms);

  test('counts once when its record is here, and the release is still decided by somebody who took no part', async () => {
    await failedRecords();
    bench.clock.advance(60_000);
    const made = later(0);
    const recordId = await send({ ...check(made), capturedBy: head?.id });
    expect(await state()).toMatchObject({ state: 'restricted', furtherCheck: 'passed' });
    const item = only(await show());
    expect(item.events.at(-1)?.event).toMatchObject({ kind: 'checked', by: otherHead, at: made, atCounter: { recordId } });
    expect(await restrictionActions(bench)).toContain('restriction.decided');
    await bench.organisation.restriction.askDue(agent);
    expect((await page()).entries.at(-1)).toMatchObject({ furtherCheck: 'passed' });
    // Who took that registration releases nobody by it.
    expect(await decide(released)).toBe('restriction/own-record');
    const before = await version();
    await send(check(made));
    expect(await version()).toBe(before);
  });

  test('after it a release needs a reason and nothing more', async () => {
    await failedRecords();
    bench.clock.advance(60_000);
    await send(check(later(0)));
    expect(await decide(released)).toEqual([]);
  });

  test('not one from before the last failure, ahead of time, without its points, of a suspended subject, or of nobody restricted', async () => {
    await send(check(later(-1_000)));
    expect(await version()).toBe(0);
    const before = later(-60_000);
    await failedRecords();
    await send(check(before));
    await send(check(later(60_000)));
    bench.clock.advance(120_000);
    await send(check(later(-1_000), ['original-seen']));
    expect(await state()).toMatchObject({ furtherCheck: 'open' });
    await decide({ kind: 'suspended', reason: 'document-doubtful' });
    bench.clock.advance(60_000);
    await send(check(later(0)));
    expect(await state()).toMatchObject({ state: 'suspended', furtherCheck: 'open' });
  });

  test('the same registration refuted takes it back', async () => {
    await failedRecords();
    bench.clock.advance(60_000);
    const recordId = await send(check(later(0)));
    await countFact(bench, factOf(recordId));
    expect(await state()).toMatchObject({ furtherCheck: 'open', failures: 4 });
    expect(await decide(released)).toBe('restriction/check-missing');
  });
});

describe('told to every workstation', () => {
  test('as soon as the agent made the digest; a decision at once', async () => {
    await failedRecords();
    expect(await page()).toMatchObject({ cursor: 0, key: null, entries: [] });
    agent.isGone = true;
    expect(await bench.organisation.restriction.askDue(agent)).toBe(1);
    expect(await bench.organisation.restriction.askDue(agent)).toBe(0);
    agent.isGone = false;
    bench.clock.advance(20 * 60_000);
    expect(await bench.organisation.restriction.askDue(agent)).toBe(1);
    expect(agent.asked[0]?.fields).toEqual({
      type: { field: 'documentType', className: 'identity' },
      number: { field: 'documentNumber', className: 'identity' },
    });
    const other = await enrolWorkstation(bench);
    for (const who of [workstation, other]) {
      expect(await page(0, who)).toMatchObject({
        deviceId: who.deviceId,
        cursor: 1,
        isMore: false,
        key: 'k'.repeat(43),
        entries: [{ state: 'restricted', failures: 3, reasons: ['name-differs'], furtherCheck: 'open' }],
      });
    }
    await decide({ kind: 'suspended', reason: 'document-doubtful' });
    expect(await page(1)).toMatchObject({ cursor: 2, entries: [{ state: 'suspended' }] });
    expect(await page(2)).toMatchObject({ cursor: 2, key: null, entries: [] });
  });

  test('the key leaves with no page while no agent answers, and then nothing is told as if it were all', async () => {
    await failedRecords();
    await bench.organisation.restriction.askDue(agent);
    agent.isGone = true;
    expect(await page()).toMatchObject({ cursor: 0, key: null, entries: [] });
    agent.isGone = false;
    expect(await page()).toMatchObject({ cursor: 1, entries: [{ state: 'restricted' }] });
  });

  test('a process that died over a digest leaves nothing untold', async () => {
    await failedRecords();
    const dying: Agent = { ask: () => Promise.reject(new Error('killed')) };
    await expect(bench.organisation.restriction.askDue(dying)).rejects.toThrow('killed');
    expect(await bench.organisation.restriction.askDue(agent)).toBe(0);
    await bench.organisation.restriction.takeUp();
    expect(await bench.organisation.restriction.askDue(agent)).toBe(1);
    expect((await page()).entries).toHaveLength(1);
  });
});

describe('a supervisor', () => {
  test('sees records, branch, reasons and since when, and no name', async () => {
    const ids = await failedRecords();
    const item = only(await show());
    expect(item).toMatchObject({ subjectId, state: 'restricted', failures: 3, furtherCheck: 'open' });
    expect(item.records.map(({ recordId, branchId, isOwn }) => [recordId, branchId, isOwn])).toEqual(
      ids.map((id) => [id, workstation.branchId, false]),
    );
    expect(JSON.stringify(item)).not.toMatch(/王小明|110101199003071057/);
  });

  test('releases after a passed check, by name and reason; then everything begins anew', async () => {
    await failedRecords();
    expect(await decide(released)).toBe('restriction/check-missing');
    expect(await decide({ ...passed, points: ['original-seen'] })).toBe('restriction/check-incomplete');
    const checked = only(await decide(passed));
    expect(checked.events.at(-1)).toMatchObject({
      byName: head?.name,
      event: { kind: 'checked', by: head?.id, result: 'passed' },
    });
    expect(await decide(released)).toEqual([]);
    expect(await state()).toMatchObject({ state: 'none', failures: 0 });
    const leaf = (await bench.organisation.store.selectFrom('audit_leaf').select('content').orderBy('leaf_index').execute()).find(
      ({ content }) => content.includes('"decision":"released"'),
    );
    expect(JSON.parse(leaf?.content ?? '{}')).toMatchObject({ subjectId, staffId: head?.id, reason: 'identity-confirmed' });
    await failedRecords({}, 2);
    expect(await state()).toMatchObject({ state: 'none', failures: 2 });
  });

  test('suspends and lifts; a suspended subject is not released in one step', async () => {
    await failedRecords();
    await decide(passed);
    expect(only(await decide({ kind: 'suspended', reason: 'impersonation-suspected' })).state).toBe('suspended');
    expect(await decide(released)).toBe('restriction/not-possible');
    expect(only(await decide({ kind: 'suspension-lifted', reason: 'suspicion-settled' })).state).toBe('restricted');
    expect(await decide(released)).toEqual([]);
  });

  test.each([
    ['captured', { capturedBy: head?.id }],
    ['reviewed', { secondReview: { reviewedBy: head?.id, reviewedAt: '2026-11-24T08:00:00.000Z', checks: ['document-valid'] } }],
  ])('eases nothing about a record that they %s', async (_what, header) => {
    await failedRecords({}, 2);
    await failedRecords(header, 1);
    expect(only(await show()).records.map(({ isOwn }) => isOwn)).toEqual([false, false, true]);
    await decide(passed);
    expect(await decide(released)).toBe('restriction/own-record');
    await decide({ kind: 'suspended', reason: 'document-doubtful' });
    expect(await decide({ kind: 'suspension-lifted', reason: 'suspicion-settled' })).toBe('restriction/own-record');
    await secondHead();
    await decide({ kind: 'suspension-lifted', reason: 'suspicion-settled' }, {}, { ...(head ?? fail()), number: '2002' });
    expect(await decide(released, {}, { ...(head ?? fail()), number: '2002' })).toEqual([]);
  });

  /** Another supervisor with the same passphrase. */
  async function secondHead(): Promise<void> {
    const { configuration } = bench.organisation;
    const { body } = await configuration.newest();
    const draft = draftOf(body);
    const known = body.staff.find(({ id }) => id === head?.id) ?? fail();
    const second = { ...known, id: otherHead, number: '2002', name: '何静', hasInitialPassphrase: false };
    await configuration.publish({ ...draft, staff: [...draft.staff, second] });
  }

  test('decides on what stands: a failure or a decision that came between refuses it', async () => {
    await failedRecords();
    await decide(passed);
    const fresh = factOf(await send());
    const act = { kind: 'decide', subjectId, version: await version(), decision: released };
    const [outcome] = await Promise.all([ask(act), countFact(bench, fresh)]);
    const now = await state();
    // Whichever came first: either the failure stands before the release and refuses it, or it counts anew after it.
    if (outcome === 'restriction/overtaken')
      expect(now).toMatchObject({ state: 'restricted', failures: 4, furtherCheck: 'open' });
    else expect([outcome, now.state, now.failures]).toEqual([[], 'none', 1]);
    expect(await ask({ ...act, subjectId: randomId() })).toBe('restriction/unknown');
  });

  test('two at once decide once', async () => {
    await failedRecords();
    const act = { kind: 'decide', subjectId, version: await version(), decision: passed };
    const outcomes = await Promise.all([ask(act), ask(act)]);
    expect(outcomes.filter((outcome) => outcome === 'restriction/overtaken')).toHaveLength(1);
  });

  test('proves who they are; a clerk decides nothing', async () => {
    await failedRecords();
    const act = { kind: 'decide', subjectId, version: await version(), decision: passed };
    expect(await ask(act, { number: '2001', passphrase: 'wrong' })).toBe('staff/wrong-credentials');
    expect(await ask(act, clerk ?? fail())).toBe('access/denied');
    expect(await show(clerk ?? fail())).toBe('access/denied');
  });
});
