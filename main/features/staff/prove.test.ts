// A person of this workstation at the server (R5.2): asked for the passphrase once, known for some minutes, forgotten at every end of the
// session; the token never leaves the program.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { passphrase } from '#main/test-bench/organisation.ts';
import { enrolledWorkstation, refusalOf, type TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';

let workstation: TestWorkstation;

beforeEach(async () => {
  workstation = await enrolledWorkstation();
  workstation.server.persons.answers.set('/v1/reading/rights', () => ({ classes: [], branches: [], services: [] }));
  unwrap(await workstation.signIn('head'));
});
afterEach(() => workstation.remove());

const rights = async () => refusalOf(await workstation.api['reading.rights']({}));
const prove = async (typed = passphrase) => refusalOf(await workstation.api['staff.prove']({ passphrase: typed }));
const sessions = () => workstation.server.persons.sessions;
const sent = (path: string) => workstation.server.paths().filter((one) => one === path).length;

describe('asking as a person', () => {
  test('the passphrase is asked first, then not again', async () => {
    expect(await rights()).toBe('access/proof-needed');
    expect(sent('/v1/reading/rights')).toBe(0);
    expect(await prove()).toBe('ok');
    for (const _time of [1, 2]) expect(await rights()).toBe('ok');
    expect([...sessions().values()]).toEqual(['HEAD']);
  });

  test('a wrong passphrase is counted here and never leaves this workstation', async () => {
    expect(await prove('wrong')).toBe('staff/wrong-credentials');
    expect(sent('/v1/staff/session')).toBe(0);
    expect(await rights()).toBe('access/proof-needed');
  });

  test('no passphrase goes to a server that is not ours, nor where there is none', async () => {
    workstation.server.mode = 'impostor';
    expect(await prove()).toBe('server/wrong-identity');
    workstation.server.mode = 'down';
    expect(await prove()).toBe('server/unreachable');
    workstation.server.mode = 'captive';
    expect(await prove()).toBe('server/answer-invalid');
    expect(sent('/v1/staff/session')).toBe(0);
  });

  test('what the server refuses is told, and nothing is held', async () => {
    workstation.server.persons.refuseProof = 'staff/inactive';
    expect(await prove()).toBe('staff/inactive');
    expect(await rights()).toBe('access/proof-needed');
  });

  test('a server that has forgotten the person makes the passphrase be asked again', async () => {
    expect(await prove()).toBe('ok');
    sessions().clear();
    expect(await rights()).toBe('access/proof-needed');
    const asked = sent('/v1/reading/rights');
    expect(await rights()).toBe('access/proof-needed');
    expect(sent('/v1/reading/rights')).toBe(asked);
    expect(await prove()).toBe('ok');
    expect(await rights()).toBe('ok');
  });

  test('a role without the permission is refused before anything is asked', async () => {
    unwrap(await workstation.signIn('clerk'));
    expect(await prove()).toBe('ok');
    expect(await rights()).toBe('access/denied');
    expect(sent('/v1/reading/rights')).toBe(0);
  });
});

describe('the end of a session', () => {
  test('leaving tells the server and forgets here, also for the same person who comes back', async () => {
    expect(await prove()).toBe('ok');
    unwrap(await workstation.api['staff.signOut']({}));
    await expect.poll(() => sessions().size).toBe(0);
    unwrap(await workstation.signIn('head'));
    expect(await rights()).toBe('access/proof-needed');
  });

  test('an idle workstation ends it', async () => {
    expect(await prove()).toBe('ok');
    workstation.time.advance(30 * 60_000);
    workstation.time.tick();
    await expect.poll(() => sessions().size).toBe(0);
  });

  test('another person at the counter is not the one before', async () => {
    expect(await prove()).toBe('ok');
    unwrap(await workstation.signIn('inspector'));
    expect(await rights()).toBe('access/proof-needed');
    await expect.poll(() => sessions().size).toBe(0);
  });

  test('without a network it is forgotten all the same', async () => {
    expect(await prove()).toBe('ok');
    workstation.server.mode = 'down';
    unwrap(await workstation.api['staff.signOut']({}));
    unwrap(await workstation.signIn('head'));
    workstation.server.mode = 'up';
    expect(await rights()).toBe('access/proof-needed');
  });

  test('whoever leaves while the server answers holds nothing', async () => {
    const proving = prove();
    unwrap(await workstation.api['staff.signOut']({}));
    expect(await proving).not.toBe('ok');
    await expect.poll(() => sessions().size).toBe(0);
  });
});

test('neither token nor passphrase is in the trail or the log, and the proof is', async () => {
  expect(await prove()).toBe('ok');
  unwrap(await workstation.signIn('it'));
  const { chain } = unwrap(await workstation.api['workstation.exportAudit']({}));
  expect(chain).toContain('"staff.proved-at-server"');
  for (const text of [chain, workstation.log.join('\n')]) {
    expect(text).not.toContain('token-1');
    expect(text).not.toContain(passphrase);
  }
});
