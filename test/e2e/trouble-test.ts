// The fixtures of the trouble specs: a counter with one record that is saved and not yet sent, and a keychain of its own.
import { randomBytes } from 'node:crypto';
import { test as base, clerk, person } from '#test/e2e/workplace-test.ts';
import { Counter } from '#test/support/trouble/counter.ts';
import { LockableKeychain } from '#test/support/trouble/lockable-keychain.ts';

export interface Waiting {
  readonly counter: Counter;
  /** The record saved before the trouble. */
  readonly recordId: string;
}

export const test = base.extend<{ readonly keychain: LockableKeychain; readonly waiting: Waiting }>({
  keychain: async ({ browserName: _unused }, use) => {
    const keychain = await LockableKeychain.start(randomBytes(18).toString('base64url'));
    await use(keychain);
    await keychain.stop();
  },
  /** One record saved with the line cut, the application closed, the line restored. */
  waiting: async ({ browserName: _unused }, use, testInfo) => {
    const counter = await Counter.open(testInfo.outputPath('data'), clerk);
    try {
      await use(await saveOne(counter));
    } finally {
      await counter.end();
    }
  },
});

/** Signs in, cuts the line, saves one record, closes the application, restores the line. */
export async function saveOne(counter: Counter): Promise<Waiting> {
  await counter.signIn();
  await counter.link.cut();
  const recordId = await counter.register(person);
  await counter.close();
  await counter.link.restore();
  return { counter, recordId };
}

/** The cause is gone and the sign-in screen there: the earlier record is sent and receipted. */
export async function expectWorkGoesOn({ counter, recordId }: Waiting): Promise<void> {
  await counter.signIn();
  await counter.expectSynced([recordId]);
}
