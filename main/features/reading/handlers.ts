// Records of the whole organisation, as the server shows them to whoever is signed in. Nothing of it is kept here but that it was read.
import { requireSession } from '#main/kernel/session/require-session.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import { readingCalls } from '#src/contract/ipc/reading.ts';
import { routes } from '#src/contract/sync/index.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import type { ReadingPorts } from './ports.ts';

const openErrors = readingCalls['reading.open'].errors;

export function readingHandlers({ person, store, trail }: ReadingPorts): Handlers<typeof readingCalls> {
  /** Before it is shown: a full disk must not let anybody read unrecorded. */
  const record = ({ staffId }: Session, recordId: string, detail: Readonly<Record<string, string | number>>) =>
    store.write((transaction) => {
      trail.append(transaction, { actorId: staffId, subjectId: recordId, action: 'central.opened', detail });
    });
  return {
    'reading.rights': (_input, context) => person.ask(requireSession(context), routes.readingRights, {}),
    'reading.list': (asked, context) => person.ask(requireSession(context), routes.readingList, asked, ['agent/gone']),
    'reading.open': async (asked, context) => {
      const session = requireSession(context);
      const answer = await person.ask(session, routes.readingOpen, asked, openErrors);
      const { recordId, className, purpose } = asked;
      record(session, recordId, { className, purpose, revision: answer.revision });
      return answer;
    },
    'reading.picture': async (asked, context) => {
      const session = requireSession(context);
      const answer = await person.ask(session, routes.readingPicture, asked, openErrors);
      const { recordId, className, purpose, attachmentId } = asked;
      record(session, recordId, { className, purpose, attachmentId, revision: answer.revision });
      return answer;
    },
  };
}
