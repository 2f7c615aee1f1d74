// Loading a page: loadURL's promise, the did-… events, and the first paint. Every load has Chromium's loader id, so
// the blank page a window starts with is never taken for the app's.
import type { CdpSession } from '../chromium/cdp-connection.ts';
import { electronEvent } from './api-emitter.ts';
import type { FrameTree } from './frames.ts';
import type { OpenPage } from './open-page.ts';
import type { UrlMap } from './url-map.ts';

/** Chromium's net error numbers that a load can end with here. */
const ERROR_NUMBERS: Readonly<Record<string, number>> = {
  ERR_FAILED: -2,
  ERR_ABORTED: -3,
  ERR_FILE_NOT_FOUND: -6,
  ERR_BLOCKED_BY_CLIENT: -20,
  ERR_CONNECTION_REFUSED: -102,
  ERR_NAME_NOT_RESOLVED: -105,
  ERR_INTERNET_DISCONNECTED: -106,
};

/** What loadURL rejects with. */
type LoadError = Error & { readonly errno: number; readonly code: string; readonly url: string };

interface LifecycleEvent {
  readonly frameId: string;
  readonly loaderId: string;
  readonly name: string;
}

export class PageLoads {
  readonly #urls: UrlMap;
  readonly #frames: FrameTree;
  readonly #emit: (name: string, ...values: unknown[]) => void;
  readonly #firstPaint = Promise.withResolvers<void>();
  readonly #finished = new Set<string>();
  readonly #waiting = new Map<string, () => void>();
  #started = false;
  #loading = false;
  #crashed = false;

  constructor(urls: UrlMap, frames: FrameTree, emit: (name: string, ...values: unknown[]) => void) {
    this.#urls = urls;
    this.#frames = frames;
    this.#emit = emit;
  }

  get firstPaint(): Promise<void> {
    return this.#firstPaint.promise;
  }
  get isLoading(): boolean {
    return this.#loading;
  }
  get isCrashed(): boolean {
    return this.#crashed;
  }

  /** Loads an address; resolves when it has loaded, rejects with a LoadError. */
  async load({ session, navigation }: OpenPage, url: string): Promise<void> {
    const target = this.#urls.toBrowser(url);
    navigation.expectOwnLoad(target);
    // The blank page behind a new window is no page one could go back to.
    const isFirst = !this.#started;
    this.#started = true;
    this.#startLoading();
    const answer = await session.send<{ loaderId?: string; errorText?: string }>('Page.navigate', { url: target });
    if (answer.errorText !== undefined) {
      const code = answer.errorText.replace(/^net::/, '');
      const errno = ERROR_NUMBERS[code] ?? -2;
      this.#stopLoading();
      this.#emit('did-fail-load', electronEvent(), errno, code, url, true);
      throw Object.assign(new Error(`${code} (${errno}) loading '${url}'`), { errno, code, url }) satisfies LoadError;
    }
    const { loaderId } = answer;
    if (loaderId !== undefined && !this.#finished.has(loaderId)) {
      await new Promise<void>((resolve) => this.#waiting.set(loaderId, resolve));
    }
    if (isFirst) await session.send('Page.resetNavigationHistory');
  }

  listen(session: CdpSession): void {
    session.on<{ frame: { id: string; parentId?: string; url: string } }>('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId !== undefined || !this.#isAppPage()) return;
      this.#crashed = false;
      this.#startLoading();
      this.#emit('did-navigate', electronEvent(), this.#frames.urlOf(frame.id), 200, 'OK');
    });
    session.on<{ frameId: string; url: string }>('Page.navigatedWithinDocument', ({ frameId, url }) => {
      const isMainFrame = frameId === this.#frames.mainId;
      this.#emit('did-navigate-in-page', electronEvent(), this.#urls.fromBrowser(url), isMainFrame);
    });
    session.on('Inspector.targetCrashed', () => {
      this.#crashed = true;
    });
    session.on<LifecycleEvent>('Page.lifecycleEvent', (event) => {
      if (event.frameId === this.#frames.mainId && this.#isAppPage()) this.#lifecycle(event);
    });
  }

  #lifecycle({ name, loaderId }: LifecycleEvent): void {
    if (name === 'DOMContentLoaded') this.#emit('dom-ready', electronEvent());
    if (name === 'firstPaint') this.#firstPaint.resolve();
    if (name !== 'load') return;
    this.#finished.add(loaderId);
    this.#emit('did-finish-load', electronEvent());
    this.#stopLoading();
    this.#waiting.get(loaderId)?.();
    this.#waiting.delete(loaderId);
  }

  /** The page shows something the app loaded, not the blank page a window starts with. */
  #isAppPage(): boolean {
    const url = this.#frames.urlOf(this.#frames.mainId);
    return this.#started && url !== '' && !url.startsWith('data:text/html,standin-');
  }

  #startLoading(): void {
    if (this.#loading) return;
    this.#loading = true;
    this.#emit('did-start-loading', electronEvent());
  }

  #stopLoading(): void {
    if (!this.#loading) return;
    this.#loading = false;
    this.#emit('did-stop-loading', electronEvent());
  }
}
