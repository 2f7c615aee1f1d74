// electron.WebContents. Electron's calls are synchronous and Chromium is not, so everything that needs the page
// queues behind the page's opening and keeps its order.
import { ApiEmitter, electronEvent } from './api-emitter.ts';
import { failLoudly } from './fail-loudly.ts';
import { FrameTree, type WebFrame } from './frames.ts';
import { type OpenPage, openPageFor } from './open-page.ts';
import { PageLoads } from './page-loads.ts';
import { pdfParameters } from './printing.ts';
import { refuseUnknown, refuseUnknownMembers } from './refuse-unknown.ts';
import { packArguments } from './renderer-ipc.ts';
import type { Runtime } from './runtime.ts';
import type { Session } from './session.ts';
import { originOf } from './url-map.ts';
import { reportConsole } from './web-contents-console.ts';

const EVENTS = [
  'before-input-event',
  'console-message',
  'destroyed',
  'did-fail-load',
  'did-finish-load',
  'did-navigate',
  'did-navigate-in-page',
  'did-start-loading',
  'did-stop-loading',
  'dom-ready',
  'preload-error',
  'render-process-gone',
  'will-frame-navigate',
  'will-navigate',
  'will-prevent-unload',
  'will-redirect',
];

/** Events of real Electron that nothing here can cause. Listening is fine; they are never emitted. */
const SILENT_EVENTS = [
  'context-menu',
  'devtools-opened',
  'did-attach-webview',
  'did-create-window',
  'did-start-navigation',
  'login',
  'responsive',
  'select-bluetooth-device',
  'unresponsive',
  'will-attach-webview',
  'zoom-changed',
];

const ZOOM_STEP = 1.2;

export interface WebContentsOptions {
  readonly width: number;
  readonly height: number;
  readonly preferences: Electron.WebPreferences;
}

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];
type PrintCallback = (success: boolean, failureReason: string) => void;

export class WebContents extends ApiEmitter {
  readonly id: number;
  readonly session: Session;
  readonly #runtime: Runtime;
  readonly #frames: FrameTree;
  readonly #opened: Promise<OpenPage>;
  readonly #loads: PageLoads;
  readonly #disableDialogs: boolean;
  #page: OpenPage | undefined;
  #openHandler: OpenHandler | undefined;
  #lastPopupUrl = '';
  #zoomFactor: number;
  #destroyed = false;

