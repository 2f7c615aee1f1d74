// Runs in the isolated world of every top-level document: the preload's home. Gives the preload what a sandboxed
// preload has (a `require` of four modules, ipcRenderer, contextBridge) and nothing else, so that a preload that
// would fail in Electron's sandbox fails here. Talks to the main process through one binding that only this world has.
import { type Codec, codecFunctions, createCodec } from '../wire/codec.ts';
import { isForeignDocument } from './page-script.ts';
import { openWorldBridge, worldBridgeFunctions } from './world-bridge.ts';

export interface IsolatedWorldConfig {
  readonly nonce: string;
  /** Name of the binding that calls the main process. */
  readonly binding: string;
  /** Name of the function the main process calls. */
  readonly receiver: string;
  readonly preloadPath: string;
  /** The preload's `process`, without functions. */
  readonly process: Readonly<Record<string, unknown>>;
}

type AnyFunction = (...values: unknown[]) => unknown;
type Preload = (require: (id: string) => unknown, process: object, ...rest: unknown[]) => void;
type Post = (kind: string, ...rest: unknown[]) => void;

/** The part of Node's EventEmitter that preloads use. */
class PageEmitter {
  readonly #listeners = new Map<string, { readonly listener: AnyFunction; readonly once: boolean }[]>();

  #add(event: string, listener: AnyFunction, once: boolean): this {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), { listener, once }]);
    return this;
  }
  on(event: string, listener: AnyFunction): this {
    return this.#add(event, listener, false);
  }
  addListener(event: string, listener: AnyFunction): this {
    return this.#add(event, listener, false);
  }
  once(event: string, listener: AnyFunction): this {
    return this.#add(event, listener, true);
  }
  removeListener(event: string, listener: AnyFunction): this {
    const all = [...(this.#listeners.get(event) ?? [])];
    const index = all.findLastIndex((entry) => entry.listener === listener);
    if (index >= 0) all.splice(index, 1);
    this.#listeners.set(event, all);
    return this;
  }
  off(event: string, listener: AnyFunction): this {
    return this.removeListener(event, listener);
  }
  removeAllListeners(event?: string): this {
    if (event === undefined) this.#listeners.clear();
    else this.#listeners.delete(event);
    return this;
  }
  listenerCount(event: string): number {
    return this.#listeners.get(event)?.length ?? 0;
  }
  emit(event: string, ...values: unknown[]): boolean {
    const all = this.#listeners.get(event) ?? [];
    for (const { listener, once } of all) {
      if (once) this.removeListener(event, listener);
      listener.apply(this, values);
    }
    return all.length > 0;
  }
}

/** Throws on reading what the object lacks, naming the API. */
function refusing<Api extends object>(name: string, api: Api): Api {
  return new Proxy(api, {
    get: (target, key) => {
      if (typeof key === 'symbol' || key in target || key === 'then' || key === 'toJSON' || key === '__esModule') {
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'function' && target instanceof PageEmitter ? value.bind(target) : value;
      }
      throw new Error(`The Electron stand-in does not implement ${name}.${key}`);
    },
  });
}

function pageCodec(): Codec {
  return createCodec({
    toText: (bytes) => {
      let text = '';
      for (const byte of bytes) text += String.fromCharCode(byte);
      return btoa(text);
    },
    fromText: (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)),
  });
}

/** ipcRenderer, and the function that takes what the main process sends. */
function createIpcRenderer(post: Post, codec: Codec) {
  const emitter = new PageEmitter();
  const waiting = new Map<number, readonly [(value: unknown) => void, (error: Error) => void]>();
  let lastCall = 0;
  const pack = (values: unknown[]): string => {
    let plain: unknown;
    try {
      plain = structuredClone(values);
    } catch {
      throw new Error('An object could not be cloned.');
    }
    return codec.encode(plain);
  };
  const ipcRenderer = Object.assign(emitter, {
    send: (channel: string, ...values: unknown[]): void => post('send', channel, pack(values)),
    invoke: async (channel: string, ...values: unknown[]): Promise<unknown> => {
      const packed = pack(values);
      lastCall += 1;
      const id = lastCall;
      return new Promise((resolve, reject) => {
        waiting.set(id, [resolve, reject]);
        post('invoke', channel, packed, id);
      });
    },
  });
  const receive = (kind: string, target: string | number, data: string): void => {
    if (kind === 'event') {
      emitter.emit(String(target), { sender: ipcRenderer, ports: [] }, ...(codec.decode(data) as unknown[]));
      return;
    }
    const call = waiting.get(Number(target));
    waiting.delete(Number(target));
    if (kind === 'reply') call?.[0](codec.decode(data));
    else call?.[1](new Error(data));
  };
  return { ipcRenderer, receive };
}

/** Where a click on a link leads, if it is another window. */
function newWindowDisposition(event: MouseEvent, link: HTMLAnchorElement): string | undefined {
  if (event.ctrlKey || event.metaKey || event.button === 1) return 'background-tab';
  if (event.shiftKey) return 'new-window';
  return ['', '_self', '_top', '_parent'].includes(link.target) ? undefined : 'foreground-tab';
}

