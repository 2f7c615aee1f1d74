import { requireSession } from '#main/kernel/session/require-session.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import type { documentsCalls } from '#src/contract/ipc/documents.ts';
import { DocumentDesk } from './desk.ts';
import type { DocumentsPorts } from './ports.ts';
import { changeSettings, settings } from './settings.ts';

export function documentsHandlers(ports: DocumentsPorts): Handlers<typeof documentsCalls> {
  const desk = new DocumentDesk(ports);
  return {
    'documents.reader': () => {
      const { service, wedge } = settings(ports);
      return { hasService: service !== null, wedge };
    },
    'documents.settings': () => settings(ports),
    'documents.changeSettings': (input, context) => {
      changeSettings(ports, requireSession(context), input);
      return {};
    },
    'documents.testService': async (input, context) => ({ members: await desk.test(requireSession(context), input) }),
    'documents.cancelTest': () => {
      desk.cancel();
      return {};
    },
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
