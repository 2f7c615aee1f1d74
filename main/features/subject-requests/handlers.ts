import { requireSession } from '#main/kernel/session/require-session.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import type { subjectRequestsCalls } from '#src/contract/ipc/subject-requests.ts';
import { RequestsDesk } from './desk.ts';
import type { SubjectRequestsPorts } from './ports.ts';
import { printCopy, printSlip } from './printing.ts';

export function subjectRequestsHandlers(ports: SubjectRequestsPorts): Handlers<typeof subjectRequestsCalls> {
  const desk = new RequestsDesk(ports);
  return {
    'requests.act': (act, context) => desk.act(requireSession(context), act),
    'requests.applyFor': (input, context) => desk.applyFor(requireSession(context), input),
    'requests.printCopy': (asked, context) => printCopy(ports, desk, requireSession(context), asked),
    'requests.printSlip': (asked, context) => printSlip(ports, desk, requireSession(context), asked),
  };
}
