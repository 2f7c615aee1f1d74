// Sealed records as the program saves them, for filling stores: the texts have the shape and length of real ones, their sealed parts
// are random bytes. Nobody's data.
import type { RecordToSave } from '#main/kernel/outbox/outbox.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { maskDocumentNumber } from '#src/domain/identity/documents.ts';
import { maskName } from '#src/domain/identity/names.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { randomBytes, randomId } from '#src/node/crypto/random.ts';
import { makePerson } from '#test/support/sample-people.ts';

const dayMs = 86_400_000;
export const clerks = ['staff-1001', 'staff-1002', 'staff-1003'] as const;
const startMs = Date.UTC(2026, 0, 5, 9);
const random = (length: number) => Buffer.from(randomBytes(length)).toString('base64url');

function sealedClass(ciphertextBytes: number) {
  return {
    keyId: '0123456789abcdef',
    encapsulation: random(32),
    sealedKey: random(48),
    iv: random(12),
    ciphertext: random(ciphertextBytes),
  };
}

function header(recordId: string, submittedAt: string) {
  const answer = {
    acceptedAt: submittedAt,
    channel: 'screen',
    language: 'zh-CN',
    noticeId: 'registration-notice',
    noticeVersion: 1,
  };
  return {
    branchId: 'main-street',
    capturedBy: 'staff-1001',
    consents: [{ agreed: true, decidedAt: submittedAt, field: 'address' }],
    deviceId: 'b6a5f3c0-6f0c-4a53-9b5a-000000000000',
    form: { id: 'registration', version: 1 },
    language: 'zh-CN',
    notice: answer,
    organisationId: 'yunling-demo',
    recordId,
    review: { checks: ['original-document', 'same-person', 'read-back'], reviewedAt: submittedAt, reviewedBy: 'staff-1001' },
    revision: 1,
    serviceId: 'mobile-activation',
    submittedAt,
  };
}

/** Neighbours are a minute apart, a working day has 400. */
export function submittedAtOf(index: number): string {
  return instantFromMs(startMs + Math.floor(index / 400) * dayMs + (index % 400) * 60_000);
}

/** The record of this number. */
export function sampleRecord(index: number): RecordToSave {
  const { name, documentNumber } = makePerson(index);
  const recordId = randomId();
  const submittedAt = submittedAtOf(index);
  const clerk = clerks[index % clerks.length] ?? clerks[0];
  const classes = { contact: sealedClass(48), identity: sealedClass(120), supplementary: sealedClass(90) };
  const envelope = JSON.stringify({ classes, header: header(recordId, submittedAt), suite: 1 });
  return {
    recordId,
    revision: 1,
    envelope,
    contentHash: sha256Hex(envelope),
    serviceName: '{"zh-CN":"移动电话入网","en":"Mobile phone activation"}',
    maskedName: maskName(name),
    maskedDocumentNumber: maskDocumentNumber(documentNumber),
    capturedBy: '李晓梅',
    submittedAt,
    ownerId: clerk,
    submittedBy: clerk,
    day: submittedAt.slice(0, 10),
    savedMs: Date.parse(submittedAt),
    configurationVersion: 1,
  };
}
