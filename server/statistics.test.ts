// Statistics without identities (R5.5): what is counted is true, small counts are not told, nothing is opened, and who asked is recorded.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dayInChina } from '#src/base/china-time.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { weekOf } from '#src/domain/statistics/periods.ts';
import type { Statistics, StatisticsTable } from '#src/domain/statistics/schema.ts';
import { termBandOf } from '#src/domain/statistics/standing.ts';
import { type CheckKind, checkKinds, type VerificationFact } from '#src/domain/verification/schema.ts';
import { verificationStatus } from '#src/domain/verification/status.ts';
import { draftOf } from './app/organisation.ts';
import { demonstrationStaff } from './demo/staff.ts';
import type { Agent } from './kernel/agent/act.ts';
import { recordsWithOutcome } from './kernel/summaries/outcome.ts';
import {
  type Bench,
  enrolWorkstation,
  openBench,
  push,
  readySource,
  sealRecord,
  signFor,
  type Workstation,
} from './test-bench.ts';
import { type WrittenRequest, writeRequest, writeRestriction } from './test-bench-standing.ts';

let bench: Bench;
let desk: Workstation;
let acts: string[];

beforeEach(async () => {
  acts = [];
  const agent: Agent = {
    ask: async (act) => {
      acts.push(act.name);
      return { gone: true };
    },
  };
  bench = await openBench({ agent });
  desk = await enrolWorkstation(bench);
});
afterEach(() => bench.close());

async function post(path: string, content: object) {
  const body = JSON.stringify({ protocol: 2, ...content });
  const headers = await signFor(desk, bench.clock, { method: 'POST', path, body });
  const answer = await bench.app.inject({ method: 'POST', url: path, headers, payload: body });
  return { status: answer.statusCode, json: answer.json(), code: answer.json().error?.code };
}
async function prove(role: string): Promise<string> {
  const { number = '', passphrase = '' } = demonstrationStaff.find((one) => one.role === role) ?? {};
  return (await post('/v1/staff/session', { person: { number, passphrase } })).json.session;
}
const asked = (session: string, period: string) => post('/v1/statistics', { session, period });
async function show(period: string, role = 'inspector'): Promise<Statistics> {
  const { json, status } = await asked(await prove(role), period);
  expect(status).toBe(200);
  return json;
}
/** A day of the week 2026-W47, 16 to 22 November; noon in China. */
const noon = (day: number) => instantFromMs(Date.UTC(2026, 10, day, 4));
async function send(count: number, day: number, serviceId = 'mobile-activation', from = desk): Promise<string[]> {
  const { body } = await bench.organisation.configuration.newest();
  const header = { serviceId, submittedAt: noon(day) };
  const sealed = await Promise.all(Array.from({ length: count }, () => sealRecord(body, from, { header })));
  const texts = sealed.map(({ text }) => text);
  if (count > 0) expect((await push(bench, from, texts)).statusCode).toBe(200);
  return sealed.map(({ recordId }) => recordId);
}
async function requireChecks(requiredChecks: readonly CheckKind[]): Promise<void> {
  const draft = draftOf((await bench.organisation.configuration.newest()).body);
  await bench.organisation.configuration.publish({ ...draft, policy: { ...draft.policy, requiredChecks: [...requiredChecks] } });
}
type Said = Pick<VerificationFact, 'outcome' | 'reason'> | null;
/** Authorities answer what the test says, record by record in the order they came; null: they do not answer. */
async function answerChecks(say: (kind: CheckKind, recordId: string) => Said): Promise<void> {
  const agent: Agent = {
    ask: async (act, input) => {
      if (act.name === readySource.act.name) return (await readySource.answer(input)) as never;
      const { kind, envelope } = input as { kind: CheckKind; envelope: string };
      const said = say(kind, JSON.parse(envelope).header.recordId);
      const answer =
        said === null ? { answered: false, failure: 'timeout' } : { answered: true, source: 's', reference: null, ...said };
      return answer as never;
    },
  };
  while ((await bench.organisation.verification.askDue(agent)) > 0) {
    // Until nothing is due.
  }
}
const told = ({ cells }: StatisticsTable) =>
  Object.fromEntries(cells.filter(({ count }) => count !== 0).map(({ key, count }) => [key, count]));

