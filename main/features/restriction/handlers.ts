import { requireSession } from '#main/kernel/session/require-session.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import type { restrictionCalls } from '#src/contract/ipc/restriction.ts';
import { decideRestriction, listRestrictions } from './manage.ts';
import type { SupervisorPorts } from './ports.ts';
import { confirmIdentity, lookForRestriction } from './recognise.ts';

export function restrictionHandlers(ports: SupervisorPorts): Handlers<typeof restrictionCalls> {
  return {
    'restriction.look': (input, context) => ({ found: lookForRestriction(ports, requireSession(context), input) }),
    'restriction.confirm': (input, context) => confirmIdentity(ports, requireSession(context), input),
    'restriction.list': ({ filter }, context) => listRestrictions(ports, requireSession(context), filter),
    'restriction.decide': ({ passphrase, act }, context) => decideRestriction(ports, requireSession(context), passphrase, act),
  };
}
