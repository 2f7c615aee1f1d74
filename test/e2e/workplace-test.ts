// The fixtures of the end-to-end specs: one branch in small per test, in a folder of its own.
import { test as base } from '@playwright/test';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';
import type { OrganisationChange } from '#test/support/server-process.ts';
import { openWorkplace, type Workplace } from '#test/support/workplace.ts';

export const clerk = demonstrationStaff[0] ?? { number: '', passphrase: '', name: '' };
export const otherClerk = demonstrationStaff[1] ?? { number: '', passphrase: '', name: '' };

interface Fixtures {
  /** What the organisation of this file decides differently; in an object, because a bare function would be a fixture. */
  readonly organisation: { readonly change?: OrganisationChange };
  /** Enrolled, at the sign-in screen. */
  readonly workplace: Workplace;
  /** The same with the first clerk signed in. */
  readonly signedIn: Workplace;
}

export const test = base.extend<Fixtures>({
  organisation: [{}, { option: true }],
  workplace: async ({ organisation }, use, testInfo) => {
    const workplace = await openWorkplace({ dataDir: testInfo.outputPath('data'), env: {}, change: organisation.change });
    await use(workplace);
    await workplace.close();
  },
  signedIn: async ({ workplace }, use) => {
    await new SignInScreen(workplace.page).signIn(clerk.number, clerk.passphrase);
    await use(workplace);
  },
});

/** A made-up person whose every value is good. */
export const person = {
  name: '王小明',
  documentType: 'resident-id',
  documentNumber: '110101199003071057',
  phone: '13800138000',
};
