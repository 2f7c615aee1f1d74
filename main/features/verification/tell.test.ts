// The subject is told of a refusal, and it is on record how, when and by whom (R3.5): once each way, and only what is refuted now.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refusalOf, signedInWorkstation, type TestWorkstation, unwrap, usualOrganisation } from '#main/test-bench/workstation.ts';
import { verificationFact } from '#src/domain/verification/schema.ts';
import { type RefusalMessage, refusalMessage, type SpokenWay } from '#src/domain/verification/telling.ts';
import { randomId } from '#src/node/crypto/random.ts';

let workstation: TestWorkstation;

beforeEach(async () => {
  workstation = await signedInWorkstation(usualOrganisation({ requiredChecks: ['identity-authority'] }));
});
afterEach(() => workstation.remove());

async function answered(recordId: string, outcome: 'confirmed' | 'refuted'): Promise<void> {
  workstation.server.verification.facts.push(
    verificationFact.parse({
      checkId: randomId(),
      recordId,
      revision: 1,
      kind: 'identity-authority',
      source: 'authority',
      reference: 'S1',
      outcome,
      reason: outcome === 'refuted' ? 'name-differs' : null,
      at: '2026-11-24T09:00:00.000Z',
    }),
  );
  unwrap(await workstation.api['sync.now']({}));
}

async function refuted(): Promise<string> {
  const recordId = await workstation.register();
  unwrap(await workstation.api['sync.now']({}));
  await answered(recordId, 'refuted');
  return recordId;
}

const detail = async (recordId: string) => unwrap(await workstation.api['records.open']({ recordId }));
const tell = (recordId: string, way: SpokenWay = 'in-person', revision = 1) =>
  workstation.api['verification.tell']({ recordId, revision, way });
const print = (recordId: string, language: 'zh-CN' | 'en' = 'zh-CN') =>
  workstation.api['verification.printRefusal']({ recordId, language });
const actions = async (recordId: string) =>
  (await detail(recordId)).events.map(({ action }) => action).filter((action) => /refusal|print/u.test(action));
async function listed(recordId: string) {
  const { items } = unwrap(await workstation.api['records.search']({ text: recordId, day: null, before: null, limit: 10 }));
  return items[0]?.mustTell;
}
async function switchTo(number: string) {
  unwrap(await workstation.api['staff.signOut']({}));
  unwrap(await workstation.signIn(number));
}

test('who is still to be told is marked; told once each way, by name and time, in the history and after a restart', async () => {
  const recordId = await refuted();
  expect(await listed(recordId)).toBe(true);
  const twice = await Promise.all([tell(recordId), tell(recordId)]);
  expect(twice.map(refusalOf)).toEqual(['ok', 'verification/already-told']);
  expect(await listed(recordId)).toBe(false);
  workstation.time.advance(60_000);
  unwrap(await tell(recordId, 'telephone'));
  await workstation.restart();
  unwrap(await workstation.signIn());
  const { revisions, events } = await detail(recordId);
  const [first, second] = revisions[0]?.verification.tellings ?? [];
  expect([first?.way, second?.way]).toEqual(['in-person', 'telephone']);
  const told = events.filter(({ action }) => action === 'record.refusal-told');
  expect(told.map((event) => event.detail)).toEqual([
    { revision: 1, way: 'telephone' },
    { revision: 1, way: 'in-person' },
  ]);
  expect(told.at(-1)).toMatchObject({ actorName: first?.byName, at: first?.at });
});

test('a message by SMS tells: waiting or lost somebody still has to, sent nobody has to and anybody may', async () => {
  const recordId = await refuted();
  const hears = async (noticeId: string, state: RefusalMessage['state'], minute: number) => {
    const at = `2026-11-24T09:0${minute}:00.000Z`;
    workstation.server.verification.facts.push(refusalMessage.parse({ noticeId, recordId, revision: 1, state, at }));
    unwrap(await workstation.api['sync.now']({}));
    const [item] = unwrap(await workstation.api['records.search']({ text: recordId, day: null, before: null, limit: 10 })).items;
    return [item?.mustTell, item?.message, (await detail(recordId)).revisions[0]?.verification.message?.at];
  };
  const [first, second] = [randomId(), randomId()];
  expect(await hears(first, 'waiting', 1)).toEqual([true, 'waiting', '2026-11-24T09:01:00.000Z']);
  expect(await hears(first, 'undeliverable', 2)).toEqual([true, 'undeliverable', '2026-11-24T09:02:00.000Z']);
  expect(await hears(second, 'sent', 3)).toEqual([false, 'sent', '2026-11-24T09:03:00.000Z']);
  // The one that arrived stands, whatever is heard of others later.
  expect(await hears(first, 'not-sent', 4)).toEqual([false, 'sent', '2026-11-24T09:03:00.000Z']);
  unwrap(await tell(recordId));
  const { revisions, events } = await detail(recordId);
  expect(revisions[0]?.verification.tellings).toHaveLength(1);
  const heard = events.filter(({ action }) => action === 'record.refusal-messaged');
  expect(heard.map((event) => event.detail.state)).toEqual(['not-sent', 'sent', 'undeliverable', 'waiting']);
});

