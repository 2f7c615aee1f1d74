import { requireSession } from '#main/kernel/session/require-session.ts';
import type { consentCalls } from '#src/contract/ipc/consent.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import type { ConsentPorts } from './ports.ts';
import { NoticePrints, printNotice } from './printing.ts';
import { acceptNotice, decideConsent, declineNotice } from './service.ts';

export function consentHandlers(ports: ConsentPorts): Handlers<typeof consentCalls> {
  const prints = new NoticePrints();
  return {
    'consent.accept': ({ printJob, ...shown }, context) => {
      const session = requireSession(context);
      const channel = prints.take(printJob, session, shown) ? 'printed' : 'screen';
      return acceptNotice(ports, session, { ...shown, channel });
    },
    'consent.printNotice': (input, context) => printNotice(ports, prints, requireSession(context), input),
    'consent.decline': (input, context) => declineNotice(ports, requireSession(context), input),
    'consent.decide': (input, context) => decideConsent(ports, requireSession(context), input),
  };
}
