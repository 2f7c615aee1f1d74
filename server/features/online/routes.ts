import type { FastifyInstance } from 'fastify';
import { Refusal } from '#src/contract/errors.ts';
import { formBytes } from '#src/contract/online/index.ts';
import { bytesOfPictures } from '#src/contract/online/pictures.ts';
import { signaturePlace } from '#src/domain/attachments/schema.ts';
import { onlineBranch } from '#src/domain/online/offer.ts';
import type { Begun } from './begin.ts';
import { BodyBudget, CountedLimit } from './limits.ts';
import { addOwnRoutes, type OwnWiring } from './own-routes.ts';
import { addPage } from './page.ts';
import { type Announced, addPageRoute } from './page-route.ts';
import { createPhoneProof, isUnsendable } from './phone-proof.ts';
import type { OwnDevice, PhoneCodes } from './ports.ts';
import { createOnlineRegistration, type OnlineDependencies } from './registration.ts';
import { Sessions } from './sessions.ts';

export interface OnlineOptions {
  /** Folder of the built page. */
  readonly page: string;
}

const minuteMs = 60_000;
/** Several people may share an address (a family, a telephone network), but nobody registers once a second. */
const mayBegin = { rateLimit: { max: 60, timeWindow: minuteMs } };
const registrationLife = { idleMs: 20 * minuteMs, longestMs: 120 * minuteMs };
/** Whatever address it comes from. Somebody registers for several services in a row, not for twenty. */
const perDocument = { most: 10, windowMs: 60 * minuteMs };
/** Pictures over a telephone's slow line take longer than any other answer. */
const slowLineMs = 120_000;
/** Forty registrations with a few pictures each at once; of one address, which a family may share, three. */
const bodies = { mostBytes: 256 * 1024 * 1024, mostOfOne: 3 };
const mayAskCode = { rateLimit: { max: 20, timeWindow: minuteMs } };
const mayAct = { rateLimit: { max: 300, timeWindow: minuteMs } };

export interface OnlineWiring extends Omit<OnlineDependencies, 'documents' | 'ownDevice' | 'phone'> {
  readonly device: OwnDevice;
  /** Null: nobody can send a code. */
  readonly codes: PhoneCodes | null;
  /** Null: nobody can prove who they are. */
  readonly own: OwnWiring | null;
}

/** Found once: when it is taken out of service the channel is closed until the server is started again. */
function foundOnce(device: OwnDevice): () => Promise<string> {
  let found: string | null = null;
  return async () => {
    found ??= await device.ensure(onlineBranch);
    return found;
  };
}

/** @throws Stop online/page-missing */
export function addOnlineRoutes(app: FastifyInstance, wiring: OnlineWiring, { page }: OnlineOptions): void {
  const { clock, randomness, codes, own } = wiring;
  const documents = new CountedLimit(clock, randomness, perDocument);
  const ownDevice = foundOnce(wiring.device);
  const phone = createPhoneProof(codes, wiring);
  const registration = createOnlineRegistration({ ...wiring, documents, ownDevice, phone });
  const sessions = new Sessions<Begun>(clock, randomness, registrationLife);
  const budget = new BodyBudget(bodies);
  /** As many as the form has places for, from somebody who has begun; a body without pictures is like any other. */
  const beforePictures = ({ ticket, address, bytes }: Announced) => {
    if (bytes !== null && bytes <= formBytes) return null;
    const { form } = sessions.read(ticket);
    const places = form.fields.filter(({ input }) => input.kind === 'image').length + signaturePlace.options.length;
    if (bytes === null || bytes > formBytes + bytesOfPictures(places)) throw new Refusal('internal/too-large', {});
    return budget.take(address, bytes);
  };
  addPage(app, page);
  addPageRoute(app, 'start', { config: mayAct }, async () => ({
    ...(await registration.start()),
    canProve: own !== null,
    today: registration.today(),
  }));
  addPageRoute(app, 'notice', { config: mayAct }, (input) => registration.notice(input));
  addPageRoute(app, 'accept', { config: mayBegin }, async (input, visit) => {
    const begun = await registration.accept(input);
    sessions.end(visit.ticket);
    const opened = sessions.open(begun);
    visit.setCookie(opened.cookie);
    const phoneField = phone.isAsked(begun.phone) ? begun.phone.field : null;
    return {
      page: opened.page,
      form: begun.form,
      acceptedAt: begun.notice.acceptedAt,
      today: registration.today(),
      phoneField,
    };
  });
  addPageRoute(app, 'decide', { config: mayAct }, async (input, { ticket }) => {
    sessions.change(ticket, (begun) => registration.decide(begun, input));
    return {};
  });
  addPageRoute(app, 'check', { config: mayAct }, async ({ values }, { ticket }) => {
    const checked = registration.check(sessions.read(ticket), values);
    return { values: checked.values, leftOut: [...checked.leftOut] };
  });
  addPageRoute(app, 'phoneCode', { config: mayAskCode }, async (order, { ticket }) => {
    const begun = sessions.read(ticket);
    if (!phone.isAsked(begun.phone)) throw new Refusal('contact/not-asked', {});
    await phone.send(await ownDevice(), begun.phone, order, begun.language).catch((error: unknown) => {
      if (isUnsendable(error))
        sessions.change(ticket, (kept) => ({ ...kept, phone: kept.phone && { ...kept.phone, mayCall: true } }));
      throw error;
    });
    return {};
  });
  addPageRoute(app, 'phoneCheck', { config: mayAskCode }, async (order, { ticket }) => {
    const begun = sessions.read(ticket);
    if (!phone.isAsked(begun.phone)) throw new Refusal('contact/not-asked', {});
    const proved = await phone.check(await ownDevice(), begun.phone, order);
    sessions.change(ticket, (kept) => ({ ...kept, phone: proved }));
    return {};
  });
  addPageRoute(app, 'submit', { config: mayBegin, before: beforePictures, handlerTimeout: slowLineMs }, async (input, visit) => {
    // Sent once more because the answer was lost: its session has ended, its record is here.
    const earlier = await registration.status(input.attempt);
    const receipt = earlier ?? (await registration.submit(sessions.read(visit.ticket), input));
    sessions.end(visit.ticket);
    visit.dropCookie();
    return { receipt };
  });
  addPageRoute(app, 'status', { config: mayAct }, async ({ attempt }) => ({ receipt: await registration.status(attempt) }));
  if (own !== null) addOwnRoutes(app, own);
}
