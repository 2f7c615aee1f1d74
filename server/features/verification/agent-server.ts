// The agent: a process of its own, the only one that holds both the private class keys and a way to the sources (R4.2). It keeps
// nothing: a question's values exist while its request is made. It listens on a socket that its own account alone may open.
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { failed } from '#server/kernel/gateways/failure.ts';
import type { Sources } from '#server/kernel/gateways/sources.ts';
import { type ClassKeys, findClassKey } from '#server/kernel/keys/file-key-ring.ts';
import { Stop } from '#server/kernel/stop.ts';
import { parseJson } from '#src/base/json.ts';
import { envelope } from '#src/crypto/envelope.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import { openEnvelopeClass } from '#src/node/crypto/sealing.ts';
import type { Answer, ComparedField, Question } from './agent-messages.ts';
import { agentQuestion, longestLine } from './agent-messages.ts';
import { type ComparedValues, checkSource } from './check-source.ts';
import { onLines } from './lines.ts';
import type { VerificationAgent } from './ports.ts';

interface Keys {
  readonly classKeys: ClassKeys;
}

/** Values of one record that a source compares. @throws Error when a class does not open */
async function openCompared({ envelope: text, fields }: Question, { classKeys }: Keys): Promise<ReadonlyMap<string, string>> {
  const classNames = [...new Set(fields.map(({ className }) => className))];
  const { classes } = envelope.parse(JSON.parse(text));
  const opened = new Map<string, FieldValues>();
  for (const className of classNames) {
    const sealed = classes[className];
    if (sealed === undefined) continue;
    const key = findClassKey(classKeys, className, sealed.keyId);
    if (key === null) throw new Error('no key');
    opened.set(className, await openEnvelopeClass(text, className, key));
  }
  const held = ({ className, field }: ComparedField) => opened.get(className)?.[field];
  return new Map(
    fields.flatMap((one): [string, string][] => {
      const value = held(one);
      return value === undefined ? [] : [[one.meaning, value]];
    }),
  );
}

function comparedValues(opened: ReadonlyMap<string, string>): ComparedValues | null {
  const name = opened.get('name') ?? '';
  const documentNumber = opened.get('document-number') ?? '';
  if (name === '' || documentNumber === '') return null;
  return { name, documentNumber, documentType: opened.get('document-type') ?? null };
}

/** Opens what is sealed and asks the first gateway of the kind. */
export function createAgent(sources: Sources, keys: Keys): VerificationAgent {
  return {
    ask: async (question): Promise<Answer> => {
      const source = checkSource(sources, question.kind);
      if (source === null) return failed('not-configured');
      const opened = await openCompared(question, keys).catch(() => null);
      if (opened === null) return failed('sealed-unreadable');
      const values = comparedValues(opened);
      if (values === null) {
        return { answered: true, source: source.name, reference: null, outcome: 'unanswerable', reason: 'values-missing' };
      }
      return source.ask(question.checkId, values);
    },
  };
}

/** Listens until it is closed. A question that cannot be read ends its connection. @throws Stop agent/socket-in-use */
export async function listenForQuestions(agent: VerificationAgent, socketPath: string): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    onLines(socket, longestLine, (line) => {
      const asked = agentQuestion.safeParse(parseJson(line));
      if (!asked.success) {
        socket.destroy();
        return;
      }
      const { id, question } = asked.data;
      void agent.ask(question).then((answer) => {
        if (socket.writable) socket.write(`${JSON.stringify({ id, answer })}\n`);
      });
    });
  });
  // A socket that a killed agent left behind answers nobody; the data directory's lock decides who may take its place.
  if (process.platform !== 'win32') rmSync(socketPath, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(new Stop('agent/socket-refused', `The agent cannot listen at ${socketPath}.`, error)));
    server.listen(socketPath, resolve);
  });
  if (process.platform !== 'win32') chmodSync(socketPath, 0o600);
  return server;
}