/** Clicks that would open another window are reported instead, unless the page has handled them. */
function reportWindowOpeningLinks(open: (url: string, frameName: string, disposition: string) => void): void {
  const listener = (event: MouseEvent): void => {
    if (event.defaultPrevented || (event.type === 'auxclick' && event.button !== 1)) return;
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement && node.href !== '');
    if (!(link instanceof HTMLAnchorElement)) return;
    const disposition = newWindowDisposition(event, link);
    if (disposition === undefined) return;
    event.preventDefault();
    open(link.href, link.target, disposition);
  };
  addEventListener('click', listener);
  addEventListener('auxclick', listener);
}

/** Key presses as Electron's `before-input-event` describes them. */
function reportKeys(post: Post): void {
  const listener = (event: KeyboardEvent): void => {
    const { key, code, repeat, isComposing, location: place, shiftKey, ctrlKey, altKey, metaKey } = event;
    const type = event.type === 'keydown' ? 'keyDown' : 'keyUp';
    const modifiers = { shift: shiftKey, control: ctrlKey, alt: altKey, meta: metaKey };
    post('input', { type, key, code, isAutoRepeat: repeat, isComposing, location: place, modifiers: [], ...modifiers });
  };
  addEventListener('keydown', listener, true);
  addEventListener('keyup', listener, true);
}

/** What a copy takes from the page, as the system's clipboard would get it. */
function reportCopies(post: Post): void {
  const listener = (): void => {
    const text = getSelection()?.toString() ?? '';
    if (text !== '') post('copied', text);
  };
  addEventListener('copy', listener, true);
  addEventListener('cut', listener, true);
}

function sandboxedRequire(electron: object): (id: string) => unknown {
  const setImmediate = (run: () => void): unknown => setTimeout(run, 0);
  const modules: Record<string, unknown> = {
    electron,
    'electron/renderer': electron,
    'electron/common': electron,
    events: Object.assign(PageEmitter, { EventEmitter: PageEmitter }),
    timers: { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate: clearTimeout },
    url: { URL, URLSearchParams },
  };
  return (id) => {
    const name = id.replace(/^node:/, '');
    if (!Object.hasOwn(modules, name)) throw new Error(`module not found: ${id}`);
    return modules[name];
  };
}

/** Permission questions of the main world, answered by the main process. */
function createPermissionQueue(post: Post) {
  const waiting = new Map<number, (granted: boolean) => void>();
  let last = 0;
  return {
    ask: (permission: string, mediaTypes: readonly string[]): Promise<boolean> =>
      new Promise((resolve) => {
        last += 1;
        waiting.set(last, resolve);
        post('permission', permission, mediaTypes, last);
      }),
    decided: (id: number, granted: boolean): void => {
      waiting.get(id)?.(granted);
      waiting.delete(id);
    },
  };
}

/** Entry point; `preload` is the preload's source wrapped in a function, or null. */
export function runIsolatedWorld(config: IsolatedWorldConfig, preload: Preload | null): void {
  const native = Reflect.get(globalThis, config.binding) as (text: string) => void;
  Reflect.deleteProperty(globalThis, config.binding);
  if (isForeignDocument()) return;
  const post: Post = (kind, ...rest) => native(JSON.stringify([kind, ...rest]));
  const bridge = openWorldBridge('isolated', config.nonce);
  const permissions = createPermissionQueue(post);
  const { ipcRenderer, receive } = createIpcRenderer(post, pageCodec());
  Object.defineProperty(globalThis, config.receiver, {
    value: (kind: string, target: string | number, data: string) => {
      if (kind === 'permission') permissions.decided(Number(target), data === 'granted');
      else receive(kind, target, data);
    },
  });
  const open = (url: string, frameName: string, features: string): void =>
    post('open', url, frameName, features, features === '' ? 'foreground-tab' : 'new-window');
  bridge.command('hooks', { open, askPermission: permissions.ask });
  reportWindowOpeningLinks((url, frameName, disposition) => post('open', url, frameName, '', disposition));
  reportKeys(post);
  reportCopies(post);
  if (!preload) return;
  const contextBridge = refusing('contextBridge', {
    exposeInMainWorld: (key: string, api: unknown): void => {
      bridge.command('expose', { key, api });
    },
  });
  const electron = refusing('electron', { ipcRenderer: refusing('ipcRenderer', ipcRenderer), contextBridge });
  const preloadProcess = refusing('process', Object.assign(new PageEmitter(), config.process));
  const module = { exports: {} };
  try {
    preload(sandboxedRequire(electron), preloadProcess, undefined, module, module.exports, globalThis);
  } catch (error) {
    console.error(`Unable to load preload script: ${config.preloadPath}`);
    console.error(error);
    post('preload-error', error instanceof Error ? `${error.stack}` : String(error));
  }
}

/** Everything `runIsolatedWorld` needs, for injection into a page. */
export const isolatedWorldFunctions = [
  isForeignDocument,
  ...codecFunctions,
  ...worldBridgeFunctions,
  PageEmitter,
  refusing,
  pageCodec,
  createIpcRenderer,
  newWindowDisposition,
  reportWindowOpeningLinks,
  reportKeys,
  reportCopies,
  sandboxedRequire,
  createPermissionQueue,
  runIsolatedWorld,
];
