// What Electron is told to deny, asked of the real functions. That Electron obeys is tested in test/contract/electron and test/e2e.
import { beforeEach, describe, expect, it, vi } from 'vitest';

const electron = vi.hoisted(() => ({
  isPackaged: true,
  listeners: new Map<string, (...args: unknown[]) => void>(),
}));
vi.mock('electron', () => ({
  app: {
    get isPackaged() {
      return electron.isPackaged;
    },
    on: (name: string, listener: (...args: unknown[]) => void) => electron.listeners.set(name, listener),
  },
  BrowserWindow: class {},
  dialog: {},
}));

const { closeSession, guardPages, lockedPage } = await import('#main/electron/window.ts');
const { startPage, printPage } = await import('#main/electron/page-files.ts');

type Handler = (...args: unknown[]) => unknown;

/** A session that keeps what it is told. */
function fakeSession() {
  const kept: Record<string, Handler> = {};
  const keep = (name: string) => (handler: Handler) => {
    kept[name] = handler;
  };
  const session = {
    setPermissionRequestHandler: keep('request'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
    setSpellCheckerEnabled: () => undefined,
    webRequest: { onBeforeRequest: keep('load') },
    on: (name: string, handler: Handler) => keep(name)(handler),
  };
  return { session: session as unknown as Parameters<typeof closeSession>[0], kept };
}

const pageAt = (url: string) => ({ getURL: () => url });

beforeEach(() => {
  electron.isPackaged = true;
  electron.listeners.clear();
});

describe('a closed session', () => {
  const { session, kept } = fakeSession();
  const camera = { isOpen: false };
  closeSession(session, camera);

  const isGranted = (permission: string, details: object, url = startPage) => {
    let granted: unknown;
    kept.request?.(pageAt(url), permission, (answer: unknown) => (granted = answer), { isMainFrame: true, ...details });
    return granted;
  };
  const mayLoad = (url: string) => {
    let answer: { cancel?: boolean } = {};
    kept.load?.({ url }, (given: { cancel?: boolean }) => (answer = given));
    return answer.cancel === false;
  };

  it('grants no permission, not even the camera while the program has it shut', () => {
    camera.isOpen = true;
    const all = [
      'geolocation',
      'notifications',
      'midi',
      'pointerLock',
      'fullscreen',
      'openExternal',
      'clipboard-read',
      'hid',
      'usb',
    ];
    for (const permission of [
      ...all,
      'serial',
      'display-capture',
      'idle-detection',
      'window-management',
      'fileSystem',
      'unknown',
    ]) {
      expect([permission, isGranted(permission, {})]).toEqual([permission, false]);
      expect(kept.check?.(pageAt(startPage), permission, startPage, {})).toBe(false);
    }
    camera.isOpen = false;
    expect(isGranted('media', { mediaTypes: ['video'] })).toBe(false);
    expect(kept.check?.(pageAt(startPage), 'media', startPage, { mediaType: 'video' })).toBe(false);
    expect(kept.device?.({ deviceType: 'usb' })).toBe(false);
  });

  it('gives the open camera to the top frame of our own page, without sound', () => {
    camera.isOpen = true;
    expect(isGranted('media', { mediaTypes: ['video'] })).toBe(true);
    expect(isGranted('media', { mediaTypes: ['video', 'audio'] })).toBe(false);
    expect(isGranted('media', { mediaTypes: [] })).toBe(false);
    expect(isGranted('media', {})).toBe(false);
    expect(isGranted('media', { mediaTypes: ['video'], isMainFrame: false })).toBe(false);
    for (const url of [printPage, 'https://counter.example/index.html', 'app://counter.example/index.html', 'about:blank']) {
      expect([url, isGranted('media', { mediaTypes: ['video'] }, url)]).toEqual([url, false]);
      expect(kept.check?.(pageAt(url), 'media', url, { mediaType: 'video' })).toBe(false);
    }
    expect(kept.check?.(null, 'media', startPage, { mediaType: 'video' })).toBe(false);
    expect(kept.check?.(pageAt(startPage), 'media', startPage, { mediaType: 'audio' })).toBe(false);
  });

  it('loads our own files and nothing of any network, file system or inspector', () => {
    expect([startPage, printPage, 'blob:app://counter/1'].map(mayLoad)).toEqual([true, true, true]);
    const foreign = [
      'https://example.org/',
      'http://127.0.0.1/',
      'ws://127.0.0.1/',
      'file:///etc/passwd',
      'data:text/html,x',
      'ftp://x/',
    ];
    for (const url of [
      ...foreign,
      'devtools://devtools/x',
      'chrome://gpu',
      'application://x',
      'APPX://counter/',
      'javascript:1',
    ]) {
      expect([url, mayLoad(url)]).toEqual([url, false]);
    }
    electron.isPackaged = false;
    expect(mayLoad('devtools://devtools/x')).toBe(true);
  });

  it('keeps no download but what a page of ours made', () => {
    const isStopped = (url: string) => {
      const event = { preventDefault: vi.fn() };
      kept['will-download']?.(event, { getURL: () => url });
      return event.preventDefault.mock.calls.length > 0;
    };
    expect([isStopped('blob:app://counter/1'), isStopped('https://example.org/x'), isStopped('data:,x')]).toEqual([
      false,
      true,
      true,
    ]);
  });
});

it('whatever page there will ever be opens no window, no webview, and goes nowhere', () => {
  guardPages();
  const kept: Record<string, Handler> = {};
  const contents = {
    setWindowOpenHandler: (handler: Handler) => (kept.open = handler),
    on: (name: string, handler: Handler) => (kept[name] = handler),
  };
  electron.listeners.get('web-contents-created')?.({}, contents);
  expect(kept.open?.({ url: startPage })).toEqual({ action: 'deny' });
  const isStopped = (name: string, url: string) => {
    const event = { url, preventDefault: vi.fn() };
    kept[name]?.(event);
    return event.preventDefault.mock.calls.length > 0;
  };
  expect(isStopped('will-navigate', startPage)).toBe(false);
  for (const url of ['https://example.org/', printPage, 'file:///etc/passwd', 'app://counter/../x', 'javascript:alert(1)']) {
    expect([url, isStopped('will-navigate', url)]).toEqual([url, true]);
  }
  expect(isStopped('will-redirect', startPage)).toBe(true);
  expect(isStopped('will-attach-webview', startPage)).toBe(true);
});

it('every page is sandboxed and isolated; an installed one has no inspector', () => {
  expect(lockedPage()).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    devTools: false,
  });
  electron.isPackaged = false;
  expect(lockedPage().devTools).toBe(true);
});
