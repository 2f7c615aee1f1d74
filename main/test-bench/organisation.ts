// For tests only: a small organisation with real keys. Passphrases are verified for real, so there are few people.
import type { LocalText } from '#src/base/language.ts';
import type { FieldDefinition } from '#src/domain/forms/schema.ts';
import type { Configuration, PublicKey } from '#src/domain/organisation/schema.ts';
import { policy } from '#src/domain/policy/schema.ts';
import type { Clearance, StaffMember } from '#src/domain/staff/schema.ts';
import { hashPassphrase } from '#src/node/crypto/passphrase.ts';
import { generateSealingKey } from '#src/node/crypto/sealing.ts';
import type { PrivateKeyText } from '#src/node/crypto/signing.ts';

export const passphrase = 'correct horse 电池';
const cleared: Clearance = {
  backgroundCheckUntil: '2027-06-30',
  trainingUntil: '2027-06-30',
  confidentialityAgreementUntil: '2027-06-30',
};

function text(name: string): LocalText {
  return { 'zh-CN': `${name}（中文）`, en: name };
}

function field(name: string, input: FieldDefinition['input'], className: string, part: FieldDefinition['part']): FieldDefinition {
  const label = text(name);
  return { name, part, label, help: label, purpose: label, necessity: label, class: className, input };
}

export interface TestOrganisation {
  readonly configuration: Configuration;
  readonly classKeys: Readonly<Record<string, PrivateKeyText>>;
  readonly recoveryKey: PrivateKeyText;
}

function publicPart(key: PrivateKeyText): PublicKey {
  return { keyId: key.keyId, key: key.publicKey };
}

export async function testOrganisation(): Promise<TestOrganisation> {
  const passphraseVerifier = await hashPassphrase(passphrase);
  const member = (id: string, change: Partial<StaffMember> = {}): StaffMember => ({
    id,
    number: id.toUpperCase(),
    name: `Name of ${id}`,
    role: 'clerk',
    branchId: 'branch-1',
    isActive: true,
    clearance: cleared,
    passphraseVerifier,
    ...change,
  });
  const classKeys = { identity: await generateSealingKey(), supplementary: await generateSealingKey() };
  const recoveryKey = await generateSealingKey();
  const topics = ['purpose', 'scope', 'method', 'rules'] as const;
  const configuration: Configuration = {
    version: 1,
    issuedAt: '2026-11-01T00:00:00.000Z',
    organisation: { id: 'organisation-1', name: text('Organisation') },
    branches: [{ id: 'branch-1', name: text('Branch') }],
    departments: [{ id: 'operations', name: text('Operations') }],
    classes: Object.entries(classKeys).map(([name, key]) => ({ name, sealTo: publicPart(key) })),
    recoveryKey: publicPart(recoveryKey),
    services: [
      { id: 'activity', kind: 'activity', name: text('Activity'), formId: 'form', noticeId: 'notice', needsSecondReview: false },
      { id: 'core', kind: 'core', name: text('Core'), formId: 'form', noticeId: 'notice', needsSecondReview: false },
    ],
    forms: [
      {
        id: 'form',
        version: 1,
        title: text('Form'),
        fields: [
          field('name', { kind: 'person-name' }, 'identity', 'core'),
          field('documentType', { kind: 'document-type', options: ['resident-id'] }, 'identity', 'core'),
          field('documentNumber', { kind: 'document-number', typeField: 'documentType' }, 'identity', 'core'),
          field('phone', { kind: 'phone' }, 'identity', 'core'),
          field('address', { kind: 'text', maxLength: 100 }, 'supplementary', 'supplementary'),
        ],
        reviewChecks: ['original', 'same-person'].map((id) => ({ id, label: text(id) })),
      },
    ],
    notices: [
      {
        id: 'notice',
        version: 3,
        title: text('Notice'),
        sections: topics.map((topic) => ({ topic, heading: text(topic), body: text(topic) })),
      },
    ],
    staff: [
      member('clerk'),
      member('other'),
      member('inactive', { isActive: false }),
      member('untrained', { clearance: { ...cleared, trainingUntil: '2026-11-23', backgroundCheckUntil: null } }),
      member('last-day', { clearance: { ...cleared, trainingUntil: '2026-11-24' } }),
      member('supervisor', { role: 'supervisor' }),
      member('it', { role: 'it-administrator' }),
      member('head', { role: 'department-head', departmentId: 'operations' }),
      member('inspector', { role: 'inspector' }),
    ],
    grants: [],
    policy: policy.parse({
      offlineSignInDays: 14,
      signInAttempts: 3,
      idleLockMinutes: 5,
      maximumPending: 1_000,
      minimumFreeMebibytes: 1,
    }),
    workingDays: [],
  };
  return { configuration, classKeys, recoveryKey };
}

/** Made up; the check character fits, the person does not exist. */
export const subject = {
  name: '赵测试',
  documentType: 'resident-id',
  documentNumber: '11010519491231002X',
  phone: '13800138000',
} as const;
