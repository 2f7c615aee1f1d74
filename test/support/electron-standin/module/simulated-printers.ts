// Printers that exist only here. A test installs them as `globalThis.electronStandinPrinters.push({ name, does })` in the main process;
// there is none to begin with. What a printer "prints" is the real page drawn by Chromium, kept as PDF bytes on the printer.
import { refuseUnknownKeys } from './refuse-unknown.ts';

type PrintOptions = Electron.WebContentsPrintOptions;

export interface SimulatedPrinter {
  readonly name: string;
  /** `nothing`: never answers, as a driver that waits for a person. */
  does: 'print' | 'fail' | 'cancel' | 'nothing';
  /** Pages that came out, in base64. */
  readonly papers?: string[];
}

interface Answer {
  readonly isPrinted: boolean;
  readonly failureReason: string;
}

const OPTIONS: ReadonlySet<string> = new Set<keyof PrintOptions>(['deviceName', 'pageSize', 'printBackground', 'silent']);
const MICRONS_PER_INCH = 25_400;

function pdfSize(pageSize: PrintOptions['pageSize']): Electron.PrintToPDFOptions {
  if (pageSize === undefined) return { preferCSSPageSize: true };
  if (typeof pageSize === 'string') return { pageSize, preferCSSPageSize: true };
  return { pageSize: { width: pageSize.width / MICRONS_PER_INCH, height: pageSize.height / MICRONS_PER_INCH } };
}

export class SimulatedPrinters {
  readonly #installed: SimulatedPrinter[] = [];

  /** Lets tests install printers. */
  publish(): void {
    Object.defineProperty(globalThis, 'electronStandinPrinters', { value: this.#installed });
  }

  list(): Electron.PrinterInfo[] {
    return this.#installed.map(({ name }) => ({ name, displayName: `${name} (simulated)`, description: '', options: {} }));
  }

  /** @returns null when the printer never answers */
  async print(options: PrintOptions, draw: (wanted: Electron.PrintToPDFOptions) => Promise<Buffer>): Promise<Answer | null> {
    refuseUnknownKeys('print options', options, OPTIONS);
    if (options.silent !== true) throw new Error('The Electron stand-in does not implement the print dialog');
    const { deviceName } = options;
    const printer = deviceName ? this.#installed.find(({ name }) => name === deviceName) : this.#installed[0];
    if (this.#installed.length === 0) return { isPrinted: false, failureReason: 'No printers available on the network' };
    if (printer === undefined) return { isPrinted: false, failureReason: 'Invalid deviceName provided' };
    switch (printer.does) {
      case 'nothing':
        return null;
      case 'fail':
        return { isPrinted: false, failureReason: 'Print job failed' };
      case 'cancel':
        return { isPrinted: false, failureReason: 'Print job canceled' };
      case 'print': {
        const page = await draw({ printBackground: options.printBackground ?? false, ...pdfSize(options.pageSize) });
        printer.papers?.push(page.toString('base64'));
        return { isPrinted: true, failureReason: '' };
      }
    }
  }
}
