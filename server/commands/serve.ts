// `serve`: one process per data directory, until it is asked to end. Says exactly one line on stdout when it listens; its log goes
// to stderr and names nobody. Plain HTTP never leaves this machine.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startAgentWork } from '#server/app/agent.ts';
import { buildServer, type ServerOptions } from '#server/app.ts';
import { AgentClient } from '#server/kernel/agent/client.ts';
import { Stop } from '#server/kernel/stop.ts';
import { acquireInstanceLock } from '#server/kernel/store/instance-lock.ts';
import { scheduleBackups } from './backup-schedule.ts';
import { foundationUnder, layoutOf, operationPassphrase, readOptions, requireOption } from './options.ts';
import { readPassphrase } from './passphrase.ts';

export const serveUsage =
  'serve --data DIR [--host 127.0.0.1] [--port 8443] [--tls-cert F --tls-key F] [--passphrase-file F] [--inspector-token-file F] [--backup-to DIR] [--agent-socket PATH] [--online]';

/** What the build made of `online/`. */
const onlinePage = join(import.meta.dirname, '..', '..', '.vite', 'online');

/** How long running requests may take to finish once the server was asked to end. */
const farewellMs = 10_000;

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new Stop('command/usage', `Usage: ${serveUsage}`);
  return port;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function readTls(cert: string | undefined, key: string | undefined): ServerOptions['tls'] {
  if (cert === undefined && key === undefined) return null;
  if (cert === undefined || key === undefined) throw new Stop('command/usage', 'TLS needs both --tls-cert and --tls-key.');
  try {
    return { cert: readFileSync(cert), key: readFileSync(key) };
  } catch (error) {
    throw new Stop('serve/tls-unreadable', 'The TLS certificate or its key cannot be read.', error);
  }
}

function listenFailure(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') return new Stop('serve/port-in-use', `Port ${port} of ${host} is in use by another program.`, error);
  if (code === 'EACCES') return new Stop('serve/port-denied', `This account may not listen on port ${port}.`, error);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return new Stop('serve/host-unknown', `${host} is no address of this machine.`, error);
  return error;
}

/** What inspectors show to read the entries of the audit log; without it these are not served. */
function readInspectorToken(dataDir: string, file: string | undefined): string | null {
  const variable = 'COUNTERSIGN_INSPECTOR_TOKEN';
  if (file === undefined && process.env[variable] === undefined) return null;
  return readPassphrase({ what: 'inspector-token', variable, option: '--inspector-token-file', file }, dataDir);
}

/** Tells a damaged certificate in words before anything is opened. */
async function buildOver(...parameters: Parameters<typeof buildServer>): ReturnType<typeof buildServer> {
  try {
    return await buildServer(...parameters);
  } catch (error) {
    const isTls = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_OSSL');
    throw isTls ? new Stop('serve/tls-unreadable', 'The TLS certificate and its key do not fit or are damaged.', error) : error;
  }
}

export async function runServe(args: readonly string[]): Promise<void> {
  const table = {
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '8443' },
    'tls-cert': { type: 'string' },
    'tls-key': { type: 'string' },
    'inspector-token-file': { type: 'string' },
    'backup-to': { type: 'string' },
    'agent-socket': { type: 'string' },
    online: { type: 'boolean', default: false },
  } as const;
  const values = readOptions(args, table, serveUsage);
  const host = values.host;
  const port = parsePort(values.port);
  const tls = readTls(values['tls-cert'], values['tls-key']);
  if (tls === null && !isLoopback(host)) {
    throw new Stop('serve/plain-http', `Plain HTTP is served to this machine only. For ${host} give --tls-cert and --tls-key.`);
  }
  if (tls === null && values.online) {
    throw new Stop('serve/online-plain', 'The online page is served under TLS only: give --tls-cert and --tls-key.');
  }
  const layout = layoutOf(requireOption(values.data, serveUsage));
  const passphrase = operationPassphrase(layout.root, values['passphrase-file']);
  const foundation = await foundationUnder(layout, passphrase);
  const inspectorToken = readInspectorToken(foundation.layout.root, values['inspector-token-file']);
  const lock = acquireInstanceLock(foundation.layout.lock);
  const log = { write: (line: string) => process.stderr.write(line) };
  const agent = values['agent-socket'] === undefined ? null : new AgentClient(values['agent-socket']);
  const { app, organisation } = await buildOver({
    ...foundation,
    log,
    tls,
    inspectorToken,
    ...(agent === null ? {} : { agent }),
    online: values.online ? { page: onlinePage } : null,
  });
  const onError = (error: unknown) => app.log.error({ err: error }, 'agent');
  const stopWork = agent === null ? null : startAgentWork(organisation, agent, { clock: foundation.clock, onError });
  const { body } = await organisation.configuration.newest();
  const folder = values['backup-to'];
  const schedule =
    folder === undefined
      ? null
      : scheduleBackups({
          backups: organisation.backups,
          folder,
          dataRoot: foundation.layout.root,
          log: app.log,
          passphrase,
        });

  const close = async (): Promise<void> => {
    schedule?.stop();
    const stopped = stopWork?.();
    // What was asked has no answer then, and is asked again after the next start.
    agent?.close();
    await stopped;
    await app.close();
  };
  const end = (): void => {
    setTimeout(() => process.exit(0), farewellMs).unref();
    void close().then(() => lock.release());
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  try {
    const listening = await app.listen({ host, port });
    process.stdout.write(`${JSON.stringify({ listening, organisation: body.organisation, pid: process.pid })}\n`);
  } catch (error) {
    await close();
    throw listenFailure(error, host, port);
  }
}
