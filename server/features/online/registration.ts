// A subject registers without a clerk (R2.3): notice first (R2.5), each supplementary value by its own consent (R2.6), everything checked
// again by the rules of the counter. Values are sealed to the class keys at once and go the way of every workstation's record; plain they
// are only in this process's memory, for as long as one request takes.
import type { Clock } from '#server/kernel/clock.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { formatCalendarDate } from '#src/base/calendar-date.ts';
import { instantFromMs } from '#src/base/instant.ts';
import type { Language } from '#src/base/language.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { PageAnswer, PageRequest } from '#src/contract/online/index.ts';
import type { OnlineReceipt } from '#src/contract/online/registration.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import type { FieldConsent, NoticeAcceptance } from '#src/domain/consent/schema.ts';
import { checkFormOf, subjectField } from '#src/domain/forms/parties.ts';
import { type CheckedForm, groupByClass } from '#src/domain/forms/rules.ts';
import type { FormDefinition } from '#src/domain/forms/schema.ts';
import { chinaDay } from '#src/domain/online/day.ts';
import { onlineBranch, onlineForm, onlineObstacle, onlineSubject, subjectConfirmed } from '#src/domain/online/offer.ts';
import type { Configuration, PublicKey } from '#src/domain/organisation/schema.ts';
import { formatReceiptNumber, workstationPrefix } from '#src/domain/receipts/number.ts';
import type { FieldValues, RecordHeader } from '#src/domain/registration/schema.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { sealEnvelope } from '#src/node/crypto/sealing.ts';
import type { CountedLimit } from './limits.ts';
import type { PhoneProof, PhoneState } from './phone-proof.ts';
import type { NewestConfiguration, TakesRecords } from './ports.ts';
import { recordIdOf } from './record-id.ts';
import { findRecord, nextSequence, noteSeen } from './store.ts';

/** What the server remembers of a registration in progress: answers to notice and consents, never a value. */
export interface Begun {
  readonly serviceId: string;
  readonly form: FormDefinition;
  readonly declined: NonNullable<RecordHeader['declinedSignatures']>;
  readonly language: Language;
  readonly notice: NoticeAcceptance;
  readonly consents: readonly FieldConsent[];
  /** The class keys of its own configuration, for a class that no longer exists in the newest. */
  readonly classKeys: ClassKeys;
  readonly phone: PhoneState | null;
}

type ClassKeys = Readonly<Record<string, PublicKey>>;

function classKeysOf(configuration: Configuration): ClassKeys {
  return Object.fromEntries(configuration.classes.map(({ name, sealTo }) => [name, sealTo]));
}

export interface OnlineDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly organisationId: string;
  readonly configuration: NewestConfiguration;
  readonly records: TakesRecords;
  /** Under which online records arrive. */
  readonly ownDevice: () => Promise<string>;
  readonly phone: PhoneProof;
  /** How often one document may be registered. */
  readonly documents: Pick<CountedLimit, 'take'>;
}

export interface OnlineRegistration {
  readonly start: () => Promise<Omit<PageAnswer<'start'>, 'canProve' | 'today'>>;
  /** @throws Refusal forms/service-unknown, online/not-offered */
  readonly notice: (input: PageRequest<'notice'>) => Promise<PageAnswer<'notice'>>;
  /** @throws Refusal forms/service-unknown, online/not-offered, consent/notice-outdated */
  readonly accept: (input: PageRequest<'accept'>) => Promise<Begun>;
  readonly today: () => string;
  /** @throws Refusal internal/invalid-input */
  readonly decide: (begun: Begun, input: PageRequest<'decide'>) => Begun;
  /** @throws Refusal registration/invalid */
  readonly check: (begun: Begun, values: FieldValues) => CheckedForm;
  /** Once for each attempt, however often it is sent. @throws Refusal registration/invalid, online/closed */
  readonly submit: (begun: Begun, input: PageRequest<'submit'>) => Promise<OnlineReceipt>;
  readonly status: (attempt: string) => Promise<OnlineReceipt | null>;
}

function newestOf<T extends { readonly id: string; readonly version: number }>(all: readonly T[], id: string | undefined) {
  return all.filter((one) => one.id === id).toSorted((a, b) => b.version - a.version)[0];
}

function offeredOf(configuration: Configuration, serviceId: string) {
  const service = configuration.services.find(({ id, isWithdrawn }) => id === serviceId && isWithdrawn === undefined);
  const form = newestOf(configuration.forms, service?.formId);
  const notice = newestOf(configuration.notices, service?.noticeId);
  if (service === undefined || form === undefined || notice === undefined) return null;
  return { service, form, notice };
}

function requireOffered(configuration: Configuration, serviceId: string) {
  const offered = offeredOf(configuration, serviceId);
  if (offered === null) throw new Refusal('forms/service-unknown', { serviceId });
  if (onlineObstacle(offered) !== null) throw new Refusal('online/not-offered', {});
  return offered;
}

