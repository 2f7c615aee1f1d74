// Paper and PDF (S2). Only Electron can do either, so the program asks its main thread (docs/adr/0002-core-beside-its-store.md).
import type { PdfJob, PrintJob } from '#src/domain/printing/schema.ts';

/**
 * What became of a print. `printed`: the system's print service took the page; whether the printer has paper no program can see.
 * `failed` carries the system's own word for the reason.
 */
export type PrintOutcome =
  | { readonly outcome: 'printed' }
  | { readonly outcome: 'cancelled' }
  | { readonly outcome: 'no-printer' }
  | { readonly outcome: 'failed'; readonly reason: string };

/** What became of saving a PDF where the person chose. */
export type PdfOutcome = { readonly outcome: 'saved' } | { readonly outcome: 'failed'; readonly reason: string };

export interface InstalledPrinter {
  /** As the system knows it; what a setting keeps. */
  readonly name: string;
  /** As a person knows it. */
  readonly displayName: string;
}

export interface Printer {
  /** Resolves with what the system said. May never resolve: callers set a limit. */
  print(job: PrintJob): Promise<PrintOutcome>;
  savePdf(job: PdfJob): Promise<PdfOutcome>;
  printers(): Promise<readonly InstalledPrinter[]>;
}
