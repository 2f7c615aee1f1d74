// The synchronous bridge between a page's main world and the preload's isolated world. Runs in both (injected).
// Both worlds share the DOM but no objects: a detached element, handed over once by a nonce-named event, carries
// CustomEvents whose `detail` Blink clones into the reading world; nested dispatch gives a return value.
// Copy rules follow Electron's contextBridge: functions and promises are proxied, errors keep their message only,
// plain objects keep their own enumerable string keys, everything else must be cloneable.
// What the page could have replaced is captured before any page script runs.

/** A value on its way. `object` carries an id so that a cycle can refer back to it. */
type Crossing =
  | readonly ['value', unknown]
  | readonly ['error', string]
  | readonly ['function' | 'promise' | 'seen', string]
  | readonly ['array', readonly Crossing[]]
  | readonly ['object', string, readonly (readonly [string, Crossing])[]];

type AnyFunction = (...values: unknown[]) => unknown;
type Settle = readonly [resolve: (value: unknown) => void, reject: (error: unknown) => void];

export interface WorldBridge {
  /** Calls the other side's command handler and returns its answer; throws its error. */
  command(name: string, value: unknown): unknown;
  /** Sets this side's command handler. */
  handle(handler: (name: string, value: unknown) => unknown): void;
}

interface BridgeEnd {
  readonly natives: ReturnType<typeof captureNatives>;
  readonly functions: Record<string, AnyFunction>;
  readonly promises: Record<string, Settle>;
  nextId(): string;
  fire(kind: string, detail: unknown): void;
  request(kind: string, detail: unknown): unknown;
}

function captureNatives() {
  const getter = (prototype: object, name: string): (() => unknown) =>
    Object.getOwnPropertyDescriptor(prototype, name)?.get ?? (() => undefined);
  return {
    apply: Reflect.apply,
    define: Object.defineProperty,
    freeze: Object.freeze,
    keys: Object.keys,
    names: Object.getOwnPropertyNames,
    tag: Object.prototype.toString,
    isArray: Array.isArray,
    isView: ArrayBuffer.isView,
    clone: structuredClone,
    dispatch: EventTarget.prototype.dispatchEvent,
    listen: EventTarget.prototype.addEventListener,
    unlisten: EventTarget.prototype.removeEventListener,
    stop: Event.prototype.stopImmediatePropagation,
    detail: getter(CustomEvent.prototype, 'detail'),
    related: getter(MouseEvent.prototype, 'relatedTarget'),
    follow: Promise.prototype.then,
    CustomEvent,
    Error,
    Promise,
    TypeError,
  };
}

/** Tags whose objects are cloned as a whole; other objects are copied key by key, as Electron does. */
function isCloned(tag: string, isView: boolean): boolean {
  const cloned =
    'Date RegExp Map Set ArrayBuffer SharedArrayBuffer Boolean Number String BigInt Symbol WeakMap WeakSet Blob File';
  return isView || ` ${cloned} `.includes(` ${tag.slice(8, -1)} `);
}

function encodeCrossing(end: BridgeEnd, value: unknown, seen: WeakMap<object, string>, depth: number): Crossing {
  const { natives } = end;
  if (depth >= 1000) {
    throw new natives.TypeError(
      'Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.',
    );
  }
  if (typeof value === 'symbol') throw new natives.Error('The Electron stand-in cannot pass a symbol over the context bridge');
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return ['value', value];
  const known = seen.get(value);
  if (known !== undefined) return ['seen', known];
  if (typeof value === 'function') {
    const id = end.nextId();
    end.functions[id] = value as AnyFunction;
    return ['function', id];
  }
  if (value instanceof natives.Promise) return ['promise', sendPromise(end, value)];
  if (value instanceof natives.Error) return ['error', `${value.message}`];
  return encodeObjectCrossing(end, value, seen, depth);
}

function encodeObjectCrossing(end: BridgeEnd, value: object, seen: WeakMap<object, string>, depth: number): Crossing {
  const { natives } = end;
  if (natives.isArray(value)) {
    const items: Crossing[] = [];
    for (let i = 0; i < value.length; i += 1) items[i] = encodeCrossing(end, value[i], seen, depth + 1);
    return ['array', items];
  }
  const tag = natives.apply(natives.tag, value, []) as string;
  if (value instanceof Node) throw new natives.Error('The Electron stand-in cannot pass an element over the context bridge');
  if (isCloned(tag, natives.isView(value))) {
    try {
      natives.apply(natives.clone, undefined, [value]);
    } catch {
      throw new natives.Error('An object could not be cloned.');
    }
    return ['value', value];
  }
  const id = end.nextId();
  seen.set(value, id);
  const entries: (readonly [string, Crossing])[] = [];
  const keys = natives.keys(value);
  for (let i = 0; i < keys.length; i += 1) {
    const key = keys[i] ?? '';
    entries[i] = [key, encodeCrossing(end, Reflect.get(value, key), seen, depth + 1)];
  }
  return ['object', id, entries];
}

/** Follows a promise of this side; the other side holds a promise with the same id. */
function sendPromise(end: BridgeEnd, promise: object): string {
  const { natives } = end;
  const id = end.nextId();
  const settle = (fulfilled: boolean, value: unknown): void => {
    let crossing: Crossing;
    let ok = fulfilled;
    try {
      crossing = encodeCrossing(end, value, new WeakMap(), 0);
    } catch (error) {
      ok = false;
      crossing = ['error', error instanceof natives.Error ? error.message : ''];
    }
    end.fire('settle', [id, ok, crossing]);
  };
  natives.apply(natives.follow, promise, [(v: unknown) => settle(true, v), (e: unknown) => settle(false, e)]);
  return id;
}