export function createOnlineRegistration(dependencies: OnlineDependencies): OnlineRegistration {
  const { store, clock, organisationId, configuration, records, ownDevice, phone, documents } = dependencies;
  const now = () => instantFromMs(clock.nowMs());
  const newest = async () => (await configuration.newest()).body;
  /** One after the other, so that two of one attempt make one record and no number is given twice. */
  let last: Promise<unknown> = Promise.resolve();

  const receiptOf = async (recordId: string): Promise<OnlineReceipt | null> => {
    const record = await findRecord(store, organisationId, recordId);
    if (record === null) return null;
    const service = (await newest()).services.find(({ id }) => id === record.serviceId);
    const reference = formatReceiptNumber(workstationPrefix(sha256Hex(record.deviceId)), record.sequence);
    const { contentHash, receivedAt, serviceId } = record;
    return { reference, recordId, contentHash, receivedAt, service: service?.name ?? { 'zh-CN': serviceId, en: serviceId } };
  };

  const check: OnlineRegistration['check'] = ({ form, consents }, values) => {
    const checked = checkFormOf('subject', form, values, consents, chinaDay(clock.nowMs()));
    if (!checked.ok) throw new Refusal('registration/invalid', { errors: [...checked.error] });
    return checked.value;
  };

  const seal = async (begun: Begun, attempt: string, values: FieldValues, deviceId: string) => {
    const { form, notice, consents, language, serviceId, declined } = begun;
    const at = now();
    const header: RecordHeader = {
      organisationId,
      branchId: onlineBranch,
      deviceId,
      recordId: recordIdOf(attempt),
      revision: 1,
      serviceId,
      form: { id: form.id, version: form.version },
      language,
      notice,
      consents: [...consents],
      capturedBy: onlineSubject,
      review: { reviewedBy: onlineSubject, reviewedAt: at, checks: [subjectConfirmed] },
      ...phone.statement(begun.phone, values),
      ...(declined.length === 0 ? {} : { declinedSignatures: declined }),
      submittedAt: at,
    };
    const classKeys = { ...begun.classKeys, ...classKeysOf(await newest()) };
    return sealEnvelope({ header, groups: groupByClass(form, values), classKeys });
  };

  const push = async (begun: Begun, attempt: string, values: FieldValues): Promise<void> => {
    const deviceId = await ownDevice();
    const { text } = await seal(begun, attempt, values, deviceId);
    const sequence = await nextSequence(store, organisationId, deviceId);
    const batch = { protocol: protocolVersion, records: [{ sequence, envelope: text }] };
    const { outcomes } = await records.push(deviceId, batch).catch((error: unknown) => {
      const isEnded = error instanceof Refusal && error.wire.code === 'devices/revoked';
      throw isEnded ? new Refusal('online/closed', {}) : error;
    });
    if (outcomes[0]?.outcome !== 'accepted') throw new Refusal('online/closed', {});
    await noteSeen(store, organisationId, deviceId, now());
  };

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };

  return {
    start: async () => {
      const body = await newest();
      const services = body.services.flatMap(({ id }) => offeredOf(body, id) ?? []);
      return {
        organisation: body.organisation.name,
        services: services.map((offered) => {
          const { id, kind, name } = offered.service;
          return { id, kind, name, obstacle: onlineObstacle(offered) };
        }),
      };
    },

    notice: async ({ serviceId }) => ({ notice: requireOffered(await newest(), serviceId).notice }),

    accept: async ({ serviceId, noticeId, noticeVersion, language }) => {
      const body = await newest();
      const { form, notice } = requireOffered(body, serviceId);
      if (notice.id !== noticeId || notice.version !== noticeVersion) throw new Refusal('consent/notice-outdated', {});
      const acceptedAt = now();
      // A hand cannot sign here; what is optional is written down as not possible.
      const places = [form.signature && ('form' as const), notice.signature && ('notice' as const)];
      return {
        serviceId,
        form: onlineForm(form),
        declined: places.flatMap((place) =>
          place === undefined ? [] : [{ place, reason: 'not-possible' as const, declinedAt: acceptedAt }],
        ),
        language,
        notice: { noticeId, noticeVersion, language, channel: 'screen', acceptedAt },
        consents: [],
        classKeys: classKeysOf(body),
        phone: phone.begin(onlineForm(form), body.policy.contact.mode, classKeysOf(body)),
      };
    },

    today: () => formatCalendarDate(chinaDay(clock.nowMs())),

    decide: (begun, { field, agreed }) => {
      const isAsked = begun.form.fields.some(({ name, part }) => name === field && part === 'supplementary');
      if (!isAsked) throw new Refusal('internal/invalid-input', {});
      const others = begun.consents.filter((one) => one.field !== field);
      return { ...begun, consents: [...others, { field, agreed, decidedAt: now() }] };
    },

    check,

    submit: (begun, { attempt, values }) => {
      const kept = check(begun, values);
      return inTurn(async () => {
        const recordId = recordIdOf(attempt);
        const earlier = await receiptOf(recordId);
        if (earlier !== null) return earlier;
        const number = kept.values[subjectField(begun.form, 'document-number')?.name ?? ''];
        if (number !== undefined) documents.take(number);
        await push(begun, attempt, kept.values);
        const receipt = await receiptOf(recordId);
        if (receipt === null) throw new Error('a record was accepted and is not there');
        return receipt;
      });
    },

    status: (attempt) => inTurn(() => receiptOf(recordIdOf(attempt))),
  };
}
