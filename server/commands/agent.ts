// `agent`: the process that opens sealed values and asks authorities about them (R3.1, R3.2). It runs beside `serve`, with the class
// passphrase that `serve` never sees, and answers on a socket of its own account.
import { startAgent } from '#server/app/agent.ts';
import { openClassKeys } from '#server/kernel/keys/file-key-ring.ts';
import { openIndexKey } from '#server/kernel/keys/index-key.ts';
import { Stop } from '#server/kernel/stop.ts';
import { acquireInstanceLock, type InstanceLock } from '#server/kernel/store/instance-lock.ts';
import { systemClock, systemRandomness } from '#server/kernel/system.ts';
import { Refusal } from '#src/contract/errors.ts';
import { layoutOf, readOptions, requireOption } from './options.ts';
import { readPassphrase } from './passphrase.ts';

export const agentUsage = 'agent --data DIR --socket PATH [--gateways FILE] [--class-passphrase-file F]';

/** Two agents would count quotas twice and take each other's socket. @throws Stop agent/in-use */
function lockAgent(path: string): InstanceLock {
  try {
    return acquireInstanceLock(path);
  } catch (error) {
    if (!(error instanceof Refusal && error.wire.code === 'store/in-use')) throw error;
    throw new Stop('agent/in-use', 'Another agent is running for this data directory.', error);
  }
}

export async function runAgent(args: readonly string[]): Promise<void> {
  const table = {
    gateways: { type: 'string' },
    socket: { type: 'string' },
    'class-passphrase-file': { type: 'string' },
  } as const;
  const values = readOptions(args, table, agentUsage);
  const layout = layoutOf(requireOption(values.data, agentUsage));
  const socket = requireOption(values.socket, agentUsage);
  // Held by name: a lock that nobody holds is collected, and open.
  const lock = lockAgent(layout.agentLock);
  const passphrase = readPassphrase(
    {
      what: 'class',
      variable: 'COUNTERSIGN_CLASS_PASSPHRASE',
      option: '--class-passphrase-file',
      file: values['class-passphrase-file'],
    },
    layout.root,
  );
  const classKeys = await openClassKeys(layout, passphrase);
  const { key: indexKey, isNew } = await openIndexKey(layout, passphrase, systemRandomness);
  if (isNew)
    process.stderr.write('Back the keys up now (backup-keys): what is found by the new index key is found by no other.\n');
  const server = await startAgent({
    gateways: values.gateways ?? null,
    socket,
    classKeys,
    indexKey,
    clock: systemClock,
    countsPath: layout.agentCounts,
    onFailure: (act, kind) => process.stderr.write(`${JSON.stringify({ failed: act, kind })}\n`),
  });
  const end = (): void => {
    lock.release();
    server.close(() => process.exit(0));
    setTimeout(() => process.exit(0), 5_000).unref();
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  process.stdout.write(`${JSON.stringify({ listening: socket, pid: process.pid })}\n`);
}
