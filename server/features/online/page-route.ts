// One way to serve an entry of the page's table: from our own page only, parsed by its schema, and nothing leaves that the table does not
// describe. The session is named by a cookie no script can read together with the page's own word.
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import type * as z from 'zod';
import { bodyText, parseJson } from '#server/plugins/contract-route.ts';
import { Refusal } from '#src/contract/errors.ts';
import { type PageRouteName, pageHeader, pageRoutes } from '#src/contract/online/index.ts';
import type { Ticket } from './sessions.ts';

/** `__Host-`: of this host alone, over TLS alone, for every path. */
export const cookieName = '__Host-countersign-online';
const attributes = 'Path=/; Secure; HttpOnly; SameSite=Strict';

type Input<N extends PageRouteName> = z.output<(typeof pageRoutes)[N]['request']>;
type Output<N extends PageRouteName> = z.input<(typeof pageRoutes)[N]['response']>;

export interface Visit {
  readonly ticket: Ticket;
  readonly setCookie: (cookie: string) => void;
  readonly dropCookie: () => void;
}

function cookieOf(request: FastifyRequest): string {
  const pairs = (request.headers.cookie ?? '').split(/;\s*/u);
  return pairs.find((pair) => pair.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1) ?? '';
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

/** What another site's page makes a browser send is told apart by what that page cannot set. @throws Refusal access/denied */
function requireOwnPage(request: FastifyRequest): void {
  const [site, origin] = [headerOf(request, 'sec-fetch-site'), headerOf(request, 'origin')];
  const isOwnSite = site === undefined || site === 'same-origin';
  const isOwnOrigin = origin === undefined || (URL.canParse(origin) && new URL(origin).host === request.headers.host);
  if (!isOwnSite || !isOwnOrigin || headerOf(request, pageHeader) === undefined) {
    throw new Refusal('access/denied', { permission: 'online' });
  }
}

function visitOf(request: FastifyRequest, reply: FastifyReply): Visit {
  return {
    ticket: { cookie: cookieOf(request), page: headerOf(request, pageHeader) ?? '' },
    setCookie: (cookie) => void reply.header('set-cookie', `${cookieName}=${cookie}; ${attributes}`),
    dropCookie: () => void reply.header('set-cookie', `${cookieName}=; ${attributes}; Max-Age=0`),
  };
}

/** A request before its body is read. */
export interface Announced {
  readonly ticket: Ticket;
  readonly address: string;
  /** As it says of itself; null when it does not. */
  readonly bytes: number | null;
}

interface PageOptions extends Required<Pick<RouteOptions, 'config'>>, Pick<RouteOptions, 'handlerTimeout'> {
  /** Refuses before the body is read. @returns what is done when the answer is out or the line is cut */
  readonly before?: (announced: Announced) => (() => void) | null;
}

function announcedOf(request: FastifyRequest, reply: FastifyReply): Announced {
  const length = headerOf(request, 'content-length') ?? '';
  const bytes = /^\d{1,9}$/u.test(length) ? Number(length) : null;
  return { ticket: visitOf(request, reply).ticket, address: request.ip, bytes };
}

export function addPageRoute<N extends PageRouteName>(
  app: FastifyInstance,
  name: N,
  { before, ...options }: PageOptions,
  handle: (input: Input<N>, visit: Visit) => Promise<Output<N>>,
): void {
  const { method, path, request: schema, response, maximumBytes } = pageRoutes[name];
  app.route({
    ...options,
    // Nobody sends a large body who could not send it to any end.
    ...(before === undefined
      ? {}
      : {
          onRequest: async (request, reply) => {
            const after = before(announcedOf(request, reply));
            if (after !== null) reply.raw.once('close', after);
          },
        }),
    method,
    url: path,
    ...(maximumBytes === 0 ? {} : { bodyLimit: maximumBytes }),
    handler: async (request, reply) => {
      requireOwnPage(request);
      const parsed = schema.safeParse(method === 'GET' ? request.query : parseJson(bodyText(request)));
      if (!parsed.success) throw new Refusal('internal/invalid-input', {});
      return response.parse(await handle(parsed.data as Input<N>, visitOf(request, reply)));
    },
  });
}
