import { Refusal } from '#src/contract/errors.ts';
import type { CallContext } from '#src/contract/ipc/define.ts';
import type { Session } from '#src/domain/staff/schema.ts';

/** The signed-in person of a call. The dispatcher has checked the permission already; this narrows the type. */
export function requireSession(context: CallContext): Session {
  if (context.session === null) throw new Refusal('access/signed-out', {});
  return context.session;
}
