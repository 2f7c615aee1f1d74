// A field of which several options may be chosen, from the form to the reopened record (R2.1, R3.1, R3.5).
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { subject, type TestOrganisation, testOrganisation } from '#main/test-bench/organisation.ts';
import { refusalOf, TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import type { FieldDefinition } from '#src/domain/forms/schema.ts';

const text = { 'zh-CN': '文', en: 'text' };
const texts = { label: text, help: text, purpose: text, necessity: text, class: 'supplementary' };
const many: FieldDefinition = {
  ...texts,
  name: 'channels',
  part: 'core',
  input: { kind: 'choices', options: ['post', 'sms', 'call'].map((value) => ({ value, label: text })) },
};
const when: FieldDefinition = {
  ...texts,
  name: 'callAt',
  part: 'core',
  input: { kind: 'text', maxLength: 20 },
  showWhen: { match: 'all', rules: [{ field: 'channels', is: 'one-of', values: ['call'] }] },
};

let organisation: TestOrganisation;
let workstation: TestWorkstation;

beforeAll(async () => {
  const plain = await testOrganisation();
  const { configuration } = plain;
  const forms = configuration.forms.map((form) => ({ ...form, fields: [...form.fields, many, when] }));
  organisation = { ...plain, configuration: { ...configuration, forms } };
});
beforeEach(async () => {
  workstation = new TestWorkstation(organisation);
  await workstation.start(workstation.order);
  unwrap(await workstation.signIn());
});
afterEach(() => workstation.remove());

const call = (name: string, input: unknown) => workstation.app.call(name, input);

test('what was chosen is kept once and in the form’s order, its condition holds, and a correction begins with it', async () => {
  const id = await workstation.begin();
  unwrap(await call('registration.save', { registrationId: id, values: { ...subject, channels: 'call' } }));
  expect(unwrap(await call('registration.resume', { registrationId: id }))).toMatchObject({ values: { channels: 'call' } });
  for (const [channels, code] of [
    ['', 'forms/required'],
    [' ', 'forms/required'],
    ['post fax', 'forms/choice'],
    ['call', 'forms/required'],
  ] as const) {
    const refused = await workstation.review(id, { ...subject, channels });
    expect(refused).toMatchObject({ error: { params: { errors: [{ code }] } } });
  }
  unwrap(await workstation.review(id, { ...subject, channels: 'call  post call', callAt: '晚上' }));
  unwrap(await call('registration.submit', { registrationId: id }));
  const shown = await call('records.unmask', { recordId: id, field: null, purpose: 'serve-subject' });
  expect(unwrap(shown)).toMatchObject({ values: { channels: 'post call', callAt: '晚上' } });
  unwrap(await call('records.reopen', { recordId: id, reason: 'mistake-found' }));
  expect(unwrap(await call('registration.resume', { registrationId: id }))).toMatchObject({ values: { channels: 'post call' } });
});

test('without the choice that asks for it, the other field is not kept', async () => {
  const id = await workstation.begin();
  const reviewed = unwrap(await workstation.review(id, { ...subject, channels: 'sms post', callAt: '晚上' }));
  expect(reviewed).toMatchObject({ values: { channels: 'post sms' } });
  expect(reviewed).not.toMatchObject({ values: { callAt: '晚上' } });
  expect(refusalOf(await call('registration.submit', { registrationId: id }))).toBe('ok');
});
