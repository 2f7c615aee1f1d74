// Records of the whole organisation, as the server shows them to whoever is signed in. Nothing of it is kept here but that it was read.
import { requireSession } from '#main/kernel/session/require-session.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import { readingCalls } from '#src/contract/ipc/reading.ts';
import { routes } from '#src/contract/sync/index.ts';
import type { ReadingPorts } from './ports.ts';

const openErrors = readingCalls['reading.open'].errors;

export function readingHandlers({ person, store, trail }: ReadingPorts): Handlers<typeof readingCalls> {
  return {
    'reading.rights': (_input, context) => person.ask(requireSession(context), routes.readingRights, {}),
    'reading.list': (asked, context) => person.ask(requireSession(context), routes.readingList, asked, ['agent/gone']),
    'reading.open': async (asked, context) => {
      const session = requireSession(context);
      const answer = await person.ask(session, routes.readingOpen, asked, openErrors);
      const { className, purpose } = asked;
      // Before it is shown: a full disk must not let anybody read unrecorded.
      store.write((transaction) => {
        const about = { actorId: session.staffId, subjectId: asked.recordId };
        const detail = { className, purpose, revision: answer.revision };
        trail.append(transaction, { ...about, action: 'central.opened', detail });
      });
      return answer;
    },
  };
}
