import { requireSession } from '#main/kernel/session/require-session.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import type { restrictionCalls } from '#src/contract/ipc/restriction.ts';
import { askRestrictions } from './manage.ts';
import type { RestrictionPorts } from './ports.ts';
import { confirmIdentity, lookForRestriction } from './recognise.ts';

export function restrictionHandlers(ports: RestrictionPorts): Handlers<typeof restrictionCalls> {
  return {
    'restriction.look': (input, context) => ({ found: lookForRestriction(ports, requireSession(context), input) }),
    'restriction.confirm': (input, context) => confirmIdentity(ports, requireSession(context), input),
    'restriction.manage': ({ passphrase, act }, context) => askRestrictions(ports, requireSession(context), passphrase, act),
  };
}
