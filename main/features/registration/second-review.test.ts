// Four eyes (R2.4): what the program insists on where a service asks for a supervisor's confirmation.
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { passphrase, subject, type TestOrganisation, testOrganisation } from '#main/test-bench/organisation.ts';
import { refusalOf, TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import { envelope } from '#src/crypto/envelope.ts';

let organisation: TestOrganisation;
let workstation: TestWorkstation;
let id: string;

beforeAll(async () => {
  const plain = await testOrganisation();
  const services = plain.configuration.services.map((service) => ({ ...service, needsSecondReview: service.id === 'core' }));
  organisation = { ...plain, configuration: { ...plain.configuration, services } };
});
beforeEach(async () => {
  workstation = new TestWorkstation(organisation);
  await workstation.start(workstation.order);
  unwrap(await workstation.signIn());
  id = await workstation.begin();
});
afterEach(() => workstation.remove());

const checks = ['original', 'same-person'];
const submit = () => workstation.app.call('registration.submit', { registrationId: id });
const confirm = (number = 'supervisor', change: Record<string, unknown> = {}) =>
  workstation.app.call('registration.confirm', {
    registrationId: id,
    supervisor: { number, passphrase },
    checks,
    ...change,
  });
const save = (values: Record<string, string>) => workstation.app.call('registration.save', { registrationId: id, values });
const wrong = { supervisor: { number: 'supervisor', passphrase: 'wrong' } };

test('without it nothing is submitted; with it the record says who confirmed, when and what', async () => {
  expect(refusalOf(await confirm())).toBe('registration/not-reviewed');
  unwrap(await workstation.review(id));
  expect(refusalOf(await submit())).toBe('registration/second-review-missing');
  expect(unwrap(await confirm())).toMatchObject({ reviewedBy: 'Name of supervisor' });
  expect(unwrap(await workstation.api['staff.current']({})).session?.staffId).toBe('clerk');
  unwrap(await submit());
  unwrap(await workstation.api['sync.now']({}));
  const { header } = envelope.parse(JSON.parse(workstation.server.stored.get(id) ?? ''));
  expect(header).toMatchObject({ review: { reviewedBy: 'clerk' }, secondReview: { reviewedBy: 'supervisor', checks } });
});

test.each([
  ['the clerk alone', 'clerk', 'staff/other-person-needed'],
  ['another clerk', 'other', 'staff/may-not-confirm'],
  ['nobody known', 'nobody', 'staff/wrong-credentials'],
  ['an inactive person', 'inactive', 'staff/inactive'],
  ['a person without clearance', 'untrained', 'staff/not-cleared'],
])('%s does not confirm', async (_name, number, code) => {
  unwrap(await workstation.review(id));
  expect(refusalOf(await confirm(number))).toBe(code);
  expect(refusalOf(await submit())).toBe('registration/second-review-missing');
});

test('a wrong passphrase counts for the same lockout as a sign-in', async () => {
  unwrap(await workstation.review(id));
  for (let attempt = 0; attempt < 3; attempt++) expect(refusalOf(await confirm('', wrong))).toBe('staff/wrong-credentials');
  expect(refusalOf(await confirm())).toBe('staff/too-many-attempts');
  unwrap(await workstation.api['staff.signOut']({}));
  expect(refusalOf(await workstation.signIn('supervisor'))).toBe('staff/too-many-attempts');
});

test('all points have to be ticked by the supervisor too', async () => {
  unwrap(await workstation.review(id));
  expect(refusalOf(await confirm('supervisor', { checks: ['original'] }))).toBe('registration/review-incomplete');
});

test('typing on, a consent and a new review void it; the same draft saved late does not', async () => {
  unwrap(await workstation.review(id));
  unwrap(await confirm());
  unwrap(await save(subject));
  unwrap(await workstation.review(id));
  expect(refusalOf(await submit())).toBe('registration/second-review-missing');
  unwrap(await confirm());
  unwrap(await save({ ...subject, phone: '13900139000' }));
  expect(refusalOf(await submit())).toBe('registration/not-reviewed');
  unwrap(await workstation.review(id));
  unwrap(await confirm());
  unwrap(await workstation.app.call('consent.decide', { registrationId: id, field: 'address', agreed: true }));
  expect(refusalOf(await submit())).toBe('registration/not-reviewed');
  unwrap(await workstation.review(id));
  unwrap(await confirm());
  unwrap(await save(subject));
  unwrap(await submit());
});

test('what changed while the passphrase was verified is not confirmed', async () => {
  unwrap(await workstation.review(id));
  const confirming = confirm();
  unwrap(await workstation.review(id, { ...subject, phone: '13900139000' }));
  expect(refusalOf(await confirming)).toBe('registration/not-reviewed');
  expect(refusalOf(await submit())).toBe('registration/second-review-missing');
});

test('a lock in the meantime leaves nobody to confirm for', async () => {
  unwrap(await workstation.review(id));
  const confirming = confirm();
  unwrap(await workstation.api['staff.signOut']({}));
  expect(refusalOf(await confirming)).toBe('access/signed-out');
});

test('sent back, the draft stays and the review is void', async () => {
  unwrap(await workstation.review(id));
  unwrap(await confirm());
  const back = {
    registrationId: id,
    supervisor: { number: 'supervisor', passphrase },
    reason: 'document-doubtful',
  };
  expect(unwrap(await workstation.app.call('registration.sendBack', back))).toEqual({ sentBackBy: 'Name of supervisor' });
  expect(refusalOf(await submit())).toBe('registration/not-reviewed');
  expect(unwrap(await workstation.app.call('registration.resume', { registrationId: id }))).toMatchObject({ values: subject });
});