  constructor(runtime: Runtime, options: WebContentsOptions) {
    super('webContents', [...EVENTS, ...SILENT_EVENTS]);
    this.id = runtime.nextId();
    this.session = runtime.session;
    this.#runtime = runtime;
    this.#disableDialogs = options.preferences.disableDialogs ?? false;
    this.#zoomFactor = options.preferences.zoomFactor ?? 1;
    this.#frames = new FrameTree(runtime.urls, (frameId, channel, values) => this.#sendTo(frameId, channel, values));
    this.#loads = new PageLoads(runtime.urls, this.#frames, (name, ...values) => this.emit(name, ...values));
    this.#opened = this.#open(options);
    this.#opened.catch((error: unknown) => {
      if (!this.#destroyed) failLoudly(error);
    });
  }

  /** Resolves when the first load has painted; for the window's ready-to-show. */
  get firstPaint(): Promise<void> {
    return this.#loads.firstPaint;
  }
  get targetId(): string | undefined {
    return this.#page?.targetId;
  }
  get mainFrame(): WebFrame {
    return this.#frames.mainFrame;
  }
  getURL(): string {
    return this.#frames.urlOf(this.#frames.mainId);
  }
  getType(): 'window' {
    return 'window';
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  isLoading(): boolean {
    return this.#loads.isLoading;
  }
  isCrashed(): boolean {
    return this.#loads.isCrashed;
  }
  isDevToolsOpened(): boolean {
    return false;
  }
  /** There are no developer tools to show here. */
  openDevTools(): void {}
  closeDevTools(): void {}
  focus(): void {
    this.#withPage((page) => page.session.sendQuietly('Page.bringToFront'));
  }

  send(channel: string, ...values: unknown[]): void {
    if (typeof channel !== 'string') throw new TypeError('Missing required channel argument');
    this.#sendTo(undefined, channel, values);
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.#opened;
    await this.#loads.load(page, url);
  }

  reload(): void {
    this.#withPage((page) => page.session.sendQuietly('Page.reload'));
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  async executeJavaScript(code: string): Promise<unknown> {
    const { session } = await this.#opened;
    const answer = await session.send<{
      result: { value?: unknown };
      exceptionDetails?: { text: string; exception?: { description?: string } };
    }>('Runtime.evaluate', { expression: code, awaitPromise: true, returnByValue: true, userGesture: true });
    const failed = answer.exceptionDetails;
    if (failed) throw new Error(failed.exception?.description?.split('\n')[0]?.replace(/^Error: /, '') ?? failed.text);
    return answer.result.value;
  }

  async printToPDF(options: Electron.PrintToPDFOptions): Promise<Buffer> {
    const parameters = pdfParameters(options ?? {});
    const { session } = await this.#opened;
    const { data } = await session.send<{ data: string }>('Page.printToPDF', parameters);
    return Buffer.from(data, 'base64');
  }

  /** Goes to the simulated printers; without any, the callback hears that there is none. */
  print(options: Electron.WebContentsPrintOptions = {}, callback?: PrintCallback): void {
    this.#runtime.calls.record('webContents.print', options);
    const draw = (wanted: Electron.PrintToPDFOptions) => this.printToPDF(wanted);
    void this.#runtime.printers.print(options, draw).then((answer) => {
      if (answer !== null) callback?.(answer.isPrinted, answer.failureReason);
    });
  }
  async getPrintersAsync(): Promise<Electron.PrinterInfo[]> {
    return this.#runtime.printers.list();
  }

  async capturePage(): Promise<Electron.NativeImage> {
    const { session } = await this.#opened;
    const { data } = await session.send<{ data: string }>('Page.captureScreenshot', { format: 'png' });
    const image = {
      isEmpty: () => data === '',
      toPNG: () => Buffer.from(data, 'base64'),
      toDataURL: () => `data:image/png;base64,${data}`,
    };
    return refuseUnknown('NativeImage', image) as Electron.NativeImage;
  }

  get zoomFactor(): number {
    return this.#zoomFactor;
  }
  set zoomFactor(factor: number) {
    this.setZoomFactor(factor);
  }
  getZoomFactor(): number {
    return this.#zoomFactor;
  }
  getZoomLevel(): number {
    return Math.log(this.#zoomFactor) / Math.log(ZOOM_STEP);
  }
  setZoomLevel(level: number): void {
    this.setZoomFactor(ZOOM_STEP ** level);
  }
  setZoomFactor(factor: number): void {
    if (!(factor > 0)) throw new Error("'zoomFactor' must be a double greater than 0.0");
    this.#zoomFactor = factor;
    this.#withPage((page) => void applyZoom(page, factor).catch(() => undefined));
  }
  async setVisualZoomLevelLimits(_minimum: number, _maximum: number): Promise<void> {}

  /** Closes the page; its beforeunload may object. */
  close(): void {
    this.#withPage((page) => void this.#closeUnlessObjected(page).catch(() => undefined));
  }
  forcefullyCrashRenderer(): void {
    this.#withPage((page) => page.session.sendQuietly('Page.crash'));
  }

  /** Closes the page without asking it, and forgets it at once. */
  discard(): void {
    this.#opened.then(({ targetId }) => this.#runtime.browser.send('Target.closeTarget', { targetId })).catch(() => undefined);
    this.markDestroyed();
  }

  markDestroyed(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.emit('destroyed');
  }

  /** The page changes its preferred colour scheme. */
  setColorScheme(apply: (page: OpenPage) => void): void {
    this.#withPage(apply);
  }

  /** Chromium opened a window for this page by itself; the caller closes it. */
  popupAppeared(url: string): void {
    this.#openWindow(this.#lastPopupUrl || url, '', '', 'foreground-tab');
  }

  /** Removes everything the pages of this session have stored. */
  async clearStorage(): Promise<void> {
    const { session } = await this.#opened;
    await session.send('Network.clearBrowserCookies');
    const { result } = await session.send<{ result: { value?: unknown } }>('Runtime.evaluate', { expression: 'origin' });
    await session.send('Storage.clearDataForOrigin', { origin: result.value, storageTypes: 'all' });
  }

  #withPage(use: (page: OpenPage) => void): void {
    this.#opened.then(use).catch(() => undefined);
  }

  #sendTo(frameId: string | undefined, channel: string, values: unknown[]): void {
    const packed = packArguments(values);
    if (this.#destroyed) return;
    this.#withPage((page) => page.ipc.deliver(frameId ?? page.frames.mainId, channel, packed));
  }

  async #open({ width, height, preferences }: WebContentsOptions): Promise<OpenPage> {
    const preloadFailed = (error: Error): void => {
      console.error(`Unable to load preload script: ${preferences.preload}`, error);
      this.emit('preload-error', electronEvent(), preferences.preload, error);
    };
    const page = await openPageFor(
      {
        id: this.id,
        webContents: this,
        width,
        height,
        preload: preferences.preload,
        additionalArguments: preferences.additionalArguments ?? [],
        frames: this.#frames,
        emitNavigation: (name, event, url) => this.emit(name, event, url),
        preloadUnreadable: preloadFailed,
        listen: (opened) => this.#listen(opened),
        reports: {
          openWindow: (url, name, features, disposition) => this.#openWindow(url, name, features, disposition),
          keyPressed: (input) => this.emit('before-input-event', electronEvent(), input),
          copied: (text) => void this.#runtime.clipboard.writeText(text),
          preloadFailed: (stack) => preloadFailed(Object.assign(new Error(stack.split('\n')[0]), { stack })),
          askPermission: (permission, mediaTypes, frameId) => this.#askPermission(permission, mediaTypes, frameId),
        },
      },
      this.#runtime,
    );
    if (this.#zoomFactor !== 1) await applyZoom(page, this.#zoomFactor);
    return page;
  }

  #listen(page: OpenPage): void {
    const { session } = page;
    this.#page = page;
    this.#loads.listen(session);
    reportConsole(session, (name, ...values) => this.emit(name, ...values));
    session.on('detached', () => this.markDestroyed());
    session.on<{ url: string }>('Page.windowOpen', ({ url }) => {
      this.#lastPopupUrl = url;
    });
    session.on<{ type: string }>('Page.javascriptDialogOpening', ({ type }) => this.#answerDialog(page, type));
    session.on('Inspector.targetCrashed', () => {
      const details = { reason: 'crashed', exitCode: 1 };
      this.emit('render-process-gone', electronEvent(), details);
      this.#runtime.app.emit('render-process-gone', electronEvent(), this, details);
    });
  }

  async #closeUnlessObjected(page: OpenPage): Promise<void> {
    // Chromium's own beforeunload dialog would be open to every driver on this page; the question is put without it.
    const objects = !this.#loads.isCrashed && (await pageObjectsToClosing(page));
    if (objects && !this.#mayUnload()) return;
    await this.#runtime.browser.send('Target.closeTarget', { targetId: page.targetId });
  }

  /** A page objects to being left: the app decides. */
  #mayUnload(): boolean {
    const event = electronEvent();
    this.emit('will-prevent-unload', event);
    if (!event.defaultPrevented) this.#runtime.app.quitRefused();
    return event.defaultPrevented;
  }

  #answerDialog(page: OpenPage, type: string): void {
    if (type === 'beforeunload') {
      page.session.sendQuietly('Page.handleJavaScriptDialog', { accept: this.#mayUnload() });
    } else if (this.#disableDialogs) {
      page.session.sendQuietly('Page.handleJavaScriptDialog', { accept: false });
    }
  }

  #openWindow(url: string, frameName: string, features: string, disposition: string): void {
    const details = {
      url: this.#runtime.urls.fromBrowser(url),
      frameName,
      features,
      disposition: disposition as Electron.HandlerDetails['disposition'],
      referrer: { url: this.getURL(), policy: 'strict-origin-when-cross-origin' as const },
    };
    const answer = this.#openHandler?.(details);
    if (answer?.action !== 'deny') {
      throw new Error('The Electron stand-in does not implement windows opened by a page; deny them in setWindowOpenHandler');
    }
  }

  #askPermission(permission: string, mediaTypes: readonly string[], frameId: string): Promise<boolean> {
    const requestingUrl = this.#frames.urlOf(frameId);
    const requestingOrigin = originOf(requestingUrl);
    const browserContextId = this.#page?.browserContextId;
    const question = { webContents: this, browserContextId, permission, mediaTypes, requestingUrl, requestingOrigin };
    return this.session.decidePermission(question);
  }
}

