// The telephone a subject gives, confirmed by a code to it (R3.3), by the same service as at the counter: the number goes sealed to the
// agent, the fact stands under the record's own number.
import type { Randomness } from '#server/kernel/clock.ts';
import { utf8 } from '#src/base/bytes.ts';
import type { Language } from '#src/base/language.ts';
import { Refusal } from '#src/contract/errors.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import { phoneContext, type SealedPhone } from '#src/crypto/contact.ts';
import { subjectField } from '#src/domain/forms/parties.ts';
import type { FormDefinition } from '#src/domain/forms/schema.ts';
import { checkPhone } from '#src/domain/identity/phones.ts';
import { onlineSubject } from '#src/domain/online/offer.ts';
import type { PublicKey } from '#src/domain/organisation/schema.ts';
import type { Policy } from '#src/domain/policy/schema.ts';
import type { FieldValues, RecordHeader } from '#src/domain/registration/schema.ts';
import { hmacSha256, isSameSecret } from '#src/node/crypto/hash.ts';
import { sealBytes } from '#src/node/crypto/sealing.ts';
import type { PhoneCodes } from './ports.ts';
import { recordIdOf } from './record-id.ts';

/** What a registration has to do with its telephone. */
export interface PhoneState {
  readonly field: string;
  readonly className: string;
  readonly sealTo: PublicKey;
  readonly mode: Policy['contact']['mode'];
  /** A number that was confirmed, as a digest of this process, and the fact of it. */
  readonly proved: { readonly digest: string; readonly factId: string } | null;
  /** No code could be sent: somebody will call. */
  readonly mayCall: boolean;
}

interface CodeOrder {
  readonly attempt: string;
  readonly codeId: string;
  readonly phone: string;
}

export interface PhoneProof {
  /** Null: the organisation does not ask, or the form has no number. */
  readonly begin: (
    form: FormDefinition,
    mode: Policy['contact']['mode'],
    classKeys: Readonly<Record<string, PublicKey>>,
  ) => PhoneState | null;
  /** Whether the subject is asked for a code at all. */
  readonly isAsked: (state: PhoneState | null) => state is PhoneState;
  /** @throws Refusal contact/…, registration/invalid */
  readonly send: (deviceId: string, state: PhoneState, order: CodeOrder, language: Language) => Promise<void>;
  /** @throws Refusal contact/…, registration/invalid */
  readonly check: (deviceId: string, state: PhoneState, order: CodeOrder & { readonly code: string }) => Promise<PhoneState>;
  /** What the record says of it. @throws Refusal online/phone-unproved */
  readonly statement: (state: PhoneState | null, values: FieldValues) => Pick<RecordHeader, 'contact'>;
}

/** After these no code is on its way. */
export function isUnsendable(error: unknown): boolean {
  const code = error instanceof Refusal ? error.wire.code : null;
  return code === 'contact/not-mobile' || code === 'contact/not-sent' || code === 'contact/undeliverable';
}

export function createPhoneProof(
  codes: PhoneCodes | null,
  { organisationId, randomness }: { readonly organisationId: string; readonly randomness: Randomness },
): PhoneProof {
  const key = randomness.bytes(32);
  const digestOf = (phone: string) => Buffer.from(hmacSha256(key, phone)).toString('base64url');

  const requirePhone = ({ field }: PhoneState, raw: string): string => {
    const checked = checkPhone(raw);
    if (!checked.ok) throw new Refusal('registration/invalid', { errors: [{ field, ...checked.error }] });
    return checked.value.number;
  };

  const requireCodes = (): PhoneCodes => {
    if (codes === null) throw new Refusal('contact/not-asked', {});
    return codes;
  };

  const asked = async (deviceId: string, state: PhoneState, { attempt, codeId, phone }: CodeOrder) => {
    const number = requirePhone(state, phone);
    const recordId = recordIdOf(attempt);
    const context = phoneContext({ organisationId, deviceId, recordId }, state.className);
    const { keyId, encapsulation, ciphertext } = await sealBytes(state.sealTo, context, utf8(number));
    const sealed: SealedPhone = { class: state.className, keyId, encapsulation, ciphertext };
    return { number, request: { protocol: protocolVersion, codeId, recordId, phone: sealed } };
  };

  return {
    begin: (form, mode, classKeys) => {
      const field = subjectField(form, 'phone');
      const sealTo = classKeys[field?.class ?? ''];
      if (mode === 'none' || field === undefined || sealTo === undefined) return null;
      return { field: field.name, className: field.class, sealTo, mode, proved: null, mayCall: false };
    },

    isAsked: (state): state is PhoneState => codes !== null && state !== null,

    send: async (deviceId, state, order, language) => {
      const { request } = await asked(deviceId, state, order);
      await requireCodes().send(deviceId, { ...request, staffId: onlineSubject, language });
    },

    check: async (deviceId, state, order) => {
      const { number, request } = await asked(deviceId, state, order);
      await requireCodes().check(deviceId, { ...request, code: order.code });
      return { ...state, proved: { digest: digestOf(number), factId: order.codeId } };
    },

    statement: (state, values) => {
      if (state === null) return {};
      const number = values[state.field];
      const { proved, mode, mayCall } = state;
      if (number !== undefined && proved !== null && isSameSecret(proved.digest, digestOf(number))) {
        return { contact: { state: 'confirmed', factId: proved.factId, reason: null } };
      }
      if (number === undefined) return {};
      if (codes === null || mayCall) {
        return mode === 'optional' ? {} : { contact: { state: 'deferred', factId: null, reason: 'gateway' } };
      }
      throw new Refusal('online/phone-unproved', {});
    },
  };
}
