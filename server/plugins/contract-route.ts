// One way to serve an entry of the wire's table (src/contract/sync): read the exact text, refuse what is too old, parse, run, and
// let nothing leave that the table does not describe. A handler sees parsed input only.
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import * as z from 'zod';
import type { StaffCaller, StaffSessions } from '#server/kernel/access/staff-sessions.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { routes } from '#src/contract/sync/index.ts';
import type { staffRequest } from '#src/contract/sync/staff.ts';
import { minimumProtocol } from '#src/contract/sync/version.ts';
import type { systemRoutes } from '#src/contract/systems/index.ts';
import type { Permission } from '#src/domain/access/roles.ts';

type SystemRoute = (typeof systemRoutes)[keyof typeof systemRoutes];
type Route = (typeof routes)[keyof typeof routes] | SystemRoute;
type OpenRoute = Extract<Route, { readonly isDeviceSigned: false }>;
type DeviceRoute = Extract<Route, { readonly isDeviceSigned: true }>;
type StaffRoute = Extract<Route, { readonly permission: Permission }>;

/** The workstation that signed a request. */
export interface Caller {
  readonly deviceId: string;
  readonly branchId: string;
}

/**
 * Says who signed the request.
 * @param isForWaiting a workstation that waits for approval may ask this as well
 * @throws Refusal devices/unknown, devices/signature-refused, devices/waiting, devices/revoked
 */
export type Authenticate = (request: FastifyRequest, body: string, isForWaiting: boolean) => Promise<Caller>;

/** The body as it came: the JSON parser of this server hands text through, because signatures are over text. */
export function bodyText(request: FastifyRequest): string {
  return typeof request.body === 'string' ? request.body : '';
}

/** Escapes of what may be half a character, or none. */
const doubtful = /\\u(?:d[89a-f]|0000)/i;

/** Half characters have no UTF-8 and no canonical form, and a database keeps no U+0000: no text of ours holds either. */
function isPlainText(message: unknown): boolean {
  const waiting = [message];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value === 'string' && (!value.isWellFormed() || value.includes('\0'))) return false;
    if (typeof value === 'object' && value !== null)
      for (const [name, member] of Object.entries(value)) waiting.push(name, member);
  }
  return true;
}

export function parseJson(text: string): unknown {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    // Not the cause: a JSON error quotes the text.
    throw new Refusal('internal/invalid-input', {});
  }
  if (doubtful.test(text) && !isPlainText(message)) throw new Refusal('internal/invalid-input', {});
  return message;
}

const claimedProtocol = z.object({ protocol: z.int() });

function parseInput<R extends Route>(route: R, request: FastifyRequest): z.output<R['request']> {
  const input: unknown = route.method === 'GET' ? request.query : parseJson(bodyText(request));
  // An old client's message may not fit today's schema: its version is read first, so that it is told the true reason.
  const claimed = claimedProtocol.safeParse(input);
  if (claimed.success && claimed.data.protocol < minimumProtocol) {
    throw new Refusal('server/protocol-too-old', { minimum: minimumProtocol });
  }
  const parsed = route.request.safeParse(input);
  if (!parsed.success) throw new Refusal('internal/invalid-input', {});
  return parsed.data as z.output<R['request']>;
}

function address({ method, path, maximumBytes }: Route): Pick<RouteOptions, 'method' | 'url' | 'bodyLimit'> {
  // The framework knows no limit of nothing; a body of a GET is never read.
  return { method, url: path, ...(maximumBytes === 0 ? {} : { bodyLimit: maximumBytes }) };
}

/** Serves an entry that anybody may ask; the handler is told from which address. */
export function addOpenRoute<R extends OpenRoute>(
  app: FastifyInstance,
  route: R,
  options: Pick<RouteOptions, 'config'>,
  handle: (input: z.output<R['request']>, from: string) => Promise<z.input<R['response']>>,
): void {
  app.route({
    ...options,
    ...address(route),
    handler: async (request) => route.response.parse(await handle(parseInput(route, request), request.ip)),
  });
}

/** Serves an entry to enrolled workstations only; the signature is checked before the body is read as JSON. */
export function addDeviceRoute<R extends DeviceRoute>(
  app: FastifyInstance,
  route: R,
  authenticate: Authenticate,
  handle: (input: z.output<R['request']>, caller: Caller) => Promise<z.input<R['response']>>,
  { isForWaiting = false, ...options }: Pick<RouteOptions, 'config'> & { readonly isForWaiting?: boolean } = {},
): void {
  app.route({
    ...options,
    ...address(route),
    handler: async (request) => {
      const caller = await authenticate(request, bodyText(request), isForWaiting);
      return route.response.parse(await handle(parseInput(route, request), caller));
    },
  });
}

/** Serves an entry to a person who has proved themselves at this very workstation and whose role has the entry's permission. */
export function addStaffRoute<R extends StaffRoute>(
  app: FastifyInstance,
  route: R,
  authenticate: Authenticate,
  sessions: Pick<StaffSessions, 'require'>,
  handle: (input: z.output<R['request']>, caller: StaffCaller) => Promise<z.input<R['response']>>,
): void {
  addDeviceRoute(app, route, authenticate, async (input, caller) => {
    const { session } = input as z.output<typeof staffRequest>;
    return handle(input, { ...caller, member: await sessions.require(caller.deviceId, session, route.permission) });
  });
}

/** Who of the organisation's own systems asks. */
export interface SystemCaller<C> {
  /** @throws Refusal systems/client-refused, internal/too-many-requests */
  readonly prove: (request: FastifyRequest) => Promise<C & { readonly scopes: readonly string[] }>;
  readonly noteRefused: (client: C, path: string, refusal: Refusal) => Promise<void>;
}

/** Serves an entry to a system that has proved itself and has the entry's scope; what is refused to it is written down as well. */
export function addSystemRoute<R extends SystemRoute, C>(
  app: FastifyInstance,
  route: R,
  { prove, noteRefused }: SystemCaller<C>,
  handle: (input: z.output<R['request']>, client: C) => Promise<z.input<R['response']>>,
): void {
  app.route({
    ...address(route),
    handler: async (request) => {
      const client = await prove(request);
      try {
        if (!client.scopes.includes(route.scope)) throw new Refusal('access/denied', { permission: route.scope });
        return route.response.parse(await handle(parseInput(route, request), client));
      } catch (error) {
        if (error instanceof Refusal) await noteRefused(client, route.path, error);
        throw error;
      }
    },
  });
}
