// No mandatory step can be skipped by rapid clicks, Enter, drag, back or any key (R2.4, R2.5, R2.6, S4, S6): a monkey does what nobody
// should, and afterwards the stores of workstation and server are judged. For a longer run, another seed or the same actions again:
//   MONKEY_ACTIONS=20000 MONKEY_SEED=7 playwright test test/e2e/monkey.spec.ts
//   MONKEY_REPLAY=test-results/…/actions.json playwright test test/e2e/monkey.spec.ts
import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { test } from '#test/e2e/workplace-test.ts';
import { type MonkeyReport, runMonkey } from '#test/support/monkey/monkey.ts';

const seed = Number(process.env.MONKEY_SEED ?? 20_261_125);
const actions = Number(process.env.MONKEY_ACTIONS ?? 1_000);
const replayFile = process.env.MONKEY_REPLAY;

// One of the services asks for four eyes, another for a scan and signatures.
test.use({
  organisation: {
    change: (organisation) => {
      organisation.services = organisation.services.map((service) => ({
        ...service,
        needsSecondReview: service.id === 'broadband-activation',
      }));
    },
  },
});

/** A monkey that never got anywhere would prove nothing. */
function reached({ evidence }: MonkeyReport) {
  const signed = evidence.records.filter(({ header }) => header.attachments?.some(({ field }) => field === 'form-signature'));
  const of = (action: string) => evidence.trail.filter((event) => event.action === action);
  return {
    submitted: of('registration.submitted').length,
    /** Submitted with picture and signature; submitted after a second review. */
    signed: signed.length,
    confirmed: evidence.records.filter(({ header }) => header.secondReview !== undefined).length,
    clerks: new Set(of('notice.accepted').map(({ actorId }) => actorId)).size,
    noticeVersions: new Set(of('notice.accepted').map(({ detail }) => detail.noticeVersion)).size,
    onServer: evidence.serverRecords.length,
  };
}

test(`${actions} random actions skip no step and lose nothing`, async ({ workplace }, testInfo) => {
  test.setTimeout(120_000 + actions * 400);
  const replay = replayFile === undefined ? null : JSON.parse(readFileSync(replayFile, 'utf8'));
  const report = await runMonkey(workplace, { seed, actions, restarts: 2, replay, folder: testInfo.outputPath() });
  const log = testInfo.outputPath('actions.json');
  writeFileSync(log, JSON.stringify(report.done));
  const found = reached(report);
  console.log(`monkey, seed ${seed}: ${report.done.length} actions, ${JSON.stringify(found)}`);
  expect(report.faults, `seed ${seed}; the actions are in ${log}; the last: ${JSON.stringify(report.done.slice(-12))}`).toEqual(
    [],
  );
  if (replay !== null) return;
  expect(report.done).toHaveLength(actions);
  // It reaches 30 and more; a slow machine loses some to what a person would have waited for.
  expect(found.submitted).toBeGreaterThanOrEqual(actions / 100);
  expect(found.signed).toBeGreaterThanOrEqual(1);
  expect(found.confirmed).toBeGreaterThanOrEqual(1);
  expect(found.clerks).toBeGreaterThanOrEqual(2);
  expect(found.noticeVersions).toBeGreaterThanOrEqual(2);
  expect(found.onServer).toBe(found.submitted);
});