describe('what is counted', () => {
  test('by day, branch, service and outcome, of all branches; nothing is opened and the asking is recorded', async () => {
    const oldTown = await enrolWorkstation(bench, 'old-town');
    await send(6, 16);
    await send(7, 18, 'broadband-activation', oldTown);
    await send(9, 25);
    const week = await show('2026-W47');
    expect(week).toMatchObject({ period: '2026-W47', from: '2026-11-16', to: '2026-11-22', branchId: null, smallestCount: 5 });
    expect(week.byTime).toMatchObject({ total: 13 });
    expect(week.byTime.cells.map(({ count }) => count)).toEqual([6, 0, 7, 0, 0, 0, 0]);
    expect(told(week.byBranch ?? week.byTime)).toEqual({ 'main-street': 6, 'old-town': 7 });
    expect(told(week.byService)).toEqual({ 'mobile-activation': 6, 'broadband-activation': 7 });
    expect(told(week.byOutcome)).toEqual({ 'not-required': 13 });
    const year = await show('2026');
    expect(told(year.byTime)).toEqual({ '2026-W47': 13, '2026-W48': 9 });
    expect(acts).toEqual([]);
    const rows = await bench.organisation.store.selectFrom('audit_leaf').select('content').execute();
    const read = rows.map(({ content }) => JSON.parse(content)).filter(({ action }) => action === 'statistics.read');
    expect(read).toMatchObject([{ staffId: 'staff-4001', deviceId: desk.deviceId, period: '2026-W47' }, { period: '2026' }]);
  });

  test('a supervisor hears of their own branch only', async () => {
    const oldTown = await enrolWorkstation(bench, 'old-town');
    await send(6, 16);
    await send(7, 18, 'broadband-activation', oldTown);
    const week = await show('2026-W47', 'supervisor');
    expect(week).toMatchObject({ branchId: 'main-street', byBranch: null, byTime: { total: 6 } });
    expect(week.branches.map(({ id }) => id)).toEqual(['main-street']);
    expect(told(week.byService)).toEqual({ 'mobile-activation': 6 });
  });

  test.each(['clerk', 'information-manager', 'it-administrator'])('a %s is told nothing', async (role) => {
    expect(await asked(await prove(role), '2026')).toMatchObject({ status: 403, code: 'access/denied' });
  });

  test('a week that is none is refused', async () => {
    const session = await prove('inspector');
    for (const period of ['2025-W53', '2026-11', '', '2026-W47 ']) {
      expect((await asked(session, period)).code).toBe('internal/invalid-input');
    }
  });

  test('a correction stays the registration it was', async () => {
    const [recordId = ''] = await send(6, 16);
    const { content_hash: contentHash } = await bench.organisation.store
      .selectFrom('record')
      .select('content_hash')
      .where('record_id', '=', recordId)
      .executeTakeFirstOrThrow();
    await show('2026-W47');
    const { body } = await bench.organisation.configuration.newest();
    const corrects = { revision: 1, contentHash, reason: 'mistake-found' };
    const { text } = await sealRecord(body, desk, { header: { recordId, revision: 2, corrects, submittedAt: noon(18) } });
    await push(bench, desk, [text]);
    expect((await show('2026-W47')).byTime.cells.map(({ count }) => count)).toEqual([6, 0, 0, 0, 0, 0, 0]);
  });
});

describe('small counts', () => {
  test('are told in no table, and nothing told gives them back', async () => {
    await send(30, 16);
    await send(2, 17, 'broadband-activation');
    await send(8, 18);
    const { byTime, byService, byBranch } = await show('2026-W47');
    expect(byTime).toMatchObject({ total: 40 });
    // Zeros too, and the next larger day, so that the hidden ones are ten together.
    expect(byTime.cells.map(({ count }) => count)).toEqual([30, null, null, null, null, null, null]);
    expect(told(byService)).toEqual({
      'mobile-activation': null,
      'broadband-activation': null,
      'professional-plan': null,
      'card-replacement': null,
    });
    expect(told(byBranch ?? byTime)).toEqual({ 'main-street': 40 });
  });

  test('no week is given back by its year less the other weeks', async () => {
    for (const [day, few] of [
      [18, 2],
      [11, 8],
    ] as const) {
      await send(20, day);
      await send(few, day, 'broadband-activation');
    }
    const shown: Statistics[] = [];
    for (const period of ['2026', '2026-W47', '2026-W46', '2026-W45']) shown.push(await show(period));
    const broadband = shown.map(({ byService }) => byService.cells.find(({ key }) => key === 'broadband-activation')?.count);
    expect(broadband).toEqual([10, null, null, 0]);
    expect(shown.map(({ byService }) => byService.total)).toEqual([50, 22, 28, 0]);
    expect(told((await show('2026-W48')).byService)).toEqual({});
  });

  test('a week that its year hides is told nothing of', async () => {
    await send(3, 11);
    await send(6, 18);
    await send(20, 25);
    const year = await show('2026');
    expect(year.byTime).toMatchObject({ total: 29 });
    const cells = Object.fromEntries(year.byTime.cells.map(({ key, count }) => [key, count]));
    expect([cells['2026-W46'], cells['2026-W47'], cells['2026-W48']]).toEqual([null, null, 20]);
    const week = await show('2026-W47');
    expect(week.byTime.total).toBeNull();
    for (const table of [week.byTime, week.byService, week.byOutcome, week.byBranch ?? week.byTime]) {
      expect(table.cells.every(({ count }) => count === null)).toBe(true);
    }
    expect(week.untilReceipt).toEqual({ median: null, p95: null });
    expect((await show('2026-W48')).byTime.total).toBe(20);
  });
});

