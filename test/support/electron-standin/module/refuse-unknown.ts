// Unimplemented means an error that names the API, never a silent undefined: a green test must not rest on something
// the stand-in does not have. Works through the prototype chain, so `this` stays the real object and private
// fields keep working; assignments (stubs from tests) stay possible.

/** Names that runtimes and test tools probe on any object; answering them with an error would break inspection only. */
const PROBED = new Set(['then', 'toJSON', 'inspect', 'nodeType', 'asymmetricMatch', '$$typeof', '__esModule', 'default']);

/** A prototype that behaves like `parent`, but throws on reading a name that nobody defined. */
function refusingPrototype<Parent extends object>(parent: Parent, apiName: string): Parent {
  return new Proxy(parent, {
    get(target, key, receiver) {
      if (typeof key === 'symbol' || key in target || PROBED.has(key)) return Reflect.get(target, key, receiver);
      throw new Error(`The Electron stand-in does not implement ${apiName}.${key}`);
    },
  });
}

/** Makes a plain object (an API namespace or an event) refuse what it does not have. Returns the same object. */
export function refuseUnknown<Api extends object>(apiName: string, api: Api): Api {
  const parent: object = Object.getPrototypeOf(api) ?? Object.prototype;
  return Object.setPrototypeOf(api, refusingPrototype(parent, apiName));
}

/** Makes every instance of a class refuse what the class does not have. Call once, right after the class. */
export function refuseUnknownMembers(apiName: string, api: { readonly prototype: object }): void {
  refuseUnknown(apiName, api.prototype);
}

/** Throws when `given` has a key outside `known`; `what` names the place in the message. */
export function refuseUnknownKeys(what: string, given: object, known: ReadonlySet<string>): void {
  for (const key of Object.keys(given)) {
    if (!known.has(key)) throw new Error(`The Electron stand-in does not implement ${what}.${key}`);
  }
}
