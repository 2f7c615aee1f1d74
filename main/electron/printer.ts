// Paper and PDF by Electron. Each job gets a hidden window of its own on the printing page, so that what is printed never depends on
// the state, theme or zoom of the screen. The page is drawn in memory and printed from there: no file holds it on the way.
import { rename, rm, writeFile } from 'node:fs/promises';
import { BrowserWindow, type IpcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { isPrintPage, printPage } from '#main/electron/page-files.ts';
import { lockedPage } from '#main/electron/window.ts';
import type { InstalledPrinter, PdfOutcome, Printer, PrintOutcome } from '#main/ports/printer.ts';
import type { Paper, PdfJob, PrintJob } from '#src/domain/printing/schema.ts';

const drawLimitMs = 20_000;
/** Long after the program has called it unknown: only so that the window is not kept for ever. */
const answerLimitMs = 10 * 60_000;
const micronsPerInch = 25_400;
const cssPixelsPerInch = 96;
/** Ten metres of paper. */
const longestPagePx = 38_000;
const rollWidthInches = 80 / 25.4;

interface Drawing {
  readonly document: unknown;
  readonly drawn: (heightPx: number) => void;
}

interface Drawn {
  readonly contents: WebContents;
  readonly heightPx: number;
}

/** A roll is as long as what is on it; sheets say their size in the page's own style. */
function rollInches(heightPx: number): { readonly width: number; readonly height: number } {
  return { width: rollWidthInches, height: Math.max(1, heightPx / cssPixelsPerInch) };
}

function printSize(paper: Paper, heightPx: number) {
  if (paper === 'a4') return 'A4';
  if (paper === 'a5') return 'A5';
  const { width, height } = rollInches(heightPx);
  return { width: Math.round(width * micronsPerInch), height: Math.round(height * micronsPerInch) };
}

/** The system's word for why it did not print, as an outcome. */
function outcomeOf(isPrinted: boolean, reason: string): PrintOutcome {
  if (isPrinted) return { outcome: 'printed' };
  if (/cancel/iu.test(reason)) return { outcome: 'cancelled' };
  if (/no printers|invalid devicename/iu.test(reason)) return { outcome: 'no-printer' };
  return { outcome: 'failed', reason };
}

/** A system's code of a failed write; never its message, which holds the path. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

export class ElectronPrinter implements Printer {
  readonly #preload: string;
  readonly #owner: () => BrowserWindow | null;
  readonly #drawings = new Map<number, Drawing>();
  readonly #windows = new Set<BrowserWindow>();

  /** @param owner the window whose system's printers are asked for */
  constructor(preload: string, owner: () => BrowserWindow | null) {
    this.#preload = preload;
    this.#owner = owner;
  }

  /** Answers the printing page, and nobody else. */
  listen(ipcMain: IpcMain): void {
    const drawingOf = ({ sender, senderFrame }: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>): Drawing | undefined =>
      senderFrame?.parent === null && isPrintPage(senderFrame.url) ? this.#drawings.get(sender.id) : undefined;
    ipcMain.handle('print-document', (event) => {
      const drawing = drawingOf(event);
      if (drawing === undefined) throw new Error('refused');
      return drawing.document;
    });
    ipcMain.on('print-ready', (event, heightPx: unknown) => {
      const isHeight = typeof heightPx === 'number' && heightPx >= 0 && heightPx <= longestPagePx;
      drawingOf(event)?.drawn(isHeight ? heightPx : 0);
    });
  }

  /** Nothing hidden may keep the application alive. */
  close(): void {
    for (const window of this.#windows) window.destroy();
  }

  async printers(): Promise<readonly InstalledPrinter[]> {
    const found = (await this.#owner()?.webContents.getPrintersAsync()) ?? [];
    return found.map(({ name, displayName }) => ({ name, displayName: displayName === '' ? name : displayName }));
  }

  async print({ document, settings }: PrintJob): Promise<PrintOutcome> {
    const installed = await this.printers();
    const isMissing =
      settings.printer === null ? installed.length === 0 : !installed.some(({ name }) => name === settings.printer);
    if (isMissing) return { outcome: 'no-printer' };
    return this.#draw({ document, paper: settings.paper }, ({ contents, heightPx }) => {
      const { promise, resolve } = Promise.withResolvers<PrintOutcome>();
      const options = {
        silent: true,
        printBackground: true,
        deviceName: settings.printer ?? '',
        pageSize: printSize(settings.paper, heightPx),
      } as const;
      const limit = setTimeout(() => resolve({ outcome: 'failed', reason: 'no answer' }), answerLimitMs);
      contents.print(options, (isPrinted, reason) => resolve(outcomeOf(isPrinted, reason)));
      return promise.finally(() => clearTimeout(limit));
    });
  }

  async savePdf({ document, settings, path }: PdfJob): Promise<PdfOutcome> {
    const bytes = await this.#draw({ document, paper: settings.paper }, ({ contents, heightPx }) =>
      contents.printToPDF({
        printBackground: true,
        ...(settings.paper === 'roll-80' ? { pageSize: rollInches(heightPx) } : { preferCSSPageSize: true }),
      }),
    );
    if ('outcome' in bytes) return bytes;
    // Under a name of its own until it is whole: what stood there before is only replaced by a whole file, and never removed.
    const unfinished = `${path}.part`;
    try {
      await writeFile(unfinished, bytes);
      await rename(unfinished, path);
      return { outcome: 'saved' };
    } catch (error) {
      await rm(unfinished, { force: true }).catch(() => undefined);
      return { outcome: 'failed', reason: codeOf(error) };
    }
  }

  /** Draws a document in a hidden window, uses it, and lets go of the window. */
  async #draw<T>(
    what: { readonly document: unknown; readonly paper: Paper },
    use: (drawn: Drawn) => Promise<T>,
  ): Promise<T | { readonly outcome: 'failed'; readonly reason: string }> {
    const window = new BrowserWindow({
      show: false,
      width: 800,
      height: 1100,
      webPreferences: { ...lockedPage(), preload: this.#preload },
    });
    const { webContents: contents } = window;
    const { id } = contents;
    const drawn = Promise.withResolvers<number | null>();
    const limit = setTimeout(() => drawn.resolve(null), drawLimitMs);
    this.#windows.add(window);
    this.#drawings.set(id, { document: what, drawn: drawn.resolve });
    try {
      window.once('closed', () => drawn.resolve(null));
      await window.loadURL(printPage);
      const heightPx = await drawn.promise;
      return heightPx === null ? { outcome: 'failed', reason: 'page' } : await use({ contents, heightPx });
    } finally {
      clearTimeout(limit);
      this.#drawings.delete(id);
      this.#windows.delete(window);
      if (!window.isDestroyed()) window.destroy();
    }
  }
}
