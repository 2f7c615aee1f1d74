// The serving process's end of the way to the agent. No connection, one that breaks, or silence is no answer: what was asked stays due.
import { connect, type Socket } from 'node:net';
import { parseJson } from '#src/base/json.ts';
import { type Agent, agentGone } from './act.ts';
import { onLines } from './lines.ts';
import { agentAnswer, longestLine } from './messages.ts';

/** Stands for every way of having no answer. */
const nothing = undefined;

export class AgentClient implements Agent {
  readonly #socketPath: string;
  readonly #waiting = new Map<number, (output: unknown) => void>();
  #socket: Socket | null = null;
  #lastId = 0;

  constructor(socketPath: string) {
    this.#socketPath = socketPath;
  }

  readonly ask: Agent['ask'] = async (act, input) => {
    this.#lastId += 1;
    const id = this.#lastId;
    const output = await new Promise<unknown>((resolve) => {
      const timer = setTimeout(() => this.#settle(id, nothing), act.patienceMs);
      this.#waiting.set(id, (said) => {
        clearTimeout(timer);
        resolve(said);
      });
      this.#connected().write(`${JSON.stringify({ id, act: act.name, input })}\n`);
    });
    const read = act.output.safeParse(output);
    return read.success ? read.data : agentGone;
  };

  close(): void {
    this.#socket?.destroy();
  }

  #settle(id: number, output: unknown): void {
    this.#waiting.get(id)?.(output);
    this.#waiting.delete(id);
  }

  #connected(): Socket {
    if (this.#socket !== null) return this.#socket;
    const socket = connect(this.#socketPath);
    this.#socket = socket;
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      if (this.#socket === socket) this.#socket = null;
      for (const id of this.#waiting.keys()) this.#settle(id, nothing);
    });
    onLines(socket, longestLine, (line) => {
      const said = agentAnswer.safeParse(parseJson(line));
      if (said.success) this.#settle(said.data.id, said.data.output);
      else socket.destroy();
    });
    return socket;
  }
}
