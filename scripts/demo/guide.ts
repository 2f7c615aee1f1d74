// Types one registration into the real screens, as a clerk would, and reads from them what came of it.
import type { Page } from '@playwright/test';
import type { DemoEntry, DemoError, DemoRegistration } from '#scripts/demo/input.ts';
import type { DemoResult } from '#scripts/demo/report.ts';
import { RegistrationScreen } from '#test/support/screens/registration-screen.ts';

function refused(index: number, errors: DemoResult['errors']): DemoResult {
  return { index, outcome: 'refused', errors, leftOut: [], recordId: null, receipt: null };
}

/** Fills what the form has a place for; what it has no place for cannot be typed, and is reported where it matters. */
async function fillFields(screen: RegistrationScreen, registration: DemoRegistration): Promise<readonly DemoError[]> {
  const problems: DemoError[] = [];
  for (const { name, part, kind } of await screen.fields()) {
    const value = registration.fields[name];
    if (value === undefined || value === '') continue;
    if (part === 'supplementary') {
      if (!registration.consent.includes(name)) continue;
      await screen.agreeTo(name);
    }
    if (kind === 'choice') {
      if (!(await screen.choose(name, value))) problems.push({ field: name, code: 'forms/choice' });
    } else {
      await screen.type(name, value);
    }
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
    return refused(index, [{ field: 'service', code: 'forms/service-unknown' }]);
  await screen.showNoticeIn(registration.language);
  if (!registration.isNoticeAccepted) {
    await screen.declineNotice();
    return refused(index, [{ field: 'notice', code: 'notice/declined', message: await screen.message() }]);
  }
  await screen.acceptNotice();
  const problems = await fillFields(screen, registration);
  const shown = await screen.proceedToReview();
  const errors = [...shown, ...problems.filter(({ field }) => !shown.some((error) => error.field === field))];
  if (errors.length > 0) {
    await screen.discard();
    return refused(index, errors);
  }
  await screen.tickEveryCheck();
  const recordId = await screen.submit();
  const leftOut = Object.keys(registration.fields).filter((name) => registration.fields[name] !== '' && !screen.wasTyped(name));
  return { index, outcome: 'accepted', errors: [], leftOut, recordId, receipt: null };
}
