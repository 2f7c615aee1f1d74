// The signed configuration as a file (S7, R7.1): what a branch without any network learns by it, and what it refuses.
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestOrganisation, testOrganisation } from '#main/test-bench/organisation.ts';
import { refusalOf, TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { StaffMember } from '#src/domain/staff/schema.ts';

let organisation: TestOrganisation;
let workstation: TestWorkstation;
const dayMs = 86_400_000;
const issued = '2026-12-04T08:00:00.000Z';

beforeAll(async () => {
  organisation = await testOrganisation();
});
beforeEach(async () => {
  workstation = new TestWorkstation(organisation);
  await workstation.start(workstation.order);
  workstation.server.mode = 'down';
});
afterEach(() => workstation.remove());

function fileOf(change: Partial<Configuration>): string {
  const { server } = workstation;
  server.configuration = { ...organisation.configuration, version: 2, issuedAt: issued, ...change };
  return server.configurationFile();
}
const withStaff = (change: (members: StaffMember[]) => StaffMember[]) =>
  fileOf({ staff: change([...organisation.configuration.staff]) });
const imported = (file: string) => workstation.api['sync.importConfiguration']({ file });

test('a new clerk signs in for the first time on a branch that never connects', async () => {
  const [clerk] = organisation.configuration.staff;
  if (clerk === undefined) throw new Error('the organisation has no clerk');
  const file = withStaff((members) => [...members, { ...clerk, id: 'new', number: 'NEW' }]);
  expect(refusalOf(await workstation.signIn('new'))).toBe('staff/wrong-credentials');
  expect(unwrap(await imported(file))).toEqual({ version: 2, issuedAt: issued });
  expect(refusalOf(await workstation.signIn('new'))).toBe('ok');
});

test('a deactivation reaches it and ends the session at once', async () => {
  unwrap(await workstation.signIn());
  const file = withStaff((members) => members.map((member) => (member.id === 'clerk' ? { ...member, isActive: false } : member)));
  unwrap(await imported(file));
  expect(unwrap(await workstation.api['staff.current']({})).session).toBeNull();
  expect(refusalOf(await workstation.signIn())).toBe('staff/inactive');
});

test('it counts as heard from the server when it was signed, not when it is carried in', async () => {
  workstation.time.advance(20 * dayMs);
  expect(refusalOf(await workstation.signIn())).toBe('staff/offline-too-long');
  unwrap(await imported(fileOf({})));
  expect(refusalOf(await workstation.signIn())).toBe('ok');
  unwrap(await workstation.api['staff.signOut']({}));
  // Signed ten days after the enrolment: 14 days from there, not from the import on the twentieth.
  workstation.time.advance(5 * dayMs);
  expect(await workstation.signIn()).toMatchObject({ error: { code: 'staff/offline-too-long', params: { days: 15 } } });
  await workstation.restart();
  expect(refusalOf(await workstation.signIn())).toBe('staff/offline-too-long');
});

test('a file signed before the server was last heard takes no day away', async () => {
  unwrap(await imported(fileOf({ issuedAt: '2026-11-01T00:00:00.000Z' })));
  workstation.time.advance(14 * dayMs - 1);
  expect(refusalOf(await workstation.signIn())).toBe('ok');
});

test.each([
  ['not JSON', () => 'PK\u0003\u0004', 'configuration/unreadable'],
  ['an organisation file', () => JSON.stringify(organisation.configuration), 'configuration/unreadable'],
  ['the version it has', () => fileOf({ version: 1 }), 'configuration/not-newer'],
  [
    'another organisation',
    () => fileOf({ organisation: { ...organisation.configuration.organisation, id: 'organisation-2' } }),
    'configuration/wrong-organisation',
  ],
  ['one changed letter', () => fileOf({}).replace('Name of clerk', 'Name of clerc'), 'configuration/wrong-signer'],
  [
    'another signer',
    () => {
      workstation.server.mode = 'impostor';
      return fileOf({});
    },
    'configuration/wrong-signer',
  ],
])('%s is refused and changes nothing', async (_name, file, code) => {
  expect(refusalOf(await imported(file()))).toBe(code);
  workstation.server.mode = 'down';
  expect(refusalOf(await workstation.signIn())).toBe('ok');
  expect(unwrap(await imported(fileOf({ version: 2 }))).version).toBe(2);
});

test('the same file twice, also at once, is applied once', async () => {
  const file = fileOf({});
  const codes = (await Promise.all([imported(file), imported(file)])).map(refusalOf);
  expect(codes.sort()).toEqual(['configuration/not-newer', 'ok']);
});
