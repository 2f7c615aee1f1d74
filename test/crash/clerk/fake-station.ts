// A whole workstation inside this process: real files and the real program, over a clock, timers, a keychain and a line that the test
// holds in its hand.
import { join } from 'node:path';
import { type App, createApp } from '#main/app/create-app.ts';
import type { MachinePorts } from '#main/ports/app-ports.ts';
import type { ServerLink } from '#main/ports/server-link.ts';
import type { EnrolmentOrder } from '#main/ports/worker-messages.ts';
import { FakeKeychain, FakePrinter, FakeTime } from '#main/test-bench/workstation.ts';
import type { Client } from '#src/contract/ipc/define.ts';
import type { Calls } from '#src/contract/ipc/index.ts';
import { randomBytes, randomId, randomNonce } from '#src/node/crypto/random.ts';
import { Clerk } from './clerk.ts';

export class FakeStation {
  readonly dataDir: string;
  readonly keychain = new FakeKeychain();
  readonly time = new FakeTime();
  readonly log: string[] = [];
  readonly #link: ServerLink;
  readonly #fraction: () => number;
  #app: App | null = null;

  constructor(parts: { readonly folder: string; readonly link: ServerLink; readonly fraction?: () => number }) {
    this.dataDir = join(parts.folder, 'data');
    this.#link = parts.link;
    this.#fraction = parts.fraction ?? (() => 0.5);
    this.time.clockMs = Date.now();
  }

  get app(): App {
    if (this.#app === null) throw new Error('not started');
    return this.#app;
  }

  get isRunning(): boolean {
    return this.#app !== null;
  }

  /** The calls with the contract's types. */
  get api(): Client<Calls> {
    const call = (name: string) => (input: unknown) => this.app.call(name, input);
    return new Proxy({}, { get: (_target, name) => call(String(name)) }) as Client<Calls>;
  }

  async start(enrol?: EnrolmentOrder): Promise<void> {
    const options = { dataDir: this.dataDir, appVersion: '0.0.0', isEvaluation: false };
    this.#app = createApp(enrol === undefined ? options : { ...options, enrol }, this.#machine());
    await this.#app.start();
  }

  async close(): Promise<void> {
    const app = this.#app;
    this.#app = null;
    await app?.close();
  }

  clerk(...parameters: ConstructorParameters<typeof Clerk> extends [unknown, ...infer R] ? R : never): Clerk {
    return new Clerk(this.api, ...parameters);
  }

  #machine(): MachinePorts {
    return {
      ...this.time.ports(),
      random: { bytes: randomBytes, id: randomId, nonce: randomNonce, fraction: this.#fraction },
      keyStore: this.keychain,
      disk: { freeMebibytes: () => 100_000 },
      serverLink: this.#link,
      printer: new FakePrinter(),
      media: { choosePlace: async () => null },
      systemProxy: { find: async () => null },
      camera: { allow: async () => undefined },
      readerAt: () => ({ read: async () => ({ ok: false, error: 'unreachable' }) }),
      readerOrder: null,
      log: {
        write: (event, detail) => void this.log.push(JSON.stringify({ event, ...detail })),
        tail: () => this.log.join('\n'),
      },
    };
  }
}
