// A record's receipt: preview, print, PDF.
import type { ElectronApplication, Locator, Page } from '@playwright/test';

interface SimulatedPrinter {
  readonly name: string;
  does: 'print' | 'fail' | 'cancel' | 'nothing';
  readonly papers: string[];
}
declare global {
  /** Of the stand-in of Electron only. */
  var electronStandinPrinters: SimulatedPrinter[];
}

/** Installs a printer at the simulated counter, or changes what it does. */
export async function installPrinter(app: ElectronApplication, does: SimulatedPrinter['does']): Promise<void> {
  await app.evaluate((_electron, what) => {
    const [known] = globalThis.electronStandinPrinters;
    if (known === undefined) globalThis.electronStandinPrinters.push({ name: 'counter', does: what, papers: [] });
    else known.does = what;
  }, does);
}

/** What came out of the simulated printer, as PDFs. */
export async function papersOf(app: ElectronApplication): Promise<readonly Buffer[]> {
  const papers = await app.evaluate(() => globalThis.electronStandinPrinters[0]?.papers ?? []);
  return papers.map((paper) => Buffer.from(paper, 'base64'));
}

/** Answers the next save dialog with this path; null cancels it. */
export async function answerSaveDialog(app: ElectronApplication, filePath: string | null): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = async () => ({ canceled: path === null, filePath: path ?? '' });
  }, filePath);
}

export class ReceiptScreen {
  readonly panel: Locator;
  readonly refusal: Locator;
  readonly #page: Page;
  constructor(page: Page) {
    this.#page = page;
    this.panel = page.locator('#receipt');
    this.refusal = page.locator('#receipt-refusal');
  }

  /** By key, as a clerk does. */
  async press(key: 'p' | 's'): Promise<void> {
    await this.#page.locator('#receipt-print:enabled').waitFor();
    await this.#page.keyboard.press(key);
  }

  async number(): Promise<string> {
    return (await this.panel.getAttribute('data-number')) ?? '';
  }
}
