// Messages between the main process and one page's preload. The sender of a message is the frame of the script
// context that sent it; calls from any other world are ignored.
import type { CdpSession } from '../chromium/cdp-connection.ts';
import { createCodec } from '../wire/codec.ts';
import { electronEvent } from './api-emitter.ts';
import { failLoudly } from './fail-loudly.ts';
import type { FrameTree } from './frames.ts';
import type { IpcMain } from './ipc-main.ts';
import type { PageSecrets } from './page-target.ts';
import { refuseUnknown } from './refuse-unknown.ts';

const codec = createCodec({
  toText: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
  fromText: (text) => new Uint8Array(Buffer.from(text, 'base64')),
});

/** What a page can report besides messages. */
export interface PageReports {
  openWindow(url: string, frameName: string, features: string, disposition: string): void;
  keyPressed(input: object): void;
  copied(text: string): void;
  preloadFailed(stack: string): void;
  /** Resolves with the decision. */
  askPermission(permission: string, mediaTypes: readonly string[], frameId: string): Promise<boolean>;
}

/** What a page's isolated world sends over the binding. */
type PageMessage =
  | readonly ['send', channel: string, packed: string]
  | readonly ['invoke', channel: string, packed: string, id: number]
  | readonly ['permission', permission: string, mediaTypes: readonly string[], id: number]
  | readonly ['open', url: string, frameName: string, features: string, disposition: string]
  | readonly ['input', input: object]
  | readonly ['copied', text: string]
  | readonly ['preload-error', stack: string];

/** Encodes arguments for a page. Throws Electron's message when they cannot be cloned. */
export function packArguments(values: readonly unknown[]): string {
  let plain: unknown;
  try {
    plain = structuredClone(values);
  } catch {
    throw new Error('Failed to serialize arguments');
  }
  return codec.encode(plain);
}

export class RendererIpc {
  readonly #session: CdpSession;
  readonly #frames: FrameTree;
  readonly #secrets: PageSecrets;
  readonly #ipcMain: IpcMain;
  readonly #webContents: object;
  readonly #reports: PageReports;

  constructor(
    session: CdpSession,
    frames: FrameTree,
    secrets: PageSecrets,
    ipcMain: IpcMain,
    webContents: object,
    reports: PageReports,
  ) {
    this.#session = session;
    this.#frames = frames;
    this.#secrets = secrets;
    this.#ipcMain = ipcMain;
    this.#webContents = webContents;
    this.#reports = reports;
    session.on<{ name: string; payload: string; executionContextId: number }>('Runtime.bindingCalled', (call) => {
      if (call.name !== secrets.binding) return;
      const context = this.#frames.isolatedContext(call.executionContextId);
      if (context) this.#receive(JSON.parse(call.payload) as PageMessage, context).catch(failLoudly);
    });
  }

  /** Sends packed arguments to a frame's preload; nothing happens when the frame has none yet. */
  deliver(frameId: string, channel: string, packed: string): void {
    const context = this.#frames.isolatedContextOf(frameId);
    if (context) this.#call(context.uniqueId, 'event', channel, packed);
  }

  async #receive(message: PageMessage, context: { uniqueId: string; frameId: string }): Promise<void> {
    switch (message[0]) {
      case 'send': {
        const [, channel, packed] = message;
        this.#ipcMain.emit(channel, this.#event(context.frameId), ...(codec.decode(packed) as unknown[]));
        return;
      }
      case 'invoke': {
        const [, channel, packed, id] = message;
        const [outcome, data] = await this.#invoke(channel, packed, context.frameId);
        this.#call(context.uniqueId, outcome, id, data);
        return;
      }
      case 'permission': {
        const [, permission, mediaTypes, id] = message;
        const granted = await this.#reports.askPermission(permission, mediaTypes, context.frameId);
        this.#call(context.uniqueId, 'permission', id, granted ? 'granted' : 'denied');
        return;
      }
      case 'open': {
        const [, url, frameName, features, disposition] = message;
        this.#reports.openWindow(url, frameName, features, disposition);
        return;
      }
      case 'input':
        this.#reports.keyPressed(message[1]);
        return;
      case 'copied':
        this.#reports.copied(message[1]);
        return;
      case 'preload-error':
        this.#reports.preloadFailed(message[1]);
        return;
    }
  }

  async #invoke(channel: string, packed: string, frameId: string): Promise<readonly ['reply' | 'error', string]> {
    const prefix = `Error invoking remote method '${channel}': `;
    const handler = this.#ipcMain.handlerOf(channel);
    if (!handler) return ['error', `${prefix}Error: No handler registered for '${channel}'`];
    try {
      const result = await handler(this.#event(frameId), ...(codec.decode(packed) as unknown[]));
      return ['reply', clonedResult(result)];
    } catch (error) {
      console.error(`Error occurred in handler for '${channel}':`, error);
      return ['error', `${prefix}${error}`];
    }
  }

  #event(frameId: string): Electron.IpcMainInvokeEvent {
    const frame = this.#frames.frame(frameId);
    const event = electronEvent({
      type: 'frame',
      sender: this.#webContents,
      senderFrame: this.#frames.has(frameId) ? frame : null,
      processId: frame.processId,
      frameId: frame.routingId,
      reply: (channel: string, ...values: unknown[]) => frame.send(channel, ...values),
    });
    return refuseUnknown('IpcMainEvent', event) as unknown as Electron.IpcMainInvokeEvent;
  }

  /** A stale context makes the call fail instead of reaching the next document. */
  #call(uniqueContextId: string, kind: string, target: string | number, data: string): void {
    const values = [kind, target, data].map((value) => JSON.stringify(value)).join(', ');
    const expression = `${this.#secrets.receiver}(${values})`;
    this.#session.sendQuietly('Runtime.evaluate', { expression, uniqueContextId, silent: true });
  }
}

function clonedResult(result: unknown): string {
  let plain: unknown;
  try {
    plain = structuredClone(result);
  } catch {
    throw new Error('An object could not be cloned.');
  }
  return codec.encode(plain);
}
