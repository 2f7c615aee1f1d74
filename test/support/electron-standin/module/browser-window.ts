// electron.BrowserWindow. The window's own state (bounds, visibility, title) lives here; its page in WebContents.
// A person closing a real window cannot be asked first: only win.close() can be prevented.
import { ApiEmitter, electronEvent } from './api-emitter.ts';
import { refuseUnknownMembers } from './refuse-unknown.ts';
import type { Runtime } from './runtime.ts';
import { WebContents } from './web-contents.ts';
import { checkWindowOptions } from './window-options.ts';

const EVENTS = [
  'close',
  'closed',
  'focus',
  'hide',
  'maximize',
  'minimize',
  'page-title-updated',
  'ready-to-show',
  'resize',
  'restore',
  'show',
  'unmaximize',
];

/** Events of real Electron that nothing here can cause. Listening is fine; they are never emitted. */
const SILENT_EVENTS = [
  'app-command',
  'blur',
  'enter-full-screen',
  'leave-full-screen',
  'move',
  'moved',
  'query-session-end',
  'resized',
  'responsive',
  'session-end',
  'unresponsive',
  'will-resize',
];

const DEFAULT_WIDTH = 800;
const DEFAULT_HEIGHT = 600;

export class StandinWindow extends ApiEmitter {
  readonly id: number;
  readonly webContents: WebContents;
  readonly #runtime: Runtime;
  readonly #closed = Promise.withResolvers<void>();
  readonly #minimumSize: [number, number];
  #bounds: Electron.Rectangle;
  #title: string;
  #visible: boolean;
  #minimized = false;
  #maximized = false;
  #menuBarVisible = true;
  #contentProtected = false;
  #destroyed = false;
  #refusedClose = false;

