// The one way from a screen into the program: known name → program ready → permission → parse input → run → parse output → audit →
// encode error. It answers a Result and never throws. It is also the only place that catches: a Refusal becomes its wire form, all
// else is a bug, told by a correlation id; its details stay in the local log.

import type { AuditScope } from '#main/kernel/audit/audit-scope.ts';
import { describeError } from '#main/kernel/file-log.ts';
import type { Log } from '#main/ports/log.ts';
import { fail, ok, type Result } from '#src/base/result.ts';
import { Refusal, type WireError } from '#src/contract/errors.ts';
import { type CallContext, type CallSpec, commonErrors, type Handlers } from '#src/contract/ipc/define.ts';
import { type CallName, type Calls, calls } from '#src/contract/ipc/index.ts';
import type { startupCalls } from '#src/contract/ipc/startup.ts';
import { isPermitted, isWork } from '#src/domain/access/roles.ts';
import type { Session } from '#src/domain/staff/schema.ts';

type StartupCalls = typeof startupCalls;
/** The calls that need an open store. */
export type ProgramCalls = Omit<Calls, keyof StartupCalls>;

export interface DispatcherPorts {
  readonly startup: Handlers<StartupCalls>;
  /** The handlers over the open store; null while there is none. */
  readonly program: () => Handlers<ProgramCalls> | null;
  readonly session: () => Session | null;
  /** @throws Refusal `devices/stopped` where this workstation may not work (any more) */
  readonly requireWorking: () => void;
  /** A signed-in person's call was refused because of who they are: no screen asks such a thing. */
  readonly denied: (session: Session, call: CallName) => void;
  readonly auditScope: AuditScope;
  readonly log: Log;
  readonly newCorrelationId: () => string;
  /** The store turned out to be unusable in the middle of the work. */
  readonly onStoreTrouble: (trouble: WireError) => void;
}

type Answer = Result<unknown, WireError>;
type Handler = (input: unknown, context: CallContext) => Promise<unknown> | unknown;

const storeTroubles: ReadonlySet<string> = new Set(['store/corrupt', 'store/missing', 'store/not-writable', 'store/in-use']);

function isCallName(name: string): name is CallName {
  return Object.hasOwn(calls, name);
}

export function createDispatcher(ports: DispatcherPorts): (name: string, input: unknown) => Promise<Answer> {
  function bug(name: string, error: unknown): Answer {
    const correlationId = ports.newCorrelationId();
    ports.log.write('call.unexpected', { name, correlationId, ...describeError(error) });
    return fail({ code: 'internal/unexpected', params: { correlationId } });
  }

  function refused(name: string, spec: CallSpec, error: Refusal): Answer {
    const { wire } = error;
    const declared: readonly string[] = [...commonErrors, ...spec.errors];
    if (declared.includes(wire.code)) return fail(wire);
    if (!storeTroubles.has(wire.code)) return bug(name, error);
    ports.log.write('call.store-trouble', { name, trouble: wire.code });
    ports.onStoreTrouble(wire);
    return fail({ code: 'startup/not-ready', params: {} });
  }

  function findHandler(name: CallName): Handler | null {
    const table: Partial<Record<string, unknown>> | null = Object.hasOwn(ports.startup, name)
      ? { ...ports.startup }
      : ports.program();
    // The contract table types each handler; only here, where the name is data, its type is unknown and both sides are parsed.
    return (table?.[name] as Handler | undefined) ?? null;
  }

  function requirePermission(name: CallName, { permission }: CallSpec): void {
    const session = ports.session();
    const isOfSigningIn = permission === 'public' || name.startsWith('staff.');
    if (session?.passphrase === 'must-change' && !isOfSigningIn) throw new Refusal('staff/passphrase-initial', {});
    if (isPermitted(permission, session?.role ?? null)) return;
    if (session === null) throw new Refusal('access/signed-out', {});
    ports.denied(session, name);
    throw new Refusal('access/denied', { permission });
  }

  async function run(spec: CallSpec, handler: Handler, input: unknown): Promise<Answer> {
    const context = { session: ports.session() };
    const { value, actions } = await ports.auditScope.watch(() => handler(input, context));
    // What one person asked is not answered to another who has signed in meanwhile (S6).
    const now = ports.session();
    const isHandedOver = context.session !== null && now !== null && now.staffId !== context.session.staffId;
    if (isHandedOver && spec.permission !== 'public') throw new Refusal('access/signed-out', {});
    const output = spec.output.safeParse(value);
    if (!output.success) throw new Error('the output is not what the contract says');
    const expected = [spec.audit ?? []].flat();
    if (expected.length > 0 && !expected.some((action) => actions.has(action))) {
      throw new Error(`the call left no ${expected.join(' or ')} in the audit trail`);
    }
    return ok(output.data);
  }

  return async (name, input) => {
    if (!isCallName(name)) return fail({ code: 'internal/invalid-input', params: {} });
    const spec: CallSpec = calls[name];
    try {
      const handler = findHandler(name);
      if (handler === null) return fail({ code: 'startup/not-ready', params: {} });
      requirePermission(name, spec);
      // What is here already stays readable and can leave; nothing new begins (R7.3).
      if (isWork(spec.permission)) ports.requireWorking();
      const parsed = spec.input.safeParse(input);
      if (!parsed.success) return fail({ code: 'internal/invalid-input', params: {} });
      return await run(spec, handler, parsed.data);
    } catch (error) {
      return error instanceof Refusal ? refused(name, spec, error) : bug(name, error);
    }
  };
}
