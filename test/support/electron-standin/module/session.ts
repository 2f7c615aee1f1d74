// session.defaultSession. Permissions: everything starts denied in Chromium; when a page asks, the app's handlers
// decide at that moment, with the real webContents and details, and Chromium is told before the native call runs
// (in a real window Chromium cannot be told: it grants the camera, refuses the rest, and the page script stops a refused camera).
// Without handlers Electron grants; so does this.
import type { Browser } from '../chromium/browser.ts';
import { ApiEmitter } from './api-emitter.ts';
import type { Protocol } from './protocol.ts';
import { refuseUnknownMembers } from './refuse-unknown.ts';
import { WebRequest } from './web-request.ts';

type RequestHandler = Parameters<Electron.Session['setPermissionRequestHandler']>[0];
type CheckHandler = Parameters<Electron.Session['setPermissionCheckHandler']>[0];
type PermissionName = Parameters<NonNullable<RequestHandler>>[1];

/** One page asking for one permission. */
export interface PermissionQuestion {
  readonly webContents: object;
  /** Chromium's name for the profile of the page. */
  readonly browserContextId: string | undefined;
  readonly permission: string;
  readonly mediaTypes: readonly string[];
  readonly requestingUrl: string;
  readonly requestingOrigin: string;
}

/** Electron's permission names and what Chromium calls them. */
const CHROMIUM_NAMES: Readonly<Record<string, readonly string[]>> = {
  'clipboard-read': ['clipboard-read'],
  geolocation: ['geolocation'],
  media: ['camera', 'microphone'],
  notifications: ['notifications'],
};
const ALWAYS_DENIED = ['midi', 'background-sync', 'local-fonts', 'window-management', 'idle-detection', 'storage-access'];

export class Session extends ApiEmitter {
  readonly protocol: Protocol;
  readonly webRequest = new WebRequest();
  readonly #browser: Browser;
  readonly #clearPages: () => Promise<void>;
  #requestHandler: RequestHandler = null;
  #checkHandler: CheckHandler = null;

  constructor(browser: Browser, protocol: Protocol, clearPages: () => Promise<void>) {
    super('session', ['will-download', 'select-hid-device', 'select-serial-port', 'select-usb-device']);
    this.#browser = browser;
    this.protocol = protocol;
    this.#clearPages = clearPages;
  }

  isPersistent(): boolean {
    return false;
  }
  setPermissionRequestHandler(handler: RequestHandler): void {
    this.#requestHandler = handler;
  }
  setPermissionCheckHandler(handler: CheckHandler): void {
    this.#checkHandler = handler;
  }
  /** Device choosers (HID, serial, USB) do not exist here, so there is nothing the handler could be asked. */
  setDevicePermissionHandler(_handler: unknown): void {}
  /** There is no spell checker here. */
  setSpellCheckerEnabled(_enabled: boolean): void {}
  setSpellCheckerLanguages(_languages: string[]): void {}

  /** There is no system here whose settings could be asked. */
  async resolveProxy(_url: string): Promise<string> {
    return 'DIRECT';
  }

  async clearStorageData(): Promise<void> {
    await this.#clearPages();
  }

  /** Chromium's cache is off; there is nothing to clear. */
  async clearCache(): Promise<void> {}

  /** Denies everything in Chromium until a handler has decided. */
  async denyAll(browserContextId: string | undefined): Promise<void> {
    const names = [...Object.values(CHROMIUM_NAMES).flat(), ...ALWAYS_DENIED];
    await Promise.all(names.map((name) => this.#tellBrowser(browserContextId, name, false)));
  }

  /** Asks the app's handlers and tells Chromium; resolves with the decision. */
  async decidePermission(question: PermissionQuestion): Promise<boolean> {
    const names = CHROMIUM_NAMES[question.permission];
    if (!names) throw new Error(`The Electron stand-in does not implement the permission '${question.permission}'`);
    const granted = this.#check(question) && (await this.#request(question));
    await Promise.all(names.map((name) => this.#tellBrowser(question.browserContextId, name, granted)));
    return granted;
  }

  #check(question: PermissionQuestion): boolean {
    if (!this.#checkHandler) return true;
    const details = {
      requestingUrl: question.requestingUrl,
      isMainFrame: true,
      securityOrigin: `${question.requestingOrigin}/`,
      ...(question.mediaTypes[0] === undefined ? {} : { mediaType: question.mediaTypes[0] as 'video' | 'audio' }),
    };
    const contents = question.webContents as Electron.WebContents;
    return Boolean(this.#checkHandler(contents, question.permission as never, `${question.requestingOrigin}/`, details));
  }

  #request(question: PermissionQuestion): Promise<boolean> {
    const handler = this.#requestHandler;
    if (!handler) return Promise.resolve(true);
    const details = {
      requestingUrl: question.requestingUrl,
      isMainFrame: true,
      securityOrigin: `${question.requestingOrigin}/`,
      ...(question.permission === 'media' ? { mediaTypes: [...question.mediaTypes] as ('video' | 'audio')[] } : {}),
    };
    const contents = question.webContents as Electron.WebContents;
    return new Promise((resolve) => {
      handler(contents, question.permission as PermissionName, (granted) => resolve(Boolean(granted)), details);
    });
  }

  async #tellBrowser(browserContextId: string | undefined, name: string, granted: boolean): Promise<void> {
    if (!this.#browser.headless) return;
    const setting = granted ? 'granted' : 'denied';
    await this.#browser.send('Browser.setPermission', { permission: { name }, setting, browserContextId });
  }
}

refuseUnknownMembers('session', Session);
