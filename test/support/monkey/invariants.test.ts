// The judges must be able to say no: a true run is forged in one place at a time, and each forgery is found.
import { beforeAll, expect, test } from 'vitest';
import { testOrganisation } from '#main/test-bench/organisation.ts';
import { type AuditAction, type AuditEvent, chainStart } from '#src/domain/audit/events.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import { recordHeader } from '#src/domain/registration/schema.ts';
import type { Evidence } from './evidence.ts';
import { violations } from './invariants.ts';

const id = '11111111-1111-4111-8111-111111111111';
const at = '2026-11-24T08:00:00.000Z';
const hash = 'a'.repeat(64);
let configuration: Configuration;

beforeAll(async () => {
  configuration = (await testOrganisation()).configuration;
});

function event(
  sequence: number,
  action: AuditAction,
  subjectId: string,
  detail: AuditEvent['detail'] = {},
  actorId = 'clerk',
): AuditEvent {
  return { sequence, at, action, actorId, subjectId, detail, previous: chainStart };
}

const shown = { serviceId: 'core', noticeId: 'notice', noticeVersion: 3, language: 'zh-CN', acceptedBy: 'subject' };
const header = recordHeader.parse({
  organisationId: 'organisation-1',
  branchId: 'branch-1',
  deviceId: 'device-1',
  recordId: id,
  revision: 1,
  serviceId: 'core',
  form: { id: 'form', version: 1 },
  language: 'zh-CN',
  notice: { noticeId: 'notice', noticeVersion: 3, language: 'zh-CN', channel: 'screen', acceptedAt: at },
  consents: [{ field: 'address', agreed: true, decidedAt: at }],
  capturedBy: 'clerk',
  review: { reviewedBy: 'clerk', reviewedAt: at, checks: ['original', 'same-person'] },
  submittedAt: at,
});
const held = { recordId: id, revision: 1, contentHash: hash, header };
const values = {
  name: '赵测试',
  documentType: 'resident-id',
  documentNumber: '11010519491231002X',
  phone: '13800138000',
  address: '人民路 9 号',
};

/** What one clean registration leaves behind. */
function truth(): Evidence {
  return {
    configurations: [configuration],
    trail: [
      event(1, 'device.enrolled', 'device-1', { version: 1 }),
      event(2, 'notice.accepted', id, shown),
      event(3, 'consent.decided', id, { field: 'address', agreed: true }),
      event(4, 'registration.reviewed', id),
      event(5, 'registration.submitted', id),
    ],
    brokenLink: null,
    registrations: [{ id, state: 'submitted', begunBy: 'clerk', noticeVersion: 3, holdsValues: false }],
    records: [held],
    queue: [{ recordId: id, revision: 1, state: 'synced', verifiedPosition: 1 }],
    serverRecords: [{ ...held, position: 1, values }],
    offered: [{ staffNumber: 'CLERK', registrationIds: [id] }],
    unexpected: [],
    today: at,
  };
}

function without(action: AuditAction): (good: Evidence) => Partial<Evidence> {
  return ({ trail }) => ({ trail: trail.filter((one) => one.action !== action) });
}

function changed(action: AuditAction, change: Partial<AuditEvent>): (good: Evidence) => Partial<Evidence> {
  return ({ trail }) => ({ trail: trail.map((one) => (one.action === action ? { ...one, ...change } : one)) });
}

function withHeader(change: Partial<typeof header>): () => Partial<Evidence> {
  const record = { ...held, header: { ...header, ...change } };
  return () => ({ records: [record], serverRecords: [{ ...record, position: 1, values }] });
}

function withValues(change: Record<string, string>): () => Partial<Evidence> {
  return () => ({ serverRecords: [{ ...held, position: 1, values: { ...values, ...change } }] });
}