describe('outcomes and waiting times', () => {
  test('follow from the answers, of the newest revision only', async () => {
    await requireChecks(['identity-authority']);
    const ids = await send(22, 18);
    bench.clock.advance(90_000);
    const refuted = new Set(ids.slice(0, 6));
    const silent = new Set(ids.slice(6, 12));
    await answerChecks((_kind, recordId) => {
      if (silent.has(recordId)) return null;
      return refuted.has(recordId) ? { outcome: 'refuted', reason: 'name-differs' } : { outcome: 'confirmed', reason: null };
    });
    const week = await show('2026-W47');
    expect(told(week.byOutcome)).toEqual({ verified: 10, pending: 6, 'refuted:name-differs': 6 });
    expect(week.untilAnswer).toEqual({ median: 90, p95: null });
    const waited = (bench.clock.nowMs() - 90_000 - Date.parse(noon(18))) / 1_000;
    expect(week.untilReceipt.median).toBeCloseTo(Math.max(0, waited), 0);
    expect(week.untilReceipt.p95).toBeCloseTo(Math.max(0, waited), 0);
  });

  test('the database derives the same state as the rule does, whatever was answered', async () => {
    await requireChecks(checkKinds);
    const answers: readonly Said[] = [
      null,
      { outcome: 'confirmed', reason: null },
      { outcome: 'refuted', reason: 'number-unknown' },
      { outcome: 'unanswerable', reason: 'document-unsupported' },
    ];
    const ids = await send(answers.length ** 2, 18);
    const said = new Map(
      ids.map((id, index) => [
        id,
        [answers[index % answers.length] ?? null, answers[Math.floor(index / answers.length)] ?? null],
      ]),
    );
    await answerChecks((kind, recordId) => said.get(recordId)?.[checkKinds.indexOf(kind)] ?? null);
    await bench.organisation.summaries.catchUp();
    const rows = await recordsWithOutcome(bench.organisation.store, bench.organisation.organisationId).selectAll().execute();
    expect(rows).toHaveLength(ids.length);
    for (const { record_id: id, outcome } of rows) {
      const facts = checkKinds.flatMap((kind, index) => {
        const one = said.get(id)?.[index] ?? null;
        return one === null ? [] : [{ kind, ...one, at: noon(18) }];
      });
      const status = verificationStatus(checkKinds, facts);
      const why = status.state === 'refuted' || status.state === 'undecided' ? `:${status.reason}` : '';
      expect(outcome).toBe(`${status.state}${why}`);
    }
  });

  test('what was there before anything was counted is counted, once, whoever asks together', async () => {
    await send(6, 16);
    const session = await prove('inspector');
    const answers = await Promise.all([1, 2, 3].map(() => asked(session, weekOf('2026-11-16'))));
    for (const { json } of answers) expect(json.byTime.total).toBe(6);
    await send(5, 17);
    expect((await asked(session, '2026-W47')).json.byTime.total).toBe(11);
  });
});

const days = (count: number) => count * 86_400_000;
const counts = (table: StatisticsTable) => table.cells.map(({ count }) => count);

