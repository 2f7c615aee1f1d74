import { requireSession } from '#main/kernel/session/require-session.ts';
import type { consentCalls } from '#src/contract/ipc/consent.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import type { ConsentPorts } from './ports.ts';
import { acceptNotice, decideConsent, declineNotice } from './service.ts';

export function consentHandlers(ports: ConsentPorts): Handlers<typeof consentCalls> {
  return {
    'consent.accept': (input, context) => acceptNotice(ports, requireSession(context), input),
    'consent.decline': (input, context) => declineNotice(ports, requireSession(context), input),
    'consent.decide': (input, context) => decideConsent(ports, requireSession(context), input),
  };
}
