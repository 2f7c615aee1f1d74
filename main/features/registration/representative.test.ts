// A guardian or an agent acts for the subject: who accepted is recorded, both persons are checked by the program itself, and lists show
// the subject (R2.1, R2.5, R3.1).
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { subject, type TestOrganisation, testOrganisation } from '#main/test-bench/organisation.ts';
import { refusalOf, TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import { envelope } from '#src/crypto/envelope.ts';
import type { FieldDefinition } from '#src/domain/forms/schema.ts';
import { mod112CheckCharacter } from '#src/domain/identity/check-characters.ts';

let organisation: TestOrganisation;
let workstation: TestWorkstation;

const prefix = 'their';
const mother = {
  theirName: '钱母亲',
  theirDocumentType: 'resident-id',
  theirDocumentNumber: '110101199003071057',
  theirPhone: '13900139000',
};
const childBody = '11010120150601002';
const child = { ...subject, documentNumber: childBody + mod112CheckCharacter(childBody) };

/** The subject's field, asked once more of the representative. */
function theirs(field: FieldDefinition): FieldDefinition {
  const rename = (name: string) => `${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const { input } = field;
  const own = input.kind === 'document-number' ? { ...input, typeField: rename(input.typeField) } : input;
  return { ...field, name: rename(field.name), party: 'representative', input: own };
}

beforeAll(async () => {
  organisation = await testOrganisation();
});
beforeEach(async () => {
  const [plain] = organisation.configuration.forms;
  if (plain === undefined) throw new Error('no form');
  const core = plain.fields.filter(({ part }) => part === 'core');
  const label = { 'zh-CN': '查验', en: 'seen' };
  const form = {
    ...plain,
    id: 'with-representative',
    fields: [...core.map(theirs), ...plain.fields],
    reviewChecks: [...plain.reviewChecks, { id: 'authority', label, party: 'representative' as const }],
  };
  const services = organisation.configuration.services.map((service) =>
    service.id === 'core' ? { ...service, formId: form.id } : service,
  );
  const configuration = { ...organisation.configuration, services, forms: [plain, form] };
  workstation = new TestWorkstation({ ...organisation, configuration });
  await workstation.start(workstation.order);
  unwrap(await workstation.signIn());
});
afterEach(() => workstation.remove());

const shown = { serviceId: 'core', noticeId: 'notice', noticeVersion: 3, language: 'zh-CN' } as const;
async function beginAs(acceptedBy: 'subject' | 'guardian' | 'agent') {
  return unwrap(await workstation.api['consent.accept']({ ...shown, acceptedBy })).registrationId;
}
const allChecks = ['original', 'same-person', 'authority'];
const review = (registrationId: string, values: Record<string, string>, checks = allChecks) =>
  workstation.app.call('registration.review', { registrationId, values, checks });
const codesOf = (answer: Awaited<ReturnType<typeof review>>) =>
  answer.ok || answer.error.code !== 'registration/invalid'
    ? [refusalOf(answer)]
    : answer.error.params.errors.map(({ field, code }) => `${field} ${code}`);

test('a guardian registers a child: recorded, sealed, and the list shows the child', async () => {
  const id = await beginAs('guardian');
  unwrap(await review(id, { ...child, ...mother }));
  unwrap(await workstation.app.call('registration.submit', { registrationId: id }));
  expect(await workstation.queue()).toMatchObject([
    { maskedName: '赵**', maskedDocumentNumber: expect.stringMatching(/^1\*+/u) },
  ]);
  await workstation.api['sync.now']({});
  const { header } = envelope.parse(JSON.parse(workstation.server.stored.get(id) ?? ''));
  expect(header.notice).toMatchObject({ acceptedBy: 'guardian' });
  expect(header.review.checks).toEqual(allChecks);
});

test('in person, the record says nothing of a representative, whatever the screen sends', async () => {
  const id = await beginAs('subject');
  expect(await review(id, { ...subject, ...mother }, ['original', 'same-person'])).toMatchObject({ value: { values: subject } });
  unwrap(await workstation.app.call('registration.submit', { registrationId: id }));
  await workstation.api['sync.now']({});
  const { header } = envelope.parse(JSON.parse(workstation.server.stored.get(id) ?? ''));
  expect(header.notice).not.toHaveProperty('acceptedBy');
});

test('the program refuses what cannot be between two persons', async () => {
  const alone = await beginAs('subject');
  expect(codesOf(await review(alone, child))).toEqual(['documentNumber forms/guardian-needed']);
  const agent = await beginAs('agent');
  expect(codesOf(await review(agent, subject))).toContain('theirName name/empty');
  const own = { ...mother, theirDocumentNumber: subject.documentNumber };
  expect(codesOf(await review(agent, { ...subject, ...own }))).toEqual(['theirDocumentNumber forms/same-person']);
  expect(await review(agent, { ...subject, ...mother }, ['original', 'same-person'])).toMatchObject({
    error: { code: 'registration/review-incomplete', params: { missing: ['authority'] } },
  });
});

test('nobody can act for a subject whom the form has no place for', async () => {
  const elsewhere = { ...shown, serviceId: 'activity', acceptedBy: 'agent' };
  expect(refusalOf(await workstation.app.call('consent.accept', elsewhere))).toBe('consent/representative-not-asked');
  expect(refusalOf(await workstation.app.call('consent.accept', { ...shown, acceptedBy: 'neighbour' }))).toBe(
    'internal/invalid-input',
  );
});

test('taken up again, it is still the guardian’s registration', async () => {
  const registrationId = await beginAs('guardian');
  await workstation.app.call('registration.save', { registrationId, values: { ...child, ...mother } });
  const resumed = unwrap(await workstation.api['registration.resume']({ registrationId }));
  expect(resumed).toMatchObject({ acceptedBy: 'guardian', values: mother });
  expect(resumed.form.fields.map(({ name }) => name)).toContain('theirName');
  expect(unwrap(await workstation.api['registration.unfinished']({})).items).toMatchObject([{ maskedName: '赵**' }]);
});
