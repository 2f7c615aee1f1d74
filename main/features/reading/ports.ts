import type { PersonAtServer } from '#main/kernel/server/person-at-server.ts';

export interface ReadingPorts {
  readonly person: Pick<PersonAtServer, 'ask'>;
}
