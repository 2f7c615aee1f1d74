// What the server shows of other people's records, at this workstation: recorded here too, and kept nowhere.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { passphrase } from '#main/test-bench/organisation.ts';
import { enrolledWorkstation, refusalOf, type TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import { registrationId } from '#src/domain/registration/schema.ts';

let workstation: TestWorkstation;
const recordId = registrationId.parse('6f0b1f9e-5d0a-4b53-9c5e-0a5a3f0d8f11');
const asked = { recordId, className: 'identity', purpose: 'supervision' } as const;
const secret = '赵密密';
const attachmentId = '7a1c9a54-6f7f-4a0c-8e0e-3d1a1f0b2c3d';
const picture = Buffer.from('a face that nobody else sees').toString('base64');

beforeEach(async () => {
  workstation = await enrolledWorkstation();
  const [form] = workstation.organisation.configuration.forms;
  const fields = [form?.fields[0]];
  const answer = { recordId, revision: 2, className: 'identity', fields, values: { name: secret }, pictures: [] };
  workstation.server.persons.answers.set('/v1/reading/open', () => answer);
  const shown = { recordId, revision: 1, mediaType: 'image/png', picture };
  workstation.server.persons.answers.set('/v1/reading/picture', () => shown);
});
afterEach(() => workstation.remove());

async function enter(number: string): Promise<void> {
  unwrap(await workstation.signIn(number));
  unwrap(await workstation.api['staff.prove']({ passphrase }));
}

test('an opened class is in the trail with class and purpose, and its values are in no file', async () => {
  await enter('inspector');
  expect(unwrap(await workstation.api['reading.open'](asked)).values).toEqual({ name: secret });
  expect(unwrap(await workstation.api['reading.picture']({ ...asked, attachmentId })).picture).toBe(picture);
  const events = await workstation.closedTrail();
  expect(events.filter(({ action }) => action === 'central.opened')).toMatchObject([
    { actorId: 'inspector', subjectId: recordId, detail: { className: 'identity', purpose: 'supervision', revision: 2 } },
    { actorId: 'inspector', subjectId: recordId, detail: { purpose: 'supervision', revision: 1, attachmentId } },
  ]);
  const kept = readdirSync(workstation.dataDir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const bytes = kept.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'));
  for (const value of [secret, picture, Buffer.from(picture, 'base64').toString('latin1')]) {
    expect(JSON.stringify([events, workstation.log, bytes])).not.toContain(value);
  }
});

test('what the server refuses is told, and nothing is recorded as opened', async () => {
  await enter('inspector');
  workstation.server.persons.refusals.set('/v1/reading/open', {
    code: 'reading/not-granted',
    params: { className: 'identity', purpose: 'supervision' },
  });
  expect(refusalOf(await workstation.api['reading.open'](asked))).toBe('reading/not-granted');
  unwrap(await workstation.signIn('it'));
  expect(unwrap(await workstation.api['workstation.exportAudit']({})).chain).not.toContain('central.opened');
});

test('roles without a duty to read are refused before anything is asked', async () => {
  for (const number of ['clerk', 'supervisor', 'it']) {
    await enter(number);
    expect(refusalOf(await workstation.api['reading.open'](asked))).toBe('access/denied');
  }
  expect(workstation.server.paths()).not.toContain('/v1/reading/open');
});
