// Every call of the contract, with hostile input, from every kind of session: only refusals the contract names, nothing for the wrong
// role, nothing of another clerk's, and no personal data in trail or log. HOSTILE_RUNS=200 for a longer look.
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { findBrokenLink } from '#main/kernel/audit/trail.ts';
import { dataFolder } from '#main/kernel/data-folder.ts';
import { openStore } from '#main/store/open.ts';
import { hostile, mark } from '#main/test-bench/hostile-input.ts';
import { subject, type TestOrganisation, testOrganisation } from '#main/test-bench/organisation.ts';
import { sampleJpeg, withPictures } from '#main/test-bench/pictures.ts';
import { TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import { type CallSpec, commonErrors } from '#src/contract/ipc/define.ts';
import { type CallName, calls } from '#src/contract/ipc/index.ts';
import { isPermitted, type Role } from '#src/domain/access/roles.ts';

const runs = Number(process.env.HOSTILE_RUNS ?? 6);
/** Ends every session and the store for a moment; once is enough. */
const rare: ReadonlySet<string> = new Set(['workstation.changeKey', 'staff.signIn', 'startup.retry']);
const names = Object.keys(calls) as CallName[];
const secret = '赵密密';

let workstation: TestWorkstation;
/** What means something: ids of the clerk's own, and names. */
let known: unknown[];
let drafts: readonly string[];
let records: readonly string[];

interface State {
  readonly name: string;
  readonly number: string | null;
  readonly role: Role | null;
}
const states: readonly State[] = [
  { name: 'nobody', number: null, role: null },
  { name: 'the clerk', number: 'clerk', role: 'clerk' },
  { name: 'another clerk', number: 'other', role: 'clerk' },
  { name: 'a supervisor', number: 'supervisor', role: 'supervisor' },
  { name: 'an administrator', number: 'it', role: 'it-administrator' },
];

/** Core: no pictures. Activity: pictures and signatures. */
async function organisationWithBoth(): Promise<TestOrganisation> {
  const plain = await testOrganisation();
  const pictures = await withPictures(plain);
  const { configuration } = pictures;
  const forms = [...plain.configuration.forms, ...configuration.forms.map((form) => ({ ...form, id: 'pictures' }))];
  const services = configuration.services.map((service) =>
    service.id === 'core' ? service : { ...service, formId: 'pictures', noticeId: 'pictures' },
  );
  const notices = [...plain.configuration.notices, ...configuration.notices.map((notice) => ({ ...notice, id: 'pictures' }))];
  return { ...pictures, configuration: { ...configuration, forms, services, notices } };
}

/** A saved record: at the server, or answered by it with this. */
async function save(refusal: string | null): Promise<string> {
  workstation.server.answerInstead = (_id, sequence) =>
    refusal === null ? undefined : { sequence, outcome: 'quarantined', error: { code: refusal, params: {} } };
  const id = await workstation.begin();
  unwrap(await workstation.review(id, { ...subject, name: secret }));
  unwrap(await workstation.app.call('registration.submit', { registrationId: id }));
  unwrap(await workstation.api['sync.now']({}));
  return id;
}

async function beginWithPictures(): Promise<string> {
  const shown = { serviceId: 'activity', noticeId: 'pictures', noticeVersion: 3, language: 'en' } as const;
  const accepted = unwrap(await workstation.api['consent.accept']({ ...shown, signature: 'declined' }));
  unwrap(await workstation.app.call('attachments.add', { ...accepted, field: 'documentScan', bytes: sampleJpeg(secret) }));
  return accepted.registrationId;
}

beforeAll(async () => {
  workstation = new TestWorkstation(await organisationWithBoth());
  await workstation.start(workstation.order);
  unwrap(await workstation.signIn());
  records = [await save(null), await save('sync/conflict'), await save('sync/form-unknown')];
  drafts = [await workstation.begin(), await beginWithPictures()];
  const values = { name: secret };
  for (const registrationId of drafts) unwrap(await workstation.app.call('registration.save', { registrationId, values }));
  known = [...drafts, ...records, 'documentScan', 'portrait', 'pictures', 1, 2, 3, 'zh-CN', '2026-11-24'];
});
afterAll(() => workstation.remove());

/** The session this state is about, whatever the last call did to it. */
async function enter({ number }: State): Promise<void> {
  await expect.poll(async () => unwrap(await workstation.api['startup.status']({})).phase).toBe('ready');
  const { session } = unwrap(await workstation.api['staff.current']({}));
  if (session?.number.toLowerCase() === (number ?? undefined)) return;
  if (session !== null) unwrap(await workstation.api['staff.signOut']({}));
  // Whatever was guessed before is forgiven by then.
  workstation.time.advance(20 * 60_000);
  if (number !== null) unwrap(await workstation.signIn(number));
}

/** What a call may not give to this person. */
function requireTheirs({ number, role }: State, name: CallName, input: unknown, value: unknown): void {
  expect(isPermitted(calls[name].permission, role), name).toBe(true);
  if (number === 'clerk' || number === null) return;
  // Receipts are printed by whoever is at the counter; a supervisor sees every record (R5.2).
  if (name.startsWith('receipts.') || (role === 'supervisor' && name.startsWith('records.'))) return;
  expect(JSON.stringify(value), name).not.toContain(secret);
  const { registrationId, recordId } = input as { registrationId?: string; recordId?: string };
  expect([...drafts, ...records], `${name} took another's`).not.toContain(registrationId ?? recordId ?? '');
}

describe.each(states)('$name', (state) => {
  test('gets answers of the contract, and only what the role may have', { timeout: 60_000 + runs * 5_000 }, async () => {
    for (const name of names) {
      const spec: CallSpec = calls[name];
      const allowed: readonly string[] = [...commonErrors, ...spec.errors].filter((code) => code !== 'internal/unexpected');
      const attack = fc.asyncProperty(hostile(spec.input, known), async (input) => {
        await enter(state);
        const answer = await workstation.app.call(name, input);
        if (answer.ok) requireTheirs(state, name, input, answer.value);
        else expect(allowed, `${name}: ${workstation.log.at(-1)}`).toContain(answer.error.code);
      });
      await fc.assert(attack, { numRuns: rare.has(name) ? 1 : runs, seed: 20_261_125, endOnFailure: true });
    }
  });
});

test('neither the trail nor the log holds what was typed', async () => {
  await workstation.app.close();
  const [key = new Uint8Array()] = workstation.keychain.entries.values();
  const store = openStore({ path: dataFolder(workstation.dataDir).database, cipher: 'aegis', key });
  const rows = store.all(z.object({ event: z.string() }), 'SELECT event FROM audit ORDER BY sequence');
  expect(findBrokenLink(store)).toBeNull();
  store.close();
  for (const { event } of rows) expect(event.includes(mark) || event.includes(secret), event).toBe(false);
  expect(workstation.log.filter((line) => line.includes(mark) || line.includes(secret))).toEqual([]);
});
