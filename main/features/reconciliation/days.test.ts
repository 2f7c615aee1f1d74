// Days of a counter as they happen: corrections, refusals, records set aside, reprints, drafts, a clock that jumps, acts after a day was
// signed. Whatever the order, captured and queue agree for every clerk, and every record is told by exactly one signed report.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { passphrase, subject } from '#main/test-bench/organisation.ts';
import { enrolledWorkstation, refusalOf, type TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import { unaccounted } from '#src/domain/reconciliation/rules.ts';

const rounds = Number(process.env.DAYS_ROUNDS ?? 5);
const hourMs = 3_600_000;
let workstation: TestWorkstation;
let seed: number;

beforeEach(async () => {
  workstation = await enrolledWorkstation();
  workstation.server.answerInstead = (_id, sequence, { revision }) =>
    sequence % 3 === 0 && revision === 1
      ? { sequence, outcome: 'quarantined', error: { code: 'sync/conflict', params: {} } }
      : undefined;
});
afterEach(() => workstation.remove());

/** The same walk for the same seed (a linear congruential generator, 31 bits). */
function below(limit: number): number {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return Math.floor((seed / 2 ** 31) * limit);
}
const call = (name: string, input: unknown) => workstation.app.call(name, input);
async function someRecord(): Promise<string> {
  const { items } = unwrap(await workstation.api['records.search']({ text: '', day: null, before: null, limit: 50 }));
  return items[below(items.length)]?.recordId ?? subjectless;
}
const subjectless = '00000000-0000-4000-8000-000000000000';
const shown = { serviceId: 'core', noticeId: 'notice', noticeVersion: 3, language: 'en' } as const;

async function correct(): Promise<void> {
  const recordId = await someRecord();
  const reopened = await call('records.reopen', { recordId, reason: 'mistake-found' });
  if (!reopened.ok || below(4) === 0) return;
  unwrap(await workstation.review(recordId, { ...subject, phone: `1380013${1_000 + below(9_000)}` }));
  unwrap(await call('registration.submit', { registrationId: recordId }));
}

/** What somebody at the counter does; a refusal is an answer as good as any. */
const acts: readonly (() => Promise<unknown>)[] = [
  () => workstation.register(),
  () => workstation.register(),
  correct,
  async () => call('receipts.print', { recordId: await someRecord() }),
  async () => call('receipts.savePdf', { recordId: await someRecord() }),
  () => workstation.begin(),
  async () => call('registration.discard', { registrationId: await workstation.begin() }),
  () => call('consent.decline', shown),
  () => call('sync.now', {}),
  () => call('sync.retry', { sequence: 1 + below(12) }),
  () =>
    call('sync.setAside', {
      sequence: 3 * (1 + below(4)),
      reason: 'registered-anew',
      supervisor: { number: 'supervisor', passphrase },
    }),
];

async function work(number: string, count: number): Promise<void> {
  unwrap(await workstation.signIn(number));
  for (let done = 0; done < count; done++) await acts[below(acts.length)]?.();
}

async function report(day: string | null = null) {
  return unwrap(await workstation.api['reconciliation.day']({ day }));
}

async function expectAgreed(): Promise<void> {
  const { report: today, unclosed } = await report();
  for (const day of [today.day, ...unclosed]) {
    const { clerks, total, late } = (await report(day)).report;
    const all = [...clerks.map(({ figures }) => figures), total, ...late.map(({ figures }) => figures)];
    expect(all.map(unaccounted), `seed ${seed}, ${day}`).toEqual(all.map(() => 0));
  }
}

/** Signs a day, the same twice at once. */
async function close(day: string): Promise<void> {
  const { digest } = await report(day);
  const sign = () => workstation.api['reconciliation.close']({ day, digest, passphrase });
  const answers = (await Promise.all([sign(), sign()])).map((answer) => refusalOf(answer));
  expect(answers.filter((code) => code === 'ok').length, answers.join()).toBeLessThanOrEqual(1);
  expect(answers.every((code) => /^(ok|reconciliation\/(already-closed|nothing-to-close|changed))$/u.test(code))).toBe(true);
}

async function told(): Promise<number> {
  const { items } = unwrap(await workstation.api['reconciliation.history']({}));
  let captured = 0;
  for (const { closing } of items) {
    const { sheet } = unwrap(await workstation.api['reconciliation.closed']({ closing, language: 'en' }));
    const { total, late } = sheet.report;
    captured += total.captured + late.reduce((sum, { figures }) => sum + figures.captured, 0);
  }
  return captured;
}

test('agree in every order, and tell every record once', { timeout: 60_000 + rounds * 5_000 }, async () => {
  seed = Number(process.env.DAYS_SEED ?? 20_261_125);
  for (let round = 0; round < rounds; round++) {
    await work('clerk', 4);
    await work('other', 3);
    await work('supervisor', 2);
    await expectAgreed();
    if (below(2) === 0) await close((await report()).today);
    // Act on the day that was just signed, or go on to the next; now and then the clock jumps back.
    workstation.time.advance(([1, 7, 16][below(3)] ?? 1) * hourMs);
    if (below(4) === 0) workstation.time.clockMs -= 5 * hourMs;
  }
  workstation.time.advance(30 * hourMs);
  unwrap(await workstation.signIn('supervisor'));
  unwrap(await call('consent.decline', shown));
  const { unclosed, today } = await report();
  for (const day of [...unclosed, today]) await close(day);
  await expectAgreed();
  expect(await told()).toBe((await workstation.queue()).length);
  expect(workstation.log.filter((line) => line.includes('unexpected'))).toEqual([]);
});
