// Console output and uncaught errors of a page, as `console-message` events.
import type { CdpSession } from '../chromium/cdp-connection.ts';
import { electronEvent } from './api-emitter.ts';

const LEVELS = ['debug', 'info', 'warning', 'error'] as const;

function levelOf(type: string): (typeof LEVELS)[number] {
  if (type === 'error' || type === 'assert') return 'error';
  if (type === 'warning') return 'warning';
  return type === 'debug' || type === 'verbose' ? 'debug' : 'info';
}

/** Emits one event per message. */
export function reportConsole(session: CdpSession, emit: (name: string, ...values: unknown[]) => void): void {
  const report = (type: string, message: string, lineNumber: number, sourceId: string): void => {
    const level = levelOf(type);
    const event = electronEvent({ message, level, lineNumber, sourceId });
    emit('console-message', event, LEVELS.indexOf(level), message, lineNumber, sourceId);
  };
  session.on<{ type: string; args: readonly { value?: unknown; description?: string }[] }>(
    'Runtime.consoleAPICalled',
    ({ type, args }) => report(type, args.map((a) => String(a.value ?? a.description)).join(' '), 0, ''),
  );
  session.on<{ exceptionDetails: { text: string; lineNumber: number; url?: string; exception?: { description?: string } } }>(
    'Runtime.exceptionThrown',
    ({ exceptionDetails: { text, lineNumber, url, exception } }) =>
      report('error', `${text} ${exception?.description ?? ''}`.trim(), lineNumber, url ?? ''),
  );
  session.on<{ entry: { level: string; text: string; url?: string; lineNumber?: number } }>(
    'Log.entryAdded',
    ({ entry: { level, text, url, lineNumber } }) => report(level, text, lineNumber ?? 0, url ?? ''),
  );
  session.sendQuietly('Log.enable');
}
