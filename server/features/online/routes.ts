import type { FastifyInstance } from 'fastify';
import type { Clock, Randomness } from '#server/kernel/clock.ts';
import { CountedLimit } from './limits.ts';
import { addPage } from './page.ts';
import { addPageRoute } from './page-route.ts';
import { type Begun, createOnlineRegistration, type OnlineDependencies } from './registration.ts';
import { Sessions } from './sessions.ts';

export interface OnlineOptions {
  /** Folder of the built page. */
  readonly page: string;
}

const minuteMs = 60_000;
/** Several people may share an address (a family, a telephone network), but nobody registers once a second. */
const mayBegin = { rateLimit: { max: 60, timeWindow: minuteMs } };
/** Whatever address it comes from. Somebody registers for several services in a row, not for twenty. */
const perDocument = { most: 10, windowMs: 60 * minuteMs };
const mayAct = { rateLimit: { max: 300, timeWindow: minuteMs } };

/** @throws Stop online/page-missing */
export function addOnlineRoutes(
  app: FastifyInstance,
  dependencies: Omit<OnlineDependencies, 'documents'> & { readonly clock: Clock; readonly randomness: Randomness },
  { page }: OnlineOptions,
): void {
  const { clock, randomness } = dependencies;
  const documents = new CountedLimit(clock, randomness, perDocument);
  const registration = createOnlineRegistration({ ...dependencies, documents });
  const sessions = new Sessions<Begun>(clock, randomness);
  addPage(app, page);
  addPageRoute(app, 'start', { config: mayAct }, async () => ({ ...(await registration.start()), canProve: false }));
  addPageRoute(app, 'notice', { config: mayAct }, (input) => registration.notice(input));
  addPageRoute(app, 'accept', { config: mayBegin }, async (input, visit) => {
    const begun = await registration.accept(input);
    sessions.end(visit.ticket);
    const opened = sessions.open(begun);
    visit.setCookie(opened.cookie);
    return { page: opened.page, form: begun.form, acceptedAt: begun.notice.acceptedAt, today: registration.today() };
  });
  addPageRoute(app, 'decide', { config: mayAct }, async (input, { ticket }) => {
    sessions.change(ticket, (begun) => registration.decide(begun, input));
    return {};
  });
  addPageRoute(app, 'check', { config: mayAct }, async ({ values }, { ticket }) => {
    const checked = registration.check(sessions.read(ticket), values);
    return { values: checked.values, leftOut: [...checked.leftOut] };
  });
  addPageRoute(app, 'submit', { config: mayBegin }, async (input, visit) => {
    // Sent once more because the answer was lost: its session has ended, its record is here.
    const earlier = await registration.status(input.attempt);
    const receipt = earlier ?? (await registration.submit(sessions.read(visit.ticket), input));
    sessions.end(visit.ticket);
    visit.dropCookie();
    return { receipt };
  });
  addPageRoute(app, 'status', { config: mayAct }, async ({ attempt }) => ({ receipt: await registration.status(attempt) }));
}
