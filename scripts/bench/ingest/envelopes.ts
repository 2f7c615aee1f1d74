// Sealed records as the server takes them: a true header, classes sealed to the organisation's keys as far as anybody without the
// private keys can see (the server is one of these): lengths and key ids are right, the sealed parts are random. Nobody's data.
import { canonicalJson } from '#src/base/canonical-json.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { type Envelope, envelope, type SealedClass, suiteId } from '#src/crypto/envelope.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import { randomBytes, randomId } from '#src/node/crypto/random.ts';

/** Bytes of sealed values, as the demonstration's form has them for one class after the other. */
const sealedBytes: Readonly<Record<string, number>> = { identity: 136, contact: 48, supplementary: 106 };
const at = instantFromMs(Date.UTC(2026, 10, 24, 8));
const random = (length: number) => Buffer.from(randomBytes(length)).toString('base64url');

function sealedClass(keyId: string, bytes: number): SealedClass {
  return { keyId, encapsulation: random(32), sealedKey: random(48), iv: random(12), ciphertext: random(bytes) };
}

/** One envelope of this workstation, canonical as the protocol wants it. */
export function makeEnvelope(
  configuration: Configuration,
  sender: { readonly deviceId: string; readonly branchId: string },
): string {
  const [service] = configuration.services;
  const form = configuration.forms.find(({ id }) => id === service?.formId);
  const notice = configuration.notices.find(({ id }) => id === service?.noticeId);
  const classes = configuration.classes.flatMap(({ name, sealTo }) => {
    const bytes = sealedBytes[name];
    return bytes === undefined ? [] : [[name, sealedClass(sealTo.keyId, bytes)] as const];
  });
  const made = envelope.parse({
    suite: suiteId,
    classes: Object.fromEntries(classes),
    header: {
      organisationId: configuration.organisation.id,
      branchId: sender.branchId,
      deviceId: sender.deviceId,
      recordId: randomId(),
      revision: 1,
      serviceId: service?.id,
      form: { id: form?.id, version: form?.version },
      language: 'zh-CN',
      notice: { noticeId: notice?.id, noticeVersion: notice?.version, language: 'zh-CN', channel: 'screen', acceptedAt: at },
      consents: [{ field: 'address', agreed: true, decidedAt: at }],
      capturedBy: 'staff-1001',
      review: { reviewedBy: 'staff-1001', reviewedAt: at, checks: ['original-document', 'same-person', 'read-back'] },
      submittedAt: at,
    },
  } satisfies Record<keyof Envelope, unknown>);
  return canonicalJson(made);
}
