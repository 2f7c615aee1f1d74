import { join } from 'node:path';

/** Everything the local program writes, by name. Losing sight of one of these files would be a bug of the backup as well. */
export interface DataFolder {
  readonly path: string;
  readonly database: string;
  readonly keyInfo: string;
  /** Where snapshots of the database lie, with the journals that lead on from them. */
  readonly generations: string;
  /** The database key sealed to the organisation's recovery key. */
  readonly recovery: string;
  /** The same of the key that a change under way leads to. */
  readonly nextRecovery: string;
  readonly lock: string;
  readonly ballast: string;
  readonly log: string;
}

export function dataFolder(path: string): DataFolder {
  return {
    path,
    database: join(path, 'workstation.db'),
    keyInfo: join(path, 'key-info.json'),
    generations: path,
    recovery: join(path, 'database-key.recovery'),
    nextRecovery: join(path, 'database-key-next.recovery'),
    lock: join(path, 'workstation.lock'),
    ballast: join(path, 'ballast'),
    log: join(path, 'workstation.log'),
  };
}
