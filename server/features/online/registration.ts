// A subject registers without a clerk (R2.3): notice first (R2.5), each supplementary value by its own consent (R2.6), everything checked
// again by the rules of the counter. Values are sealed to the class keys at once and go the way of every workstation's record; plain they
// are only in this process's memory, for as long as one request takes.

import type { Randomness } from '#server/kernel/clock.ts';
import { dateInChina, dayInChina } from '#src/base/china-time.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { PageAnswer, PageRequest } from '#src/contract/online/index.ts';
import type { OnlineReceipt } from '#src/contract/online/registration.ts';
import { checkFormOf, subjectField } from '#src/domain/forms/parties.ts';
import type { CheckedForm } from '#src/domain/forms/rules.ts';
import { onlineObstacle, onlineParties } from '#src/domain/online/offer.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import { requireGiven } from './attached.ts';
import { type Begun, begin, offeredOf, requireOffered } from './begin.ts';
import { createKeeping, type KeepingDependencies } from './keep.ts';
import type { CountedLimit } from './limits.ts';
import type { KnowsRestricted } from './ports.ts';
import { recordIdOf } from './record-id.ts';

export interface OnlineDependencies extends KeepingDependencies {
  readonly randomness: Randomness;
  readonly restrictions: KnowsRestricted;
  /** How often one document may be registered. */
  readonly documents: Pick<CountedLimit, 'take'>;
}

export interface OnlineRegistration {
  readonly start: () => Promise<Omit<PageAnswer<'start'>, 'canProve' | 'today'>>;
  /** @throws Refusal forms/service-unknown, online/not-offered */
  readonly notice: (input: PageRequest<'notice'>) => Promise<PageAnswer<'notice'>>;
  /** @throws Refusal forms/service-unknown, online/not-offered, consent/notice-outdated, registration/signature-missing */
  readonly accept: (input: PageRequest<'accept'>) => Promise<Begun>;
  readonly today: () => string;
  /** @throws Refusal internal/invalid-input */
  readonly decide: (begun: Begun, input: PageRequest<'decide'>) => Begun;
  /** @throws Refusal registration/invalid */
  readonly check: (begun: Begun, values: FieldValues) => CheckedForm;
  /** Once for each attempt, however often it is sent. @throws Refusal registration/…, attachments/…, online/closed, online/at-counter */
  readonly submit: (begun: Begun, input: PageRequest<'submit'>) => Promise<OnlineReceipt>;
  readonly status: (attempt: string) => Promise<OnlineReceipt | null>;
}

export function createOnlineRegistration(dependencies: OnlineDependencies): OnlineRegistration {
  const { clock, configuration, phone, documents, randomness, restrictions } = dependencies;
  const { receiptOf, push } = createKeeping(dependencies);
  const now = () => instantFromMs(clock.nowMs());
  const newest = async () => (await configuration.newest()).body;
  /** One after the other, so that two of one attempt make one record and no number is given twice. */
  let last: Promise<unknown> = Promise.resolve();

  const check: OnlineRegistration['check'] = ({ form, acceptedBy, consents }, values) => {
    const checked = checkFormOf(acceptedBy, form, values, consents, dateInChina(clock.nowMs()));
    if (!checked.ok) throw new Refusal('registration/invalid', { errors: [...checked.error] });
    return checked.value;
  };

  /** A counter can identify a restricted subject anew; here nobody can. @throws Refusal online/at-counter, internal/too-many-requests */
  const requireRegistrable = async ({ form }: Begun, values: FieldValues): Promise<void> => {
    const field = subjectField(form, 'document-number');
    const number = values[field?.name ?? ''];
    if (field?.input.kind !== 'document-number' || number === undefined) return;
    documents.take(number);
    const isRestricted = await restrictions.isRestricted(values[field.input.typeField] ?? '', number);
    if (isRestricted) throw new Refusal('online/at-counter', {});
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

    notice: async ({ serviceId }) => {
      const { notice, form } = requireOffered(await newest(), serviceId);
      return { notice, parties: [...onlineParties(form)] };
    },

    accept: async (input) => begin(await newest(), input, phone, now()),

    today: () => dayInChina(clock.nowMs()),

    decide: (begun, { field, agreed }) => {
      const isAsked = begun.form.fields.some(({ name, part }) => name === field && part === 'supplementary');
      if (!isAsked) throw new Refusal('internal/invalid-input', {});
      const others = begun.consents.filter((one) => one.field !== field);
      return { ...begun, consents: [...others, { field, agreed, decidedAt: now() }] };
    },

    check,

    submit: (begun, { attempt, values, ...sent }) => {
      const kept = check(begun, values);
      const given = requireGiven({ ...begun, notice: begun.signed, values: kept.values }, sent, randomness, now());
      return inTurn(async () => {
        const recordId = recordIdOf(attempt);
        const earlier = await receiptOf(recordId);
        if (earlier !== null) return earlier;
        await requireRegistrable(begun, kept.values);
        await push(begun, attempt, kept.values, given);
        const receipt = await receiptOf(recordId);
        if (receipt === null) throw new Error('a record was accepted and is not there');
        return receipt;
      });
    },

    status: (attempt) => inTurn(() => receiptOf(recordIdOf(attempt))),
  };
}
