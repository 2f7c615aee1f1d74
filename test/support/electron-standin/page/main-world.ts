// Runs in the main world of every top-level document before any page script. Adds only what Electron adds: the APIs
// the preload exposes. window.open and the permission-guarded functions keep their names and ask the main process.
import { isForeignDocument } from './page-script.ts';
import { openWorldBridge, worldBridgeFunctions } from './world-bridge.ts';

/** What the isolated world offers to this world. */
interface MainWorldHooks {
  open(url: string, frameName: string, features: string): void;
  /** Resolves with the decision once the browser knows it. */
  askPermission(permission: string, mediaTypes: readonly string[]): Promise<boolean>;
}

/** Freezes an exposed API through and through, as contextBridge does. */
function deepFreeze(value: unknown, done: Set<unknown>): void {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return;
  if (ArrayBuffer.isView(value) || done.has(value)) return;
  done.add(value);
  for (const name of Object.getOwnPropertyNames(value)) deepFreeze(Reflect.get(value, name), done);
  Object.freeze(value);
}

function exposeApi(key: string, api: unknown): void {
  if (key in window) throw new Error('Cannot bind an API on top of an existing property on the window object');
  deepFreeze(api, new Set());
  Object.defineProperty(window, key, { value: api, enumerable: true, writable: false, configurable: false });
}

/** Puts `ask` before a native function that returns a promise. */
function guardAsync(owner: object | undefined, name: string, ask: (values: readonly unknown[]) => Promise<unknown>): void {
  const native: unknown = owner && Reflect.get(owner, name);
  if (!owner || typeof native !== 'function') return;
  const { apply } = Reflect;
  const guarded = {
    async [name](this: unknown, ...values: unknown[]) {
      await ask(values);
      return apply(native, this, values);
    },
  }[name];
  Object.defineProperty(owner, name, { value: guarded, writable: true, configurable: true, enumerable: true });
}

/** Puts `ask` before a native function that answers through callbacks. */
function guardCallback(owner: object | undefined, name: string, ask: () => Promise<unknown>): void {
  const native: unknown = owner && Reflect.get(owner, name);
  if (!owner || typeof native !== 'function') return;
  const { apply } = Reflect;
  const guarded = {
    [name](this: unknown, ...values: unknown[]) {
      const run = (): unknown => apply(native, this, values);
      ask().then(run, run);
    },
  }[name];
  Object.defineProperty(owner, name, { value: guarded, writable: true, configurable: true, enumerable: true });
}

function guardPermissions(ask: MainWorldHooks['askPermission']): void {
  const wanted = (constraints: unknown): readonly string[] => {
    const given = (constraints ?? {}) as { readonly video?: unknown; readonly audio?: unknown };
    return [...(given.video ? ['video'] : []), ...(given.audio ? ['audio'] : [])];
  };
  guardAsync(globalThis.MediaDevices?.prototype, 'getUserMedia', async ([constraints]) => {
    if (!(await ask('media', wanted(constraints)))) throw new DOMException('Permission denied', 'NotAllowedError');
  });
  guardAsync(globalThis.Clipboard?.prototype, 'readText', () => ask('clipboard-read', []));
  guardAsync(globalThis.Clipboard?.prototype, 'read', () => ask('clipboard-read', []));
  guardAsync(globalThis.Notification, 'requestPermission', () => ask('notifications', []));
  guardCallback(globalThis.Geolocation?.prototype, 'getCurrentPosition', () => ask('geolocation', []));
}

/** Entry point. `nonce` pairs this script with the isolated world's. */
export function runMainWorld(config: { readonly nonce: string }): void {
  if (isForeignDocument()) return;
  const bridge = openWorldBridge('main', config.nonce);
  const baseOf = Object.getOwnPropertyDescriptor(Node.prototype, 'baseURI')?.get;
  const { apply } = Reflect;
  const toUrl = URL;
  bridge.handle((name, value) => {
    if (name === 'expose') {
      const { key, api } = value as { key: string; api: unknown };
      exposeApi(key, api);
      return;
    }
    const hooks = value as MainWorldHooks;
    const open = (url: unknown = '', frameName: unknown = '', features: unknown = ''): null => {
      const base = baseOf ? String(apply(baseOf, document, [])) : location.href;
      hooks.open(String(new toUrl(String(url) || 'about:blank', base)), String(frameName), String(features));
      return null;
    };
    Object.defineProperty(window, 'open', { value: open, writable: true, configurable: true, enumerable: true });
    guardPermissions(hooks.askPermission);
  });
}

/** Everything `runMainWorld` needs, for injection into a page. */
export const mainWorldFunctions = [
  isForeignDocument,
  ...worldBridgeFunctions,
  deepFreeze,
  exposeApi,
  guardAsync,
  guardCallback,
  guardPermissions,
  runMainWorld,
];