function decodeCrossing(end: BridgeEnd, crossing: Crossing, made: Record<string, object>): unknown {
  const { natives } = end;
  switch (crossing[0]) {
    case 'value':
      return crossing[1];
    case 'error':
      return new natives.Error(crossing[1]);
    case 'seen':
      return made[crossing[1]];
    case 'function': {
      const id = crossing[1];
      return (...values: unknown[]) => end.request('call', [id, encodeCrossing(end, values, new WeakMap(), 0)]);
    }
    case 'promise': {
      const id = crossing[1];
      return new natives.Promise((resolve, reject) => {
        end.promises[id] = [resolve, reject];
      });
    }
    case 'array': {
      const items: unknown[] = [];
      for (let i = 0; i < crossing[1].length; i += 1) items[i] = decodeCrossing(end, crossing[1][i] as Crossing, made);
      return items;
    }
    case 'object': {
      const object = {};
      made[crossing[1]] = object;
      for (let i = 0; i < crossing[2].length; i += 1) {
        const [key, child] = crossing[2][i] as readonly [string, Crossing];
        const value = decodeCrossing(end, child, made);
        natives.define(object, key, { value, enumerable: true, configurable: true, writable: true });
      }
      return object;
    }
  }
}

/** Runs `work` and sends what it returned or the message of what it threw. */
function answer(end: BridgeEnd, work: () => unknown): void {
  const { natives } = end;
  let reply: readonly [boolean, Crossing];
  try {
    reply = [true, encodeCrossing(end, work(), new WeakMap(), 0)];
  } catch (error) {
    const message = error !== null && typeof error === 'object' ? Reflect.get(error, 'message') : undefined;
    const unknown =
      'An unknown exception occurred in the isolated context, an error occurred but a valid exception was not thrown.';
    reply = [false, ['error', typeof message === 'string' ? message : unknown]];
  }
  end.fire('reply', natives.freeze(reply));
}

/** Connects this world to the other. Both sides must call it with the same nonce, 'main' first. */
export function openWorldBridge(side: 'main' | 'isolated', nonce: string): WorldBridge {
  const other = side === 'main' ? 'isolated' : 'main';
  const natives = captureNatives();
  const view = window;
  let node: EventTarget | undefined;
  let lastId = 0;
  let lastReply: readonly [boolean, Crossing] | undefined;
  let handler: (name: string, value: unknown) => unknown = () => undefined;
  const end: BridgeEnd = {
    natives,
    functions: Object.create(null),
    promises: Object.create(null),
    nextId: () => {
      lastId += 1;
      return `${side}${lastId}`;
    },
    fire: (kind, detail) => {
      natives.apply(natives.dispatch, node, [new natives.CustomEvent(`${other}-${kind}`, { detail })]);
    },
    request: (kind, detail) => {
      lastReply = undefined;
      end.fire(kind, detail);
      const reply = lastReply as readonly [boolean, Crossing] | undefined;
      if (!reply) throw new natives.Error('The other world of this page is gone');
      const value = decodeCrossing(end, reply[1], Object.create(null));
      if (!reply[0]) throw value;
      return value;
    },
  };
  const on = (kind: string, use: (detail: never) => void): void => {
    const listener = (event: Event): void => use(natives.apply(natives.detail, event, []) as never);
    natives.apply(natives.listen, node, [`${side}-${kind}`, listener]);
  };
  const attach = (target: EventTarget): void => {
    node = target;
    on('reply', (detail: readonly [boolean, Crossing]) => {
      lastReply = detail;
    });
    on('call', ([id, values]: readonly [string, Crossing]) => {
      answer(end, () => {
        const called = end.functions[id] as AnyFunction;
        return natives.apply(called, undefined, decodeCrossing(end, values, Object.create(null)) as unknown[]);
      });
    });
    on('command', ([name, value]: readonly [string, Crossing]) => {
      answer(end, () => handler(name, decodeCrossing(end, value, Object.create(null))));
    });
    on('settle', ([id, fulfilled, value]: readonly [string, boolean, Crossing]) => {
      const settle = end.promises[id];
      delete end.promises[id];
      settle?.[fulfilled ? 0 : 1](decodeCrossing(end, value, Object.create(null)));
    });
  };
  if (side === 'main') {
    const receive = (event: Event): void => {
      natives.apply(natives.stop, event, []);
      natives.apply(natives.unlisten, view, [nonce, receive, true]);
      attach(natives.apply(natives.related, event, []) as EventTarget);
    };
    natives.apply(natives.listen, view, [nonce, receive, true]);
  } else {
    const element = document.createElement('x');
    attach(element);
    view.dispatchEvent(new MouseEvent(nonce, { relatedTarget: element }));
  }
  return {
    command: (name, value) => end.request('command', [name, encodeCrossing(end, value, new WeakMap(), 0)]),
    handle: (use) => {
      handler = use;
    },
  };
}

/** Everything `openWorldBridge` needs, for injection into a page. */
export const worldBridgeFunctions = [
  captureNatives,
  isCloned,
  encodeCrossing,
  encodeObjectCrossing,
  sendPromise,
  decodeCrossing,
  answer,
  openWorldBridge,
];