const forgeries: readonly (readonly [name: string, forge: (good: Evidence) => Partial<Evidence>, found: RegExp])[] = [
  ['no accepted notice', without('notice.accepted'), /begins with consent\.decided/u],
  ['an old notice', changed('notice.accepted', { detail: { ...shown, noticeVersion: 2 } }), /version 2 was not current/u],
  ['another language in the header', withHeader({ notice: { ...header.notice, language: 'en' } }), /another notice/u],
  ['no review', without('registration.reviewed'), /without a review/u],
  [
    'a consent after the review',
    ({ trail }) => ({
      trail: [
        ...trail.slice(0, 4),
        event(5, 'consent.decided', id, { field: 'address', agreed: true }),
        event(6, 'registration.submitted', id),
      ],
    }),
    /without a review/u,
  ],
  ['a point left out', withHeader({ review: { ...header.review, checks: ['original'] } }), /lacks same-person/u],
  ['a review by somebody else', withHeader({ review: { ...header.review, reviewedBy: 'other' } }), /reviewed by somebody else/u],
  [
    'four eyes that were two',
    ({ configurations }) => ({
      configurations: configurations.map((one) => ({
        ...one,
        services: one.services.map((service) => ({ ...service, needsSecondReview: true })),
      })),
    }),
    /second person/u,
  ],
  [
    'a form that was to be signed and is not',
    ({ configurations }) => ({
      configurations: configurations.map((one) => ({
        ...one,
        forms: one.forms.map((form) => ({ ...form, signature: { need: 'required' as const, class: 'identity' } })),
      })),
    }),
    /the form is not signed/u,
  ],
  ['no consent in the trail', without('consent.decided'), /address was kept without a consent/u],
  [
    'a withdrawn consent',
    withHeader({ consents: [{ field: 'address', agreed: false, decidedAt: at }] }),
    /address was kept without a consent/u,
  ],
  ['a wrong number', withValues({ documentNumber: '110105194912310021' }), /documentNumber is refused/u],
  ['a field nobody asks', withValues({ blood: 'A' }), /blood is not asked/u],
  ['a missing core value', withValues({ phone: '' }), /phone is refused/u],
  ['submitted twice', ({ trail }) => ({ trail: [...trail, event(6, 'registration.submitted', id)] }), /submitted twice/u],
  [
    'twice on the server',
    ({ serverRecords }) => ({ serverRecords: [...serverRecords, ...serverRecords] }),
    /twice on the server/u,
  ],
  ['twice in the queue', ({ queue }) => ({ queue: [...queue, ...queue] }), /twice in the queue/u],
  ['lost', () => ({ records: [], queue: [], serverRecords: [] }), /submitted and lost/u],
  ['not in the queue', () => ({ queue: [] }), /not in the queue/u],
  ['invented', without('registration.submitted'), /no submission in the trail/u],
  [
    'other bytes on the server',
    ({ serverRecords }) => ({ serverRecords: serverRecords.map((one) => ({ ...one, contentHash: 'b'.repeat(64) })) }),
    /something else/u,
  ],
  [
    'synced without a receipt',
    ({ queue }) => ({ queue: queue.map((row) => ({ ...row, verifiedPosition: null })) }),
    /without a true receipt/u,
  ],
  ['synced and not on the server', () => ({ serverRecords: [] }), /without a true receipt/u],
  [
    'reviewed by another clerk',
    changed('registration.reviewed', { actorId: 'other' }),
    /registration\.reviewed by somebody who did not begin it/u,
  ],
  [
    'owned by another clerk',
    ({ registrations }) => ({ registrations: registrations.map((row) => ({ ...row, begunBy: 'other' })) }),
    /belongs to somebody/u,
  ],
  ['offered to another clerk', () => ({ offered: [{ staffNumber: 'OTHER', registrationIds: [id] }] }), /was offered to OTHER/u],
  [
    'plain values left',
    ({ registrations }) => ({ registrations: registrations.map((row) => ({ ...row, holdsValues: true })) }),
    /still lie in the store/u,
  ],
  ['a broken chain', () => ({ brokenLink: 4 }), /broken at event 4/u],
  ['something unexpected', () => ({ unexpected: ['call.unexpected'] }), /call\.unexpected/u],
];

test('a clean run has nothing to say', () => {
  expect(violations(truth())).toEqual([]);
});

test.each(forgeries)('%s', (_name, forge, found) => {
  const good = truth();
  expect(violations({ ...good, ...forge(good) }).join('\n')).toMatch(found);
});
