// The agent's end: it keeps nothing, and what it opens exists while an act is answered. It listens on a socket that its own account
// alone may open.
import { chmodSync, lstatSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { parseJson } from '#src/base/json.ts';
import { Stop } from '../stop.ts';
import type { ActHandler } from './act.ts';
import { hereHandler } from './here-act.ts';
import { onLines } from './lines.ts';
import { agentQuestion, longestLine } from './messages.ts';

/** Told by its kind only: its message could quote values. */
export type OnFailure = (act: string, kind: string) => void;

/** Nothing but a socket: a path that was mistyped may name a key. @throws Stop agent/socket-refused */
function removeSocket(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isSocket()) throw new Stop('agent/socket-refused', `${path} is there already and no socket.`);
  rmSync(path, { force: true });
}

/** Listens until it is closed. A question that cannot be read ends its connection. @throws Stop agent/socket-refused */
export async function listenForActs(handlers: readonly ActHandler[], socketPath: string, onFailure: OnFailure): Promise<Server> {
  const byName = new Map([hereHandler, ...handlers].map((handler) => [handler.act.name, handler]));
  const answer = async (act: string, input: unknown): Promise<object | undefined> => {
    try {
      return await byName.get(act)?.answer(input);
    } catch (error) {
      onFailure(act, error instanceof Error ? error.name : typeof error);
      return undefined;
    }
  };
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    onLines(socket, longestLine, (line) => {
      const asked = agentQuestion.safeParse(parseJson(line));
      if (!asked.success) {
        socket.destroy();
        return;
      }
      const { id, act, input } = asked.data;
      void answer(act, input).then((output) => {
        if (socket.writable) socket.write(`${JSON.stringify({ id, output })}\n`);
      });
    });
  });
  // A socket that a killed agent left behind answers nobody; the data directory's lock decides who may take its place.
  if (process.platform !== 'win32') removeSocket(socketPath);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new Stop('agent/socket-refused', `The agent cannot listen at ${socketPath}.`, error)));
    server.listen(socketPath, resolve);
  });
  if (process.platform !== 'win32') chmodSync(socketPath, 0o600);
  return server;
}
