// Supervisors find open restrictions (R3.6): by what the list shows, for some minutes after one proof, each look a leaf of the audit log.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { registrationId } from '#src/domain/registration/schema.ts';
import { everyRestriction, type RestrictionFilter } from '#src/domain/restriction/filter.ts';
import { randomId } from '#src/node/crypto/random.ts';
import { type Bench, enrolWorkstation, openBench, push, sealRecord, type Workstation } from './test-bench.ts';
import {
  askRestrictions,
  countFact,
  FakeSubjects,
  factOf,
  listed,
  proven,
  restrictionActions,
} from './test-bench-restriction.ts';

let bench: Bench;
let workstation: Workstation;
const agent = new FakeSubjects();
const head = demonstrationStaff.find(({ role }) => role === 'supervisor') ?? { number: '', passphrase: '' };
const person = { number: head.number, passphrase: head.passphrase };

beforeEach(async () => {
  bench = await openBench();
  workstation = await enrolWorkstation(bench);
});
afterEach(() => bench.close());

/** @returns a record of theirs */
async function restrict(who: string): Promise<string> {
  agent.person = who;
  const { configuration, subjects } = bench.organisation;
  const { body } = await configuration.newest();
  const sealed = await Promise.all([1, 2, 3].map(() => sealRecord(body, workstation)));
  await push(
    bench,
    workstation,
    sealed.map(({ text }) => text),
  );
  await subjects.askDue(agent);
  for (const { recordId } of sealed) await countFact(bench, factOf(recordId));
  return sealed[0]?.recordId ?? '';
}

const looks = async () => (await restrictionActions(bench)).filter((action) => action === 'restriction.listed').length;

test('looked at as often as the minutes last, each look a leaf; then, and from another workstation, it takes another proof', async () => {
  const caller = { bench, workstation };
  await restrict('one person');
  const session = await proven(caller, person);
  for (const count of [1, 2, 3]) {
    expect(await listed(caller, session)).toHaveLength(1);
    expect(await looks()).toBe(count);
  }
  expect(await listed({ bench, workstation: await enrolWorkstation(bench) }, session)).toBe('access/proof-needed');
  bench.clock.advance(24 * 3_600_000);
  expect(await listed(caller, session)).toBe('access/proof-needed');
  expect(await looks()).toBe(3);
});

test('found by state, branch and record; what a decision leaves is found by the same, and is no look', async () => {
  const caller = { bench, workstation };
  const [first, second] = [await restrict('one person'), await restrict('another person')];
  const session = await proven(caller, person);
  /** First records of those that are found. */
  const found = async (filter: Partial<RestrictionFilter>) => {
    const items = await listed(caller, session, filter);
    return typeof items === 'string' ? items : items.map(({ records }) => records[0]?.recordId).toSorted();
  };
  const both = [first, second].toSorted();
  expect(await found({})).toEqual(both);
  for (const one of both) expect(await found({ recordId: registrationId.parse(one) })).toEqual([one]);
  expect(await found({ recordId: registrationId.parse(randomId()) })).toEqual([]);
  expect([await found({ branchId: workstation.branchId }), await found({ branchId: 'elsewhere' })]).toEqual([both, []]);
  expect([await found({ state: 'restricted' }), await found({ state: 'suspended' })]).toEqual([both, []]);
  const [item] = await listed(caller, session, { recordId: registrationId.parse(first) });
  if (typeof item === 'string' || item === undefined) throw new Error('not found');
  const before = await looks();
  const act = {
    kind: 'decide',
    subjectId: item.subjectId,
    version: item.version,
    decision: { kind: 'suspended', reason: 'document-doubtful' },
    filter: { ...everyRestriction, state: 'suspended' },
  };
  const after = await askRestrictions(caller, '/v1/restrictions', { administrator: person, act });
  expect(after).toMatchObject([{ subjectId: item.subjectId, state: 'suspended' }]);
  expect(await looks()).toBe(before);
  expect([await found({ state: 'restricted' }), await found({ state: 'suspended' })]).toEqual([[second], [first]]);
});
