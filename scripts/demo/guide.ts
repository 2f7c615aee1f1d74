// Types one registration into the real screens, as a clerk would, and reads from them what came of it.
import type { Page } from '@playwright/test';
import type { DemoEntry, DemoRegistration } from '#scripts/demo/input.ts';
import type { DemoResult } from '#scripts/demo/report.ts';
import { RegistrationScreen, type ShownField } from '#test/support/screens/registration-screen.ts';

function refused(index: number, errors: DemoResult['errors']): DemoResult {
  return { index, outcome: 'refused', errors, leftOut: [], recordId: null, receipt: null };
}

type Problem = DemoResult['errors'][number];

/** @returns why the field did not take the value as it is: a value is refused, never changed on the way */
async function fill(screen: RegistrationScreen, { name, kind }: ShownField, value: string): Promise<Problem | null> {
  if (kind === 'choice') {
    const isChosen = await screen.choose(name, value);
    return isChosen ? null : { field: name, code: 'forms/choice', message: 'not one of the choices on the screen' };
  }
  const isTaken = await screen.type(name, value);
  return isTaken ? null : { field: name, code: 'forms/characters', message: 'the field cannot hold these characters' };
}

/** Fills what the form has a place for and the person agreed to; the rest cannot be typed. */
async function fillFields(screen: RegistrationScreen, registration: DemoRegistration): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const field of await screen.fields()) {
    const value = registration.fields[field.name];
    if (value === undefined || value === '') continue;
    if (field.part === 'supplementary') {
      if (!registration.consent.includes(field.name)) continue;
      await screen.agreeTo(field.name);
    }
    const problem = await fill(screen, field, value);
    if (problem !== null) problems.push(problem);
  }
  return problems;
}

/** @returns what the screens said: a saved record, or the refusals with field, code and the text shown */
export async function register(page: Page, index: number, entry: DemoEntry): Promise<DemoResult> {
  if (!entry.ok) return refused(index, entry.errors);
  const { registration } = entry;
  const screen = new RegistrationScreen(page);
  await screen.begin();
  if (!(await screen.chooseService(registration.service)))
    return refused(index, [{ field: 'service', code: 'forms/service-unknown', message: 'not offered on the screen' }]);
  await screen.showNoticeIn(registration.language);
  if (!registration.isNoticeAccepted) {
    await screen.declineNotice();
    return refused(index, [{ field: 'notice', code: 'notice/declined', message: await screen.message() }]);
  }
  if (!(await screen.chooseParty(registration.acceptedBy)))
    return refused(index, [
      { field: 'representative', code: 'consent/representative-not-asked', message: 'the form has no place for one' },
    ]);
  await screen.acceptNotice();
  const problems = await fillFields(screen, registration);
  const shown = await screen.proceedToReview();
  // A choice that does not exist leaves its field empty: the cause is told, not the consequence.
  const errors = [...problems, ...shown.filter(({ field }) => !problems.some((problem) => problem.field === field))];
  if (errors.length > 0) {
    await screen.discard();
    return refused(index, errors);
  }
  await screen.tickEveryCheck();
  const recordId = await screen.submit();
  const leftOut = Object.keys(registration.fields).filter((name) => registration.fields[name] !== '' && !screen.wasTyped(name));
  return { index, outcome: 'accepted', errors: [], leftOut, recordId, receipt: null };
}
