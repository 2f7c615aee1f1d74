// What `require('electron')` gives in the main process. Only the APIs named here exist; reading any other member of
// the module throws with its name. The types are checked against Electron's own, so an upgrade that changes one of
// them is a compile error (the global namespace Electron comes with Playwright's types).
import { createRequire } from 'node:module';
import path from 'node:path';
import { App } from './module/app.ts';
import { browserWindowClass, type StandinWindow } from './module/browser-window.ts';
import {
  createClipboard,
  createDialog,
  createPowerMonitor,
  createSafeStorage,
  createScreen,
  createShell,
} from './module/desktop.ts';
import { failLoudly } from './module/fail-loudly.ts';
import { IpcMain } from './module/ipc-main.ts';
import { menuClasses } from './module/menu.ts';
import { NativeTheme } from './module/native-theme.ts';
import { createNet } from './module/net.ts';
import { applyColorScheme } from './module/open-page.ts';
import { PageArrivals } from './module/page-target.ts';
import { Protocol } from './module/protocol.ts';
import { RecordedCalls } from './module/recorded-calls.ts';
import { refuseUnknown } from './module/refuse-unknown.ts';
import type { Runtime } from './module/runtime.ts';
import { Session } from './module/session.ts';
import { SimulatedPrinters } from './module/simulated-printers.ts';
import { UrlMap } from './module/url-map.ts';
import { browser, entry, launch } from './running.ts';

/** Everything else Electron exports to the main process: reading one of these throws even from a copied module object. */
const MISSING = [
  'autoUpdater',
  'BaseWindow',
  'BrowserView',
  'contentTracing',
  'crashReporter',
  'desktopCapturer',
  'globalShortcut',
  'ImageView',
  'inAppPurchase',
  'MessageChannelMain',
  'nativeImage',
  'netLog',
  'powerSaveBlocker',
  'pushNotifications',
  'ServiceWorkerMain',
  'ShareMenu',
  'sharedTexture',
  'systemPreferences',
  'TouchBar',
  'Tray',
  'utilityProcess',
  'View',
  'webFrameMain',
  'WebContentsView',
] as const;

if (!entry) {
  console.error('Usage: electron <app folder or file>');
  process.exit(2);
}

const windows = new Set<StandinWindow>();
const pages = () => [...windows].map((window) => window.webContents);
const counter = { last: 0 };
const urls = new UrlMap();
const calls = new RecordedCalls();
const clipboard = createClipboard();
calls.publish();
const printers = new SimulatedPrinters();
printers.publish();

const app = new App(launch, entry, browser, windows);
const protocol = new Protocol(urls, () => app.isReady());
const ipcMain = new IpcMain();
const defaultSession = new Session(browser, protocol, async () => {
  await Promise.all(pages().map((contents) => contents.clearStorage()));
});
const nativeTheme = new NativeTheme((scheme) => {
  for (const contents of pages()) {
    contents.setColorScheme(({ session: page }) => void applyColorScheme(page, scheme).catch(() => undefined));
  }
});
const arrivals = new PageArrivals((popup) => {
  const { openerId, targetId, url } = popup.info;
  void browser.send('Target.closeTarget', { targetId }).catch(() => undefined);
  pages()
    .find((contents) => contents.targetId === openerId)
    ?.popupAppeared(url);
});
const runtime: Runtime = {
  app,
  arrivals,
  browser,
  calls,
  clipboard,
  ipcMain,
  printers,
  session: defaultSession,
  urls,
  windows: windows as Runtime['windows'],
  colorScheme: () => nativeTheme.colorScheme,
  nextId: () => {
    counter.last += 1;
    return counter.last;
  },
};
browser.attend(
  (page) => arrivals.arrived(page),
  () => {
    for (const window of [...windows]) window.webContents.markDestroyed();
    if (!app.isQuitting) failLoudly(new Error('Chromium ended by itself'));
  },
);

const BrowserWindow = browserWindowClass(runtime);
const { Menu, MenuItem } = menuClasses((role) => {
  if (role === 'quit') app.quit();
  else if (role === 'close') BrowserWindow.getFocusedWindow()?.close();
  else if (role === 'reload') BrowserWindow.getFocusedWindow()?.reload();
  else throw new Error(`The Electron stand-in does not implement clicking the menu role '${role}'`);
});
const webContents = refuseUnknown('webContents', {
  fromId: (id: number) => pages().find((contents) => contents.id === id),
  getAllWebContents: () => pages(),
  getFocusedWebContents: () => BrowserWindow.getFocusedWindow()?.webContents ?? null,
  fromDevToolsTargetId: (targetId: string) => pages().find((contents) => contents.targetId === targetId),
});
const Notification = class {
  constructor() {
    throw new Error('The Electron stand-in does not implement Notification');
  }
  static isSupported(): boolean {
    return false;
  }
};
const safeStorageProvider = process.env.ELECTRON_STANDIN_SAFE_STORAGE;

const electron = {
  app,
  BrowserWindow,
  clipboard,
  dialog: createDialog(calls),
  ipcMain,
  Menu,
  MenuItem,
  nativeTheme,
  net: createNet(protocol),
  Notification,
  powerMonitor: createPowerMonitor(),
  protocol,
  safeStorage: createSafeStorage(
    safeStorageProvider === undefined ? {} : (createRequire(import.meta.url)(path.resolve(safeStorageProvider)) as object),
  ),
  screen: createScreen(),
  session: refuseUnknown('session', { defaultSession }),
  shell: createShell(calls),
  webContents,
};
for (const name of MISSING) {
  Object.defineProperty(electron, name, {
    enumerable: true,
    get: () => {
      throw new Error(`The Electron stand-in does not implement electron.${name}`);
    },
  });
}
refuseUnknown('electron', electron);

/** Announces ready once the main script has run. */
export async function announceReady(): Promise<void> {
  await app.becomeReady();
}
export { electron as 'module.exports', electron };
