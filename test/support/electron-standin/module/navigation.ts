// Decides about navigations that a page starts. Chromium announces them before it asks for the document: the app's
// will-navigate handler runs at the announcement, its decision is applied when the document is requested.
// Fail-closed: a document of another origin that nothing explains counts as started by the page.
import { electronEvent, type PreventableEvent } from './api-emitter.ts';
import type { FrameTree, WebFrame } from './frames.ts';
import { originOf, type UrlMap } from './url-map.ts';

export type NavigationEvent = PreventableEvent & {
  readonly url: string;
  readonly isMainFrame: boolean;
  readonly isSameDocument: boolean;
  readonly frame: WebFrame;
  readonly initiator: WebFrame;
};

type Emit = (name: 'will-navigate' | 'will-frame-navigate' | 'will-redirect', event: NavigationEvent, url: string) => void;

export class NavigationPolicy {
  readonly #urls: UrlMap;
  readonly #frames: FrameTree;
  readonly #emit: Emit;
  readonly #asked = new Map<string, { readonly url: string; readonly allowed: boolean }>();
  #ownLoad: string | undefined;

  constructor(urls: UrlMap, frames: FrameTree, emit: Emit) {
    this.#urls = urls;
    this.#frames = frames;
    this.#emit = emit;
  }

  /** The app itself loads this address (Chromium form). */
  expectOwnLoad(url: string): void {
    this.#asked.clear();
    this.#ownLoad = withoutHash(url);
  }

  /** Chromium announces that a page wants to go somewhere. */
  announced(frameId: string, url: string): void {
    this.#asked.set(frameId, { url: withoutHash(url), allowed: this.#ask(frameId, url) });
  }

  /** Whether this document may be loaded. */
  mayLoad(frameId: string, url: string, isRedirect: boolean): boolean {
    if (isRedirect) {
      const event = this.#event(frameId, url);
      this.#emit('will-redirect', event, event.url);
      return !event.defaultPrevented;
    }
    const wanted = withoutHash(url);
    const asked = this.#asked.get(frameId);
    this.#asked.delete(frameId);
    if (asked?.url === wanted) return asked.allowed;
    if (frameId === this.#frames.mainId && this.#ownLoad === wanted) {
      this.#ownLoad = undefined;
      return true;
    }
    // Reload and history, started by a driver or the browser, stay within the origin and ask nobody, as in Electron.
    const current = this.#frames.reported(frameId)?.url ?? '';
    return originOf(current) === originOf(url) || this.#ask(frameId, url);
  }

  #ask(frameId: string, url: string): boolean {
    const event = this.#event(frameId, url);
    if (event.isMainFrame) this.#emit('will-navigate', event, event.url);
    this.#emit('will-frame-navigate', event, event.url);
    return !event.defaultPrevented;
  }

  #event(frameId: string, url: string): NavigationEvent {
    const frame = this.#frames.frame(frameId);
    return electronEvent({
      url: this.#urls.fromBrowser(url),
      isMainFrame: frameId === this.#frames.mainId,
      isSameDocument: false,
      frame,
      initiator: frame,
    });
  }
}

function withoutHash(url: string): string {
  return url.split('#')[0] ?? url;
}