describe('restrictions (R3.6)', () => {
  /** So many people whom one record each has restricted. */
  async function restrict(ids: readonly string[], ageDays: number, change: { released?: boolean; isSuspended?: boolean } = {}) {
    const now = bench.clock.nowMs();
    const { released = false, ...rest } = change;
    for (const id of ids) {
      await writeRestriction(bench.organisation, id, {
        from: now - days(ageDays),
        ...(released ? { to: now - days(ageDays - 1) } : {}),
        ...rest,
      });
    }
  }

  test('that last are told by state, branch and age, and of a period those that began and ended', async () => {
    const oldTown = await enrolWorkstation(bench, 'old-town');
    const here = await send(20, 18);
    const there = await send(6, 18, 'mobile-activation', oldTown);
    await restrict(here.slice(0, 9), 8);
    await restrict(here.slice(9, 14), 40, { isSuspended: true });
    await restrict(here.slice(14, 20), 8, { released: true });
    await restrict(there, 95);
    const year = (await show('2026')).restrictions;
    expect(told(year.byState)).toEqual({ restricted: 15, suspended: 5 });
    expect(told(year.byBranch ?? year.byAge)).toEqual({ 'main-street': 14, 'old-town': 6 });
    expect(told(year.byAge)).toEqual({ '7-29': 9, '30-89': 5, '90+': 6 });
    expect([year.begun.total, year.released.total]).toEqual([26, 6]);
    const week = weekOf(dayInChina(bench.clock.nowMs() - days(8)));
    expect(told(year.begun)[week]).toBe(15);
    const shown = (await show(week)).restrictions;
    expect(told(shown.begun)).toEqual({ [dayInChina(bench.clock.nowMs() - days(8))]: 15 });
    expect(told(shown.released)).toEqual({ [dayInChina(bench.clock.nowMs() - days(7))]: 6 });
    // What lasts is the same in whatever period it is asked.
    expect(shown.byState).toEqual(year.byState);
    const own = (await show('2026', 'supervisor')).restrictions;
    expect(own).toMatchObject({ byBranch: null, byState: { total: 14 }, begun: { total: 20 }, released: { total: 6 } });
    expect(told(own.byAge)).toEqual({ '7-29': 9, '30-89': 5 });
    expect(acts).toEqual([]);
  });

  test('few are not told, nor given back by what began and ended', async () => {
    const ids = await send(12, 18);
    await restrict(ids.slice(0, 10), 8, { released: true });
    await restrict(ids.slice(10), 8);
    const { restrictions } = await show('2026');
    for (const table of [restrictions.byState, restrictions.byBranch, restrictions.byAge, restrictions.released]) {
      expect([table?.total, ...new Set(table === null ? [] : counts(table))]).toEqual([null, null]);
    }
    expect(restrictions.begun.total).toBe(12);
  });

  test('a week that its year hides is told nothing of', async () => {
    const ids = await send(13, 18);
    await restrict(ids.slice(0, 10), 15);
    await restrict(ids.slice(10), 8);
    expect((await show('2026')).restrictions.begun.total).toBe(13);
    for (const ageDays of [15, 8]) {
      const { begun } = (await show(weekOf(dayInChina(bench.clock.nowMs() - days(ageDays))))).restrictions;
      expect([begun.total, ...new Set(counts(begun))]).toEqual([null, null]);
    }
  });
});

describe('requests of subjects (R8.2)', () => {
  let asks = 0;
  async function ask(count: number, request: Omit<WrittenRequest, 'number'>): Promise<void> {
    for (let index = 0; index < count; index++) {
      asks += 1;
      await writeRequest(bench.organisation, { ...request, number: asks });
    }
  }

  test('are told by working days left, and in time or late, of their own branch to a supervisor', async () => {
    const now = bench.clock.nowMs();
    const own = { kind: 'query', branchId: 'main-street' } as const;
    await ask(6, { ...own, openedMs: now - days(100) });
    await ask(5, { ...own, branchId: 'old-town', openedMs: now });
    await ask(7, { ...own, openedMs: now - days(9), settledMs: now - days(8) });
    await ask(8, { ...own, kind: 'correction', openedMs: now - days(120), settledMs: now - days(8) });
    const { requests } = await show('2026');
    const { body } = await bench.organisation.configuration.newest();
    expect(told(requests.openByTerm)).toEqual({ overdue: 6, [termBandOf(body.policy.queryDays)]: 5 });
    expect(told(requests.answered)).toEqual({ 'query:in-time': 7, 'correction:late': 8 });
    const week = (await show(weekOf(dayInChina(now - days(8))))).requests;
    expect(told(week.answered)).toEqual({ 'query:in-time': 7, 'correction:late': 8 });
    expect((await show('2026-W20')).requests.answered.total).toBe(0);
    expect(week.openByTerm).toEqual(requests.openByTerm);
    const supervised = (await show('2026', 'supervisor')).requests;
    expect(told(supervised.openByTerm)).toEqual({ overdue: 6 });
    expect(acts).toEqual([]);
  });

  test('few are not told, in the year or in its week', async () => {
    const now = bench.clock.nowMs();
    const own = { kind: 'query', branchId: 'main-street' } as const;
    await ask(2, { ...own, openedMs: now - days(100) });
    await ask(20, { ...own, openedMs: now - days(16), settledMs: now - days(15) });
    await ask(3, { ...own, openedMs: now - days(9), settledMs: now - days(8) });
    const year = (await show('2026')).requests;
    expect([year.openByTerm.total, year.answered.total]).toEqual([null, 23]);
    // The year less the one week would be the other.
    for (const ageDays of [15, 8]) {
      const { answered } = (await show(weekOf(dayInChina(now - days(ageDays))))).requests;
      expect([answered.total, ...new Set(counts(answered))]).toEqual([null, null]);
    }
  });
});
