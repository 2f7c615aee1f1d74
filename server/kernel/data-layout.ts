// Where things lie in the server's data directory. Nothing outside it is ever written; passphrases never lie inside it.
import { join } from 'node:path';

export interface DataLayout {
  readonly root: string;
  readonly keys: string;
  readonly operationKeys: string;
  readonly classKeys: string;
  readonly indexKey: string;
  /** The custodians' shares as init leaves them; each is handed to its custodian and removed from here. */
  readonly recoveryShares: string;
  readonly database: string;
  /** Held by the one serving process for as long as it lives. */
  readonly lock: string;
  /** Held by the one agent of this directory. */
  readonly agentLock: string;
  /** How often the agent asked each source today; numbers only. */
  readonly agentCounts: string;
  /** Held by whoever makes a backup. */
  readonly backupLock: string;
}

export function dataLayout(root: string): DataLayout {
  const keys = join(root, 'keys');
  return {
    root,
    keys,
    operationKeys: join(keys, 'operation.keys'),
    classKeys: join(keys, 'classes.keys'),
    indexKey: join(keys, 'index.keys'),
    recoveryShares: join(root, 'recovery-shares'),
    database: join(root, 'store.db'),
    lock: join(root, 'serve.lock'),
    agentLock: join(root, 'agent.lock'),
    agentCounts: join(root, 'agent-counts.json'),
    backupLock: join(root, 'backup.lock'),
  };
}
