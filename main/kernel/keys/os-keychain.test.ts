import { expect, test, vi } from 'vitest';
import { osKeychain, problemOf } from '#main/kernel/keys/os-keychain.ts';
import { KeyStoreFailure } from '#main/ports/key-store.ts';

// The words of @napi-rs/keyring 2.1.2 on Linux, as they came.
test.each([
  ['Platform failure: DBus error: Using X11 for dbus-daemon autolaunch was disabled at compile time', 'absent'],
  ['Platform failure: DBus error: The name org.freedesktop.secrets was not provided by any .service files', 'absent'],
  ["Couldn't access platform storage: Secret Service: no result found", 'absent'],
  ["Couldn't access platform storage: Secret Service: unlock prompt was dismissed", 'locked'],
  ['Platform failure: DBus error: Did not receive a reply. Possible causes include: …', 'locked'],
] as const)('%s', (message, problem) => {
  expect(problemOf(message)).toBe(problem);
});

vi.mock('@napi-rs/keyring', () => ({
  AsyncEntry: class {
    getSecret(): Promise<null> {
      return new Promise(() => undefined);
    }
  },
}));

test('a keychain that waits for a person for too long counts as locked', async () => {
  await expect(osKeychain('Countersign test', 50).read('a')).rejects.toEqual(new KeyStoreFailure('locked'));
});