refuseUnknownMembers('webContents', WebContents);

/** Zooms as Electron does: fewer, larger CSS pixels on the same surface. */
async function applyZoom({ session }: OpenPage, factor: number): Promise<void> {
  await session.send('Emulation.clearDeviceMetricsOverride');
  if (factor === 1) return;
  const { cssLayoutViewport: view } = await session.send<{
    cssLayoutViewport: { clientWidth: number; clientHeight: number };
  }>('Page.getLayoutMetrics');
  await session.send('Emulation.setDeviceMetricsOverride', {
    width: Math.round(view.clientWidth / factor),
    height: Math.round(view.clientHeight / factor),
    deviceScaleFactor: factor,
    mobile: false,
  });
}

/** Runs the page's beforeunload listeners. Only a page somebody has used may object (HTML standard, sticky activation). */
async function pageObjectsToClosing({ session }: OpenPage): Promise<boolean> {
  const expression = `(() => {
    const event = document.createEvent('BeforeUnloadEvent');
    event.initEvent('beforeunload', false, true);
    window.dispatchEvent(event);
    return navigator.userActivation.hasBeenActive && (event.defaultPrevented || event.returnValue !== '');
  })()`;
  const { result } = await session.send<{ result: { value?: unknown } }>('Runtime.evaluate', { expression });
  return result.value === true;
}