test('only the newest revision, and only while an authority refutes it', async () => {
  const pending = await workstation.register();
  expect(refusalOf(await tell(pending))).toBe('verification/not-refuted');
  expect(refusalOf(await print(pending))).toBe('verification/not-refuted');
  unwrap(await workstation.api['sync.now']({}));
  await answered(pending, 'confirmed');
  expect(refusalOf(await tell(pending))).toBe('verification/not-refuted');
  expect(await listed(pending)).toBe(false);

  const recordId = await refuted();
  expect(refusalOf(await tell(recordId, 'in-person', 2))).toBe('verification/not-refuted');
  unwrap(await workstation.api['records.reopen']({ recordId, reason: 'mistake-found' }));
  unwrap(await workstation.review(recordId));
  unwrap(await workstation.api['registration.submit']({ registrationId: recordId }));
  for (const revision of [1, 2]) expect(refusalOf(await tell(recordId, 'in-person', revision))).toBe('verification/not-refuted');
  expect(refusalOf(await print(recordId))).toBe('verification/not-refuted');
  expect(await listed(recordId)).toBe(false);
  expect(workstation.printer.papers).toEqual([]);
});

test('why checks wait is heard without any answer, kept over a restart, and ends', async () => {
  const recordId = await workstation.register();
  const waits = [
    { kind: 'identity-authority', failure: 'timeout', count: 3 },
    { kind: 'identity-authority', failure: null, count: 1 },
  ];
  workstation.server.verification.forge = { waiting: waits };
  unwrap(await workstation.api['sync.now']({}));
  const heard = async () => unwrap(await workstation.api['verification.waiting']({})).waiting;
  expect(await heard()).toEqual(waits);
  expect((await detail(recordId)).revisions[0]?.verification.state).toBe('pending');
  await workstation.restart();
  unwrap(await workstation.signIn());
  expect(await heard()).toEqual(waits);
  workstation.server.verification.forge = { waiting: [] };
  await answered(recordId, 'confirmed');
  expect(await heard()).toEqual([]);
});

test('another clerk’s record does not exist for this one; a supervisor tells in their own name', async () => {
  const recordId = await refuted();
  await switchTo('other');
  expect(refusalOf(await tell(recordId))).toBe('records/unknown');
  expect(refusalOf(await print(recordId))).toBe('records/unknown');
  await switchTo('supervisor');
  expect(await listed(recordId)).toBe(true);
  unwrap(await tell(recordId));
  const { events, revisions } = await detail(recordId);
  const [told] = events.filter(({ action }) => action === 'record.refusal-told');
  expect(told?.actorName).toBe(revisions[0]?.verification.tellings[0]?.byName);
  expect(told?.actorName).not.toBe(events.find(({ action }) => action === 'registration.submitted')?.actorName);
});

test('a paper tells only when it came out; a second one is another print and the same telling', async () => {
  const recordId = await refuted();
  workstation.printer.outcome = { outcome: 'no-printer' };
  expect(refusalOf(await print(recordId))).toBe('printing/printer-missing');
  workstation.printer.outcome = null;
  workstation.time.tasks = [];
  const unheard = print(recordId);
  workstation.time.fireNext();
  expect(refusalOf(await unheard)).toBe('printing/outcome-unknown');
  expect(await listed(recordId)).toBe(true);
  expect((await detail(recordId)).revisions[0]?.verification.tellings).toEqual([]);

  workstation.printer.outcome = { outcome: 'printed' };
  unwrap(await print(recordId));
  const first = (await detail(recordId)).revisions[0]?.verification.tellings;
  workstation.time.advance(60_000);
  unwrap(await print(recordId, 'en'));
  expect(await listed(recordId)).toBe(false);
  expect((await detail(recordId)).revisions[0]?.verification.tellings).toEqual(first);
  expect(first).toMatchObject([{ way: 'print' }]);
  expect(await actions(recordId)).toEqual([
    'record.refusal-printed',
    'record.refusal-printed',
    'print.not-done',
    'print.not-done',
  ]);
  const sheets = workstation.printer.papers.map(({ document }) => document);
  expect(sheets).toMatchObject([{ language: 'zh-CN' }, { language: 'en' }]);
  expect(sheets[0]).toMatchObject({
    kind: 'refusal-notice',
    recordId,
    checks: [{ kind: 'identity-authority', reason: 'name-differs' }],
    restrictAfterFailures: 3,
  });
  const text = JSON.stringify(sheets);
  expect(text).not.toContain('11010519491231002X');
  expect(text).not.toContain('赵测试');
  expect(text).toMatch(/"maskedDocumentNumber":"1[^"]*\*/u);
});

test('a closed record still tells, without a value', async () => {
  const recordId = await refuted();
  workstation.time.advance(8 * 86_400_000);
  workstation.time.fireRare();
  unwrap(await workstation.api['staff.signOut']({}));
  unwrap(await workstation.signIn());
  expect((await detail(recordId)).item).toMatchObject({ isClosed: true, mustTell: true });
  unwrap(await print(recordId));
  expect(workstation.printer.papers[0]?.document).toMatchObject({ kind: 'refusal-notice', maskedDocumentNumber: '' });
  unwrap(await tell(recordId));
  expect(await listed(recordId)).toBe(false);
});