  constructor(runtime: Runtime, options: Electron.BrowserWindowConstructorOptions = {}) {
    super('BrowserWindow', [...EVENTS, ...SILENT_EVENTS]);
    if (!runtime.app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    checkWindowOptions(options);
    const { width = DEFAULT_WIDTH, height = DEFAULT_HEIGHT, x = 0, y = 0 } = options;
    this.#runtime = runtime;
    this.id = runtime.nextId();
    this.#bounds = { x, y, width, height };
    this.#minimumSize = [options.minWidth ?? 0, options.minHeight ?? 0];
    this.#title = options.title ?? runtime.app.getName();
    this.#visible = options.show ?? true;
    this.#menuBarVisible = !(options.autoHideMenuBar ?? false);
    runtime.windows.add(this);
    this.webContents = new WebContents(runtime, { width, height, preferences: options.webPreferences ?? {} });
    this.webContents.once('destroyed', () => this.#gone());
    void this.webContents.firstPaint.then(() => this.emit('ready-to-show', electronEvent()));
    runtime.app.emit('web-contents-created', electronEvent(), this.webContents);
    runtime.app.emit('browser-window-created', electronEvent(), this);
  }

  get whenClosed(): Promise<void> {
    return this.#closed.promise;
  }
  get refusedClose(): boolean {
    return this.#refusedClose;
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }
  reload(): void {
    this.webContents.reload();
  }
  capturePage(): Promise<Electron.NativeImage> {
    return this.webContents.capturePage();
  }

  show(): void {
    this.#visible = true;
    this.emit('show', electronEvent());
  }
  showInactive(): void {
    this.show();
  }
  hide(): void {
    this.#visible = false;
    this.emit('hide', electronEvent());
  }
  isVisible(): boolean {
    return this.#visible && !this.#minimized;
  }
  focus(): void {
    this.webContents.focus();
    this.emit('focus', electronEvent());
  }
  isFocused(): boolean {
    return this.#visible && [...this.#runtime.windows].at(-1) === this;
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }

  minimize(): void {
    this.#minimized = true;
    this.emit('minimize', electronEvent());
  }
  isMinimized(): boolean {
    return this.#minimized;
  }
  restore(): void {
    this.#minimized = false;
    this.emit('restore', electronEvent());
  }
  maximize(): void {
    this.#maximized = true;
    this.#setState({ windowState: 'maximized' });
    this.emit('maximize', electronEvent());
  }
  unmaximize(): void {
    this.#maximized = false;
    this.#setState({ windowState: 'normal' });
    this.emit('unmaximize', electronEvent());
  }
  isMaximized(): boolean {
    return this.#maximized;
  }
  isFullScreen(): boolean {
    return false;
  }

  getBounds(): Electron.Rectangle {
    return { ...this.#bounds };
  }
  getNormalBounds(): Electron.Rectangle {
    return { ...this.#bounds };
  }
  /** Sizes are content sizes: there is no frame here that could add to them. */
  setBounds(bounds: Partial<Electron.Rectangle>): void {
    const [minWidth, minHeight] = this.#minimumSize;
    const wanted = { ...this.#bounds, ...bounds };
    this.#bounds = { ...wanted, width: Math.max(wanted.width, minWidth), height: Math.max(wanted.height, minHeight) };
    const { width, height } = this.#bounds;
    this.#onTarget((windowId) => this.#runtime.browser.send('Browser.setContentsSize', { windowId, width, height }));
    this.emit('resize', electronEvent());
  }
  getSize(): number[] {
    return [this.#bounds.width, this.#bounds.height];
  }
  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }
  getContentSize(): number[] {
    return this.getSize();
  }
  setContentSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }
  getMinimumSize(): number[] {
    return [...this.#minimumSize];
  }
  center(): void {}

  getTitle(): string {
    return this.#title;
  }
  setTitle(title: string): void {
    this.#title = title;
  }
  setContentProtection(enable: boolean): void {
    this.#contentProtected = enable;
  }
  isContentProtected(): boolean {
    return this.#contentProtected;
  }
  /** There is no menu bar here; its state is only remembered. */
  setMenuBarVisibility(visible: boolean): void {
    this.#menuBarVisible = visible;
  }
  isMenuBarVisible(): boolean {
    return this.#menuBarVisible;
  }
  setAutoHideMenuBar(_hide: boolean): void {}
  setMenu(_menu: Electron.Menu | null): void {}
  removeMenu(): void {
    this.#menuBarVisible = false;
  }

  close(): void {
    if (this.#destroyed) return;
    const event = electronEvent();
    this.emit('close', event);
    this.#refusedClose = event.defaultPrevented;
    if (!event.defaultPrevented) this.webContents.close();
  }
  destroy(): void {
    this.webContents.discard();
  }

  #onTarget(use: (windowId: number) => Promise<unknown>): void {
    const { targetId } = this.webContents;
    if (targetId === undefined) return;
    this.#runtime.browser
      .send<{ windowId: number }>('Browser.getWindowForTarget', { targetId })
      .then(({ windowId }) => use(windowId))
      .catch(() => undefined);
  }

  #setState(bounds: { readonly windowState: string }): void {
    this.#onTarget((windowId) => this.#runtime.browser.send('Browser.setWindowBounds', { windowId, bounds }));
  }

  #gone(): void {
    this.#destroyed = true;
    this.#runtime.windows.delete(this);
    this.emit('closed');
    this.#closed.resolve();
    const { app, windows } = this.#runtime;
    if (windows.size > 0 || app.isQuitting) return;
    if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed');
    else app.quit();
  }
}

refuseUnknownMembers('BrowserWindow', StandinWindow);

/** The BrowserWindow class of this process, with its static functions. */
export function browserWindowClass(runtime: Runtime) {
  return class BrowserWindow extends StandinWindow {
    constructor(options?: Electron.BrowserWindowConstructorOptions) {
      super(runtime, options);
    }
    static getAllWindows(): StandinWindow[] {
      return [...runtime.windows] as StandinWindow[];
    }
    static getFocusedWindow(): StandinWindow | null {
      return BrowserWindow.getAllWindows().findLast((window) => window.isVisible()) ?? null;
    }
    static fromWebContents(contents: object | null): StandinWindow | null {
      return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null;
    }
    static fromId(id: number): StandinWindow | null {
      return BrowserWindow.getAllWindows().find((window) => window.id === id) ?? null;
    }
  };
}
