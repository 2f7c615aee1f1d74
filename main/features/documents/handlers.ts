import { requireSession } from '#main/kernel/session/require-session.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import type { documentsCalls } from '#src/contract/ipc/documents.ts';
import { DocumentDesk } from './desk.ts';
import type { DocumentsPorts } from './ports.ts';

export function documentsHandlers(ports: DocumentsPorts): Handlers<typeof documentsCalls> {
  const desk = new DocumentDesk(ports);
  return {
    'documents.reader': () => ({ hasService: desk.hasService }),
    'documents.read': ({ registrationId }, context) => desk.read(requireSession(context), registrationId),
    'documents.cancel': () => {
      desk.cancel();
      return {};
    },
    'documents.typed': ({ registrationId }, context) => {
      desk.record(requireSession(context), registrationId, 'keyboard');
      return {};
    },
  };
}
