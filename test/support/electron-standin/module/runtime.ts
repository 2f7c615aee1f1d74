// What the parts of the stand-in share. One object per process, made in electron-module.ts.
import type { Browser } from '../chromium/browser.ts';
import type { App, QuittableWindow } from './app.ts';
import type { StandinClipboard } from './desktop.ts';
import type { IpcMain } from './ipc-main.ts';
import type { PageArrivals } from './page-target.ts';
import type { RecordedCalls } from './recorded-calls.ts';
import type { Session } from './session.ts';
import type { SimulatedPrinters } from './simulated-printers.ts';
import type { UrlMap } from './url-map.ts';

export interface Runtime {
  readonly app: App;
  readonly arrivals: PageArrivals;
  readonly browser: Browser;
  readonly calls: RecordedCalls;
  readonly clipboard: StandinClipboard;
  readonly ipcMain: IpcMain;
  readonly printers: SimulatedPrinters;
  readonly session: Session;
  readonly urls: UrlMap;
  /** Open windows, oldest first. */
  readonly windows: Set<QuittableWindow>;
  /** The colour scheme pages must prefer; '' follows the system. */
  colorScheme(): string;
  /** A number no window or webContents has had yet. */
  nextId(): number;
}
