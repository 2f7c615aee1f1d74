import { requireSession } from '#main/kernel/session/require-session.ts';
import { readWaiting } from '#main/kernel/verification/facts.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import type { verificationCalls } from '#src/contract/ipc/verification.ts';
import type { TellingPorts } from './ports.ts';
import { printRefusal, tellSubject } from './tell.ts';

export function verificationHandlers(ports: TellingPorts): Handlers<typeof verificationCalls> {
  return {
    'verification.waiting': () => ({ waiting: [...readWaiting(ports.store)] }),
    'verification.tell': (told, context) => {
      tellSubject(ports, requireSession(context), told);
      return {};
    },
    'verification.printRefusal': (asked, context) => printRefusal(ports, requireSession(context), asked),
  };
}
