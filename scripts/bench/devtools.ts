// A small client of the DevTools protocol over a WebSocket: the bench starts browsers itself, because a test driver's own set-up
// would be measured with them.

export class DevTools {
  readonly #socket: WebSocket;
  readonly #pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  #lastId = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#receive(String(data)));
    socket.addEventListener('close', () => {
      for (const { reject } of this.#pending.values()) reject(new Error('the browser has gone'));
      this.#pending.clear();
    });
  }

  static async connect(url: string): Promise<DevTools> {
    const socket = new WebSocket(url);
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve());
      socket.addEventListener('error', () => reject(new Error(`no DevTools at ${url}`)));
    });
    return new DevTools(socket);
  }

  send<Result>(method: string, params: object = {}, sessionId?: string): Promise<Result> {
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = new Promise<Result>((resolve, reject) => this.#pending.set(id, { resolve: resolve as never, reject }));
    this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    return answer;
  }

  close(): void {
    this.#socket.close();
  }

  #receive(text: string): void {
    const message = JSON.parse(text) as { id?: number; result?: unknown; error?: { message: string } };
    const pending = this.#pending.get(message.id ?? 0);
    this.#pending.delete(message.id ?? 0);
    if (message.error === undefined) pending?.resolve(message.result);
    else pending?.reject(new Error(message.error.message));
  }
}

interface Target {
  readonly targetId: string;
  readonly type: string;
  readonly url: string;
}

/** One page of a browser. */
export class DevToolsPage {
  readonly #devTools: DevTools;
  readonly #sessionId: string;

  private constructor(devTools: DevTools, sessionId: string) {
    this.#devTools = devTools;
    this.#sessionId = sessionId;
  }

  /** Waits for a page whose address begins so, and attaches to it. */
  static async find(devTools: DevTools, urlStart: string): Promise<DevToolsPage> {
    for (;;) {
      const { targetInfos } = await devTools.send<{ targetInfos: readonly Target[] }>('Target.getTargets');
      const found = targetInfos.find(({ type, url }) => type === 'page' && url.startsWith(urlStart));
      if (found !== undefined) {
        const { targetId } = found;
        const { sessionId } = await devTools.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
        return new DevToolsPage(devTools, sessionId);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  send<Result>(method: string, params: object = {}): Promise<Result> {
    return this.#devTools.send<Result>(method, params, this.#sessionId);
  }

  /** Evaluates an expression, waits for its promise. */
  async evaluate<Value>(expression: string): Promise<Value> {
    const answer = await this.send<{ result: { value: Value }; exceptionDetails?: { text: string } }>('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (answer.exceptionDetails !== undefined) throw new Error(answer.exceptionDetails.text);
    return answer.result.value;
  }
}
