import type { PersonAtServer } from '#main/kernel/server/person-at-server.ts';
import { requireSession } from '#main/kernel/session/require-session.ts';
import type { Handlers } from '#src/contract/ipc/define.ts';
import type { statisticsCalls } from '#src/contract/ipc/statistics.ts';
import { routes } from '#src/contract/sync/index.ts';

export function statisticsHandlers(ports: { readonly person: Pick<PersonAtServer, 'ask'> }): Handlers<typeof statisticsCalls> {
  return {
    'statistics.show': ({ period }, context) => ports.person.ask(requireSession(context), routes.statistics, { period }),
  };
}
