// session.webRequest: onBeforeRequest, the one listener that can stop a request before anything leaves.
import { refuseUnknownMembers } from './refuse-unknown.ts';

type Details = Electron.OnBeforeRequestListenerDetails;
type Listener = (details: Details, callback: (response: Electron.CallbackResponse) => void) => void;

/** The part of Electron's details that exists here. */
export type RequestDetails = Pick<Details, 'id' | 'url' | 'method' | 'webContentsId' | 'resourceType' | 'referrer' | 'timestamp'>;

export class WebRequest {
  #before: { readonly listener: Listener; readonly patterns: readonly RegExp[] } | undefined;

  onBeforeRequest(filterOrListener: Electron.WebRequestFilter | Listener | null, listener?: Listener | null): void {
    const filter = typeof filterOrListener === 'function' ? null : filterOrListener;
    const used = typeof filterOrListener === 'function' ? filterOrListener : listener;
    if (!used) {
      this.#before = undefined;
      return;
    }
    if (filter?.excludeUrls || filter?.types) {
      throw new Error('The Electron stand-in does not implement webRequest filters other than urls');
    }
    this.#before = { listener: used, patterns: (filter?.urls ?? ['<all_urls>']).map(urlPattern) };
  }

  /** Asks the listener, if there is one for this address. */
  async beforeRequest(details: RequestDetails): Promise<Electron.CallbackResponse> {
    const before = this.#before;
    if (!before?.patterns.some((pattern) => pattern.test(details.url))) return {};
    return new Promise((resolve) => before.listener(details as Details, (response) => resolve(response ?? {})));
  }
}

refuseUnknownMembers('webRequest', WebRequest);

function urlPattern(pattern: string): RegExp {
  if (pattern === '<all_urls>') return /^/;
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${escaped}$`);
}
