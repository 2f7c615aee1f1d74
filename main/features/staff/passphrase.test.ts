// A person's own passphrase at a workstation (ASVS 6.2.2 to 6.2.4, 6.4.1, 7.4.3): what it takes, what is refused, and that one of the two
// holds at every moment whatever becomes of the answer.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { passphrase } from '#main/test-bench/organisation.ts';
import { refusalOf, signedInWorkstation, type TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import { hashPassphrase } from '#src/node/crypto/passphrase.ts';

const chosen = 'eleven quiet herons';
let workstation: TestWorkstation;

beforeEach(async () => {
  workstation = await signedInWorkstation();
});
afterEach(() => workstation.remove());

const change = async (typed = chosen, present = passphrase) =>
  refusalOf(await workstation.api['staff.changePassphrase']({ present, chosen: typed }));
const signIn = async (typed: string, number = 'clerk') =>
  refusalOf(await workstation.api['staff.signIn']({ number, passphrase: typed }));
const session = async () => unwrap(await workstation.api['staff.current']({})).session;
const sent = () => workstation.server.paths().filter((path) => path === '/v1/staff/passphrase').length;
const heard = async () => {
  workstation.time.fireNext();
  await expect.poll(() => workstation.events.filter((event) => event === 'configuration.changed').length).toBeGreaterThan(0);
};

test('is changed at the server and counts here at once; the session goes on, and nothing of it is written or said', async () => {
  expect(await change()).toBe('ok');
  expect((await session())?.staffId).toBe('clerk');
  expect(await signIn(passphrase)).toBe('staff/wrong-credentials');
  expect(await signIn(chosen)).toBe('ok');
  const body = workstation.server.requests.find(({ url }) => url.endsWith('/v1/staff/passphrase'))?.body ?? '';
  expect(body).not.toContain(chosen);
  unwrap(await workstation.signIn('it'));
  const { chain } = unwrap(await workstation.api['workstation.exportAudit']({}));
  expect(chain).toContain('"staff.passphrase-changed"');
  for (const text of [chain, workstation.log.join()]) {
    for (const secret of [chosen, passphrase, '$argon2id$']) expect(text).not.toContain(secret);
  }
  await workstation.restart();
  expect(await signIn(chosen)).toBe('ok');
});

describe('is refused, with nothing sent,', () => {
  test('because of what it is', async () => {
    const told: [string, string][] = [
      ['short a', 'staff/passphrase-short'],
      ['Trustno1', 'staff/passphrase-common'],
      ['Baseball2026!', 'staff/passphrase-common'],
      ['87654321', 'staff/passphrase-foreseeable'],
      ['Organisation Branch 1', 'staff/passphrase-foreseeable'],
      ['name of clerk CLERK', 'staff/passphrase-foreseeable'],
      ['operations（中文）123', 'staff/passphrase-foreseeable'],
      [passphrase, 'staff/passphrase-unchanged'],
    ];
    for (const [typed, code] of told) expect([typed, await change(typed)]).toEqual([typed, code]);
    expect(sent()).toBe(0);
  });

  test('with a wrong present one, counted as at the sign-in', async () => {
    for (const _attempt of [1, 2, 3]) expect(await change(chosen, 'wrong')).toBe('staff/wrong-credentials');
    expect(await change()).toBe('staff/too-many-attempts');
    expect(sent()).toBe(0);
    expect(await signIn(passphrase)).toBe('staff/too-many-attempts');
  });

  test('without a server, or with another one', async () => {
    workstation.server.mode = 'down';
    expect(await change()).toBe('server/unreachable');
    workstation.server.mode = 'impostor';
    expect(await change()).toBe('server/wrong-identity');
    expect(sent()).toBe(0);
    expect(await signIn(passphrase)).toBe('ok');
  });

  test('by nobody', async () => {
    unwrap(await workstation.api['staff.signOut']({}));
    expect(await change()).toBe('access/signed-out');
  });
});

describe('when the answer is lost', () => {
  beforeEach(() => {
    workstation.server.beforePassphraseAnswer = () => {
      workstation.server.mode = 'down';
    };
  });

  test('the former one goes on here, the same again settles it, and the server changed it once', async () => {
    expect(await change()).toBe('staff/passphrase-unsettled');
    expect(await signIn(passphrase)).toBe('ok');
    workstation.server.mode = 'up';
    workstation.server.beforePassphraseAnswer = undefined;
    expect(await change()).toBe('ok');
    expect(workstation.server.passphraseAnswers).toEqual([1, 0]);
    expect(await signIn(chosen)).toBe('ok');
  });

  test('nobody has to try again: the next word from the server brings it, and the session is still the person’s', async () => {
    expect(await change()).toBe('staff/passphrase-unsettled');
    workstation.server.mode = 'up';
    await heard();
    expect((await session())?.staffId).toBe('clerk');
    expect(await signIn(passphrase)).toBe('staff/wrong-credentials');
    expect(await signIn(chosen)).toBe('ok');
  });
});

test('twice at once changes it once', async () => {
  expect(await Promise.all([change(), change()])).toEqual(['ok', 'staff/wrong-credentials']);
  expect(workstation.server.configuration.version).toBe(2);
  expect(await signIn(chosen)).toBe('ok');
});

test('changed elsewhere: whoever is signed in here by the former one leaves with the next word from the server', async () => {
  workstation.server.publishStaff('CLERK', { passphraseVerifier: await hashPassphrase(chosen), hasInitialPassphrase: undefined });
  await heard();
  expect(await session()).toBeNull();
  expect(await signIn(passphrase)).toBe('staff/wrong-credentials');
  expect(await signIn(chosen)).toBe('ok');
});

describe('set by an administrator', () => {
  const initial = 'copper lantern seventeen';
  beforeEach(async () => {
    workstation.server.publishStaff('CLERK', {
      passphraseVerifier: await hashPassphrase(initial),
      hasInitialPassphrase: true,
    });
    await heard();
  });

  test('it opens nothing but its own change, and everything afterwards', async () => {
    expect(await signIn(initial)).toBe('ok');
    expect((await session())?.passphrase).toBe('must-change');
    expect(refusalOf(await workstation.api['registration.unfinished']({}))).toBe('staff/passphrase-initial');
    expect(refusalOf(await workstation.api['sync.queue']({ state: null, limit: 1, before: null }))).toBe(
      'staff/passphrase-initial',
    );
    expect(refusalOf(await workstation.api['staff.changePassphrase']({ present: initial, chosen: initial }))).toBe(
      'staff/passphrase-unchanged',
    );
    expect(await change(chosen, initial)).toBe('ok');
    expect((await session())?.passphrase).toBe('own');
    expect(refusalOf(await workstation.api['registration.unfinished']({}))).toBe('ok');
    expect(await signIn(chosen)).toBe('ok');
    expect((await session())?.passphrase).toBe('own');
  });

  test('without a network nobody is kept from work, and it is said', async () => {
    workstation.server.mode = 'down';
    workstation.time.fireNext();
    await expect.poll(async () => unwrap(await workstation.api['sync.overview']({})).connection).toBe('offline');
    expect(await signIn(initial)).toBe('ok');
    expect((await session())?.passphrase).toBe('initial');
    expect(refusalOf(await workstation.api['registration.unfinished']({}))).toBe('ok');
  });

  test('a network that goes while it is being changed keeps nobody either; a wrong word does', async () => {
    expect(await signIn(initial)).toBe('ok');
    expect(await change(chosen, 'wrong')).toBe('staff/wrong-credentials');
    expect((await session())?.passphrase).toBe('must-change');
    workstation.server.mode = 'down';
    expect(await change(chosen, initial)).toBe('server/unreachable');
    expect((await session())?.passphrase).toBe('initial');
    expect(refusalOf(await workstation.api['registration.unfinished']({}))).toBe('ok');
  });
});
