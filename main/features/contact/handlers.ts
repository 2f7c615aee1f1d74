import { requireSession } from '#main/kernel/session/require-session.ts';
import type { contactCalls } from '#src/contract/ipc/contact.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import { checkCode, sendCode } from './codes.ts';
import type { ContactPorts } from './ports.ts';
import { deferContact, recordCall, showContact } from './service.ts';

export function contactHandlers(ports: ContactPorts): Handlers<typeof contactCalls> {
  return {
    'contact.status': (input, context) => showContact(ports, requireSession(context), input),
    'contact.sendCode': (input, context) => sendCode(ports, requireSession(context), input),
    'contact.checkCode': (input, context) => checkCode(ports, requireSession(context), input),
    'contact.recordCall': (input, context) => recordCall(ports, requireSession(context), input),
    'contact.defer': (input, context) => deferContact(ports, requireSession(context), input),
  };
}
