// The serving process's end of the way to the agent. No connection, or one that breaks, is no answer: the check stays due.
import { connect, type Socket } from 'node:net';
import { parseJson } from '#src/base/json.ts';
import type { Answer, Question } from './agent-messages.ts';
import { agentAnswer, longestLine } from './agent-messages.ts';
import { onLines } from './lines.ts';
import type { VerificationAgent } from './ports.ts';

const gone: Answer = { answered: false, failure: 'agent-gone', waitMs: null };

export class AgentClient implements VerificationAgent {
  readonly #socketPath: string;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #socket: Socket | null = null;
  #lastId = 0;

  constructor(socketPath: string) {
    this.#socketPath = socketPath;
  }

  ask(question: Question): Promise<Answer> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#connected().write(`${JSON.stringify({ id, question })}\n`);
    });
  }

  close(): void {
    this.#socket?.destroy();
  }

  #connected(): Socket {
    if (this.#socket !== null) return this.#socket;
    const socket = connect(this.#socketPath);
    this.#socket = socket;
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      if (this.#socket === socket) this.#socket = null;
      for (const [id, resolve] of this.#waiting) {
        this.#waiting.delete(id);
        resolve(gone);
      }
    });
    onLines(socket, longestLine, (line) => {
      const said = agentAnswer.safeParse(parseJson(line));
      if (!said.success) {
        socket.destroy();
        return;
      }
      const { id, answer } = said.data;
      this.#waiting.get(id)?.(answer);
      this.#waiting.delete(id);
    });
    return socket;
  }
}
