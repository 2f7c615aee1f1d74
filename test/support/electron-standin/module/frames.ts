// The frames of one page and the script contexts in them, as Chromium reports them. A message's sender is looked up
// here from the context that sent it and never taken from the message itself.
import type { CdpSession } from '../chromium/cdp-connection.ts';
import { refuseUnknownMembers } from './refuse-unknown.ts';
import { originOf, type UrlMap } from './url-map.ts';

/** Name of the preload's world, as in Electron. */
export const ISOLATED_WORLD = 'Electron Isolated Context';

interface ScriptContext {
  readonly uniqueId: string;
  readonly frameId: string;
  readonly isIsolated: boolean;
}

interface ReportedFrame {
  readonly id: string;
  readonly parentId?: string;
  readonly url: string;
  readonly urlFragment?: string;
  readonly name?: string;
}

/** electron.WebFrameMain: one object per frame for as long as the frame lives, so `===` works. */
export class WebFrame {
  readonly frameToken: string;
  readonly #tree: FrameTree;
  readonly #send: (frameId: string, channel: string, values: unknown[]) => void;

  constructor(frameId: string, tree: FrameTree, send: (frameId: string, channel: string, values: unknown[]) => void) {
    this.frameToken = frameId;
    this.#tree = tree;
    this.#send = send;
  }

  get url(): string {
    return this.#tree.urlOf(this.frameToken);
  }
  get origin(): string {
    return originOf(this.url);
  }
  get name(): string {
    return this.#tree.reported(this.frameToken)?.name ?? '';
  }
  get top(): WebFrame | null {
    return this.#tree.mainFrame;
  }
  get parent(): WebFrame | null {
    const parentId = this.#tree.reported(this.frameToken)?.parentId;
    return parentId === undefined ? null : this.#tree.frame(parentId);
  }
  get processId(): number {
    return 1;
  }
  get routingId(): number {
    return 1;
  }
  get frameTreeNodeId(): number {
    return this.#tree.numberOf(this.frameToken);
  }
  get detached(): boolean {
    return !this.#tree.has(this.frameToken);
  }
  isDestroyed(): boolean {
    return !this.#tree.has(this.frameToken);
  }
  send(channel: string, ...values: unknown[]): void {
    this.#send(this.frameToken, channel, values);
  }
}

refuseUnknownMembers('WebFrameMain', WebFrame);

export class FrameTree {
  readonly #urls: UrlMap;
  readonly #reported = new Map<string, ReportedFrame>();
  readonly #frames = new Map<string, WebFrame>();
  readonly #contexts = new Map<number, ScriptContext>();
  readonly #numbers = new Map<string, number>();
  readonly #send: (frameId: string, channel: string, values: unknown[]) => void;
  #mainId = '';

  constructor(urls: UrlMap, send: (frameId: string, channel: string, values: unknown[]) => void) {
    this.#urls = urls;
    this.#send = send;
  }

  /** Follows a page from its first moment. `mainId` is the target's id, which is also its main frame's. */
  attach(session: CdpSession, mainId: string): void {
    this.#mainId = mainId;
    this.#reported.set(mainId, { id: mainId, url: 'about:blank' });
    session.on<{ frame: ReportedFrame }>('Page.frameNavigated', ({ frame }) => {
      this.#reported.set(frame.id, { ...frame, url: frame.url + (frame.urlFragment ?? '') });
      if (frame.parentId === undefined) this.#mainId = frame.id;
    });
    session.on<{ frameId: string; url: string }>('Page.navigatedWithinDocument', ({ frameId, url }) => {
      const known = this.#reported.get(frameId);
      if (known) this.#reported.set(frameId, { ...known, url });
    });
    session.on<{ frameId: string }>('Page.frameDetached', ({ frameId }) => {
      this.#reported.delete(frameId);
      this.#frames.delete(frameId);
    });
    session.on<{
      context: { id: number; uniqueId: string; name: string; auxData?: { frameId: string; type: string } };
    }>('Runtime.executionContextCreated', ({ context }) => {
      const isIsolated = context.name === ISOLATED_WORLD && context.auxData?.type === 'isolated';
      const frameId = context.auxData?.frameId ?? '';
      this.#contexts.set(context.id, { uniqueId: context.uniqueId, frameId, isIsolated });
    });
    session.on<{ executionContextId: number }>('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      this.#contexts.delete(executionContextId);
    });
    session.on('Runtime.executionContextsCleared', () => this.#contexts.clear());
  }

  get mainId(): string {
    return this.#mainId;
  }
  get mainFrame(): WebFrame {
    return this.frame(this.#mainId);
  }

  frame(frameId: string): WebFrame {
    const known = this.#frames.get(frameId);
    if (known) return known;
    const frame = new WebFrame(frameId, this, this.#send);
    this.#frames.set(frameId, frame);
    return frame;
  }

  has(frameId: string): boolean {
    return this.#reported.has(frameId);
  }
  reported(frameId: string): ReportedFrame | undefined {
    return this.#reported.get(frameId);
  }

  /** The frame's address in the app's form. */
  urlOf(frameId: string): string {
    const url = this.#reported.get(frameId)?.url ?? '';
    return url === 'about:blank' && frameId === this.#mainId ? '' : this.#urls.fromBrowser(url);
  }

  numberOf(frameId: string): number {
    const known = this.#numbers.get(frameId) ?? this.#numbers.size + 1;
    this.#numbers.set(frameId, known);
    return known;
  }

  /** The preload's context of a frame, for messages to it. */
  isolatedContextOf(frameId: string): ScriptContext | undefined {
    return [...this.#contexts.values()].find((context) => context.isIsolated && context.frameId === frameId);
  }

  /** The context that called the binding; undefined unless it is a preload's. */
  isolatedContext(executionContextId: number): ScriptContext | undefined {
    const context = this.#contexts.get(executionContextId);
    return context?.isIsolated ? context : undefined;
  }
}
