import { requireSession } from '#main/kernel/session/require-session.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import type { readingCalls } from '#src/contract/ipc/reading.ts';
import { routes } from '#src/contract/sync/index.ts';
import type { ReadingPorts } from './ports.ts';

export function readingHandlers({ person }: ReadingPorts): Handlers<typeof readingCalls> {
  return {
    'reading.rights': (_input, context) => person.ask(requireSession(context), routes.readingRights, {}),
  };
}
