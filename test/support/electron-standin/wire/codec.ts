// Structured-clone values as JSON text, for messages between the main process and a page. Every function here also
// runs inside the page (its source text is injected), so it may use nothing but its arguments, the language and its
// neighbours in this file. A value of an unknown kind is an error, never an empty object.

/** How bytes travel; Node and the page have different means. */
export interface BytesText {
  toText(bytes: Uint8Array): string;
  fromText(text: string): Uint8Array<ArrayBuffer>;
}

export interface Codec {
  /** `value` must be the result of structuredClone: plain data without getters or prototypes of its own. */
  encode(value: unknown): string;
  decode(text: string): unknown;
}

type Entry = string | number | boolean | null | readonly unknown[];

/** References below zero stand for values that JSON has no word for. */
function specialReference(value: unknown): number | undefined {
  if (value === undefined) return -1;
  if (typeof value !== 'number') return undefined;
  if (Number.isNaN(value)) return -2;
  if (value === Number.POSITIVE_INFINITY) return -3;
  if (value === Number.NEGATIVE_INFINITY) return -4;
  return Object.is(value, -0) ? -5 : undefined;
}

function specialValue(reference: number): unknown {
  return [undefined, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0][-1 - reference];
}

function bytesOf(value: ArrayBufferLike | ArrayBufferView): Uint8Array {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return new Uint8Array(value);
}

function encodeObject(value: object, reference: (v: unknown) => number, bytes: BytesText): readonly unknown[] {
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  if (Array.isArray(value))
    return ['array', value.length, ...Object.keys(value).flatMap((k) => [k, reference(value[Number(k)])])];
  if (ArrayBuffer.isView(value)) {
    const name = value instanceof Uint8Array ? 'Uint8Array' : tag;
    return ['view', name, bytes.toText(bytesOf(value))];
  }
  switch (tag) {
    case 'Date':
      return ['date', (value as Date).getTime()];
    case 'RegExp':
      return ['regexp', (value as RegExp).source, (value as RegExp).flags];
    case 'Map':
      return ['map', ...[...(value as Map<unknown, unknown>)].flatMap(([k, v]) => [reference(k), reference(v)])];
    case 'Set':
      return ['set', ...[...(value as Set<unknown>)].map(reference)];
    case 'ArrayBuffer':
      return ['buffer', bytes.toText(bytesOf(value as ArrayBuffer))];
    case 'Error': {
      const { name, message, stack, cause } = value as Error;
      return ['error', name, message, stack ?? '', reference(cause)];
    }
    case 'Boolean':
    case 'Number':
    case 'String':
    case 'BigInt':
      return ['boxed', reference((value as { valueOf(): unknown }).valueOf())];
    case 'Object':
      return ['object', ...Object.entries(value).flatMap(([k, v]) => [k, reference(v)])];
    default:
      throw new Error(`The Electron stand-in cannot send a ${tag}`);
  }
}

function decodeError(name: string, message: string, stack: string): Error {
  const kinds: Record<string, ErrorConstructor> = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : Error;
  const error = new (kind ?? Error)(message);
  if (stack !== '') Object.defineProperty(error, 'stack', { value: stack, configurable: true, writable: true });
  return error;
}

function decodeView(name: string, bytes: Uint8Array<ArrayBuffer>): ArrayBufferView {
  if (name === 'Uint8Array') return bytes;
  const kind = Reflect.get(globalThis, name) as new (buffer: ArrayBuffer) => ArrayBufferView;
  return new kind(bytes.buffer);
}

/** Kinds that hold nothing further: built in one step. */
function decodeLeaf(kind: string, parts: readonly unknown[], bytes: BytesText): unknown {
  switch (kind) {
    case 'bigint':
      return BigInt(String(parts[0]));
    case 'date':
      return new Date(parts[0] === null ? Number.NaN : Number(parts[0]));
    case 'regexp':
      return new RegExp(String(parts[0]), String(parts[1]));
    case 'buffer':
      return bytes.fromText(String(parts[0])).buffer;
    case 'view':
      return decodeView(String(parts[0]), bytes.fromText(String(parts[1])));
    default:
      throw new Error(`The Electron stand-in received an unknown kind of value: ${kind}`);
  }
}

/** Kinds that may contain themselves: registered by `keep` before they are filled. */
function decodeContainer(
  kind: string,
  parts: readonly unknown[],
  get: (reference: unknown) => unknown,
  keep: <T>(value: T) => T,
): unknown {
  const pairs = <T>(from: number, use: (key: unknown, value: unknown) => T): void => {
    for (let i = from; i < parts.length; i += 2) use(parts[i], get(parts[i + 1]));
  };
  switch (kind) {
    case 'array': {
      const array = keep(new Array<unknown>(Number(parts[0])));
      pairs(1, (key, value) => Reflect.set(array, String(key), value));
      return array;
    }
    case 'map': {
      const map = keep(new Map<unknown, unknown>());
      pairs(0, (key, value) => map.set(get(key), value));
      return map;
    }
    case 'set': {
      const set = keep(new Set<unknown>());
      for (const part of parts) set.add(get(part));
      return set;
    }
    case 'error': {
      const error = keep(decodeError(String(parts[0]), String(parts[1]), String(parts[2])));
      if (parts[3] !== -1) error.cause = get(parts[3]);
      return error;
    }
    case 'boxed':
      return keep(Object(get(parts[0])));
    case 'object': {
      const object = keep({});
      pairs(0, (key, value) => {
        Object.defineProperty(object, String(key), { value, enumerable: true, configurable: true, writable: true });
      });
      return object;
    }
    default:
      return undefined;
  }
}

/** Encoder and decoder for one side. */
export function createCodec(bytes: BytesText): Codec {
  const encode = (value: unknown): string => {
    const table: Entry[] = [];
    const seen = new Map<unknown, number>();
    const reference = (v: unknown): number => {
      const special = specialReference(v);
      if (special !== undefined) return special;
      if (typeof v === 'bigint') return table.push(['bigint', String(v)]) - 1;
      if (v === null || typeof v !== 'object') return table.push(v as Entry) - 1;
      const known = seen.get(v);
      if (known !== undefined) return known;
      const index = table.push(null) - 1;
      seen.set(v, index);
      table[index] = encodeObject(v, reference, bytes);
      return index;
    };
    const root = reference(value);
    return JSON.stringify([root, table]);
  };
  const decode = (text: string): unknown => {
    const [root, table] = JSON.parse(text) as [number, Entry[]];
    const done = new Map<number, unknown>();
    const get = (ref: unknown): unknown => {
      const index = Number(ref);
      if (index < 0) return specialValue(index);
      if (done.has(index)) return done.get(index);
      const entry = table[index];
      if (!Array.isArray(entry)) return entry;
      const [kind, ...parts] = entry as [string, ...unknown[]];
      const keep = <T>(value: T): T => {
        done.set(index, value);
        return value;
      };
      return decodeContainer(kind, parts, get, keep) ?? keep(decodeLeaf(kind, parts, bytes));
    };
    return get(root);
  };
  return { encode, decode };
}

/** Everything `createCodec` needs, for injection into a page. */
export const codecFunctions = [
  specialReference,
  specialValue,
  bytesOf,
  encodeObject,
  decodeError,
  decodeView,
  decodeLeaf,
  decodeContainer,
  createCodec,
];
