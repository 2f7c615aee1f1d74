// electron.protocol: custom schemes and their handlers. A handler answers every request of its scheme; a registered
// scheme without handler answers nothing.
import { refuseUnknownMembers } from './refuse-unknown.ts';
import type { UrlMap } from './url-map.ts';

export type ProtocolHandler = (request: Request) => Response | Promise<Response>;

export class Protocol {
  readonly #handlers = new Map<string, ProtocolHandler>();
  readonly #urls: UrlMap;
  readonly #isReady: () => boolean;

  constructor(urls: UrlMap, isReady: () => boolean) {
    this.#urls = urls;
    this.#isReady = isReady;
  }

  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void {
    if (this.#isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges } of schemes) {
      if (!privileges?.standard || !privileges.secure) {
        throw new Error(`The Electron stand-in only has schemes that are standard and secure; '${scheme}' is not`);
      }
      this.#urls.add(scheme);
    }
  }

  handle(scheme: string, handler: ProtocolHandler): void {
    if (!this.#urls.has(scheme)) {
      throw new Error(`The Electron stand-in only handles schemes registered as privileged; '${scheme}' is not`);
    }
    if (this.#handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    this.#handlers.set(scheme, handler);
  }

  unhandle(scheme: string): void {
    if (!this.#handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
  }

  isProtocolHandled(scheme: string): boolean {
    return this.#handlers.has(scheme);
  }

  /** The handler of a scheme; undefined when there is none. */
  handlerOf(scheme: string): ProtocolHandler | undefined {
    return this.#handlers.get(scheme);
  }
}

refuseUnknownMembers('protocol', Protocol);
