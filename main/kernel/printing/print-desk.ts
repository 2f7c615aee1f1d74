// The one way to paper and PDF. "Printed" is said, counted and audited only when the system said so for this very page; a printer
// that does not answer leaves an honest "unknown". One page at a time, so that a double click makes one copy.
import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import type { SessionHolder } from '#main/kernel/session/session-holder.ts';
import type { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import type { ChosenPlace, Media } from '#main/ports/media.ts';
import type { PdfOutcome, Printer, PrintOutcome } from '#main/ports/printer.ts';
import type { Timers } from '#main/ports/timers.ts';
import type { Store } from '#main/store/store.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { AuditAction } from '#src/domain/audit/events.ts';
import { type PrintDocument, type PrintSettings, printSettings } from '#src/domain/printing/schema.ts';
import {
  beginPrint,
  countCopies,
  endPrint,
  loadSettings,
  type PrintChannel,
  type Printed,
  type PrintOutcomeName,
} from './print-log.ts';

/** After this long without an answer nobody knows whether a page came out. */
const printLimitMs = 60_000;

export interface PrintDeskPorts {
  readonly store: Store;
  readonly time: TrustedTime;
  readonly trail: AuditTrail;
  readonly timers: Timers;
  readonly printer: Printer;
  readonly media: Media;
  readonly session: SessionHolder;
}

export interface PrintOrder extends Printed {
  readonly actorId: string;
  /** The page, given how many copies came before this one. */
  readonly documentOf: (copies: number) => PrintDocument;
  /** The event of a first paper, of every further one, and of a PDF. */
  readonly actions: { readonly first: AuditAction; readonly again: AuditAction; readonly saved: AuditAction };
}

/** The print's own number, and how many copies of its channel there were before. */
export interface PrintDone {
  readonly printJob: number;
  readonly copies: number;
}

const outcomeNames: Readonly<Record<(PrintOutcome | PdfOutcome)['outcome'] | 'unknown', PrintOutcomeName>> = {
  printed: 'done',
  saved: 'done',
  cancelled: 'cancelled',
  'no-printer': 'no-printer',
  failed: 'failed',
  unknown: 'unknown',
};

type Outcome = PrintOutcome | PdfOutcome | { readonly outcome: 'unknown' };

const hostFailed = { outcome: 'failed', reason: 'host' } as const;

function refusalOf(channel: PrintChannel, outcome: Outcome): Refusal | null {
  switch (outcome.outcome) {
    case 'printed':
    case 'saved':
      return null;
    case 'cancelled':
      return new Refusal('printing/cancelled', {});
    case 'no-printer':
      return new Refusal('printing/printer-missing', {});
    case 'unknown':
      return new Refusal('printing/outcome-unknown', {});
    case 'failed':
      return channel === 'pdf'
        ? new Refusal('printing/pdf-failed', { reason: outcome.reason })
        : new Refusal('printing/failed', { reason: outcome.reason });
  }
}

export class PrintDesk {
  readonly #ports: PrintDeskPorts;
  #isBusy = false;
  #isChoosing = false;

  constructor(ports: PrintDeskPorts) {
    this.#ports = ports;
  }

  settings(): PrintSettings {
    return printSettings.parse(loadSettings(this.#ports.store) ?? { printer: null, paper: 'a5' });
  }

  /** @throws Refusal `printing/…` when it was not printed, or nobody knows */
  print(order: PrintOrder): Promise<PrintDone> {
    return this.#run(order, 'paper', (document) => {
      const { promise, resolve } = Promise.withResolvers<Outcome>();
      const cancel = this.#ports.timers.after(printLimitMs, () => resolve({ outcome: 'unknown' }));
      this.#ports.printer
        .print({ document, settings: this.settings() })
        .then(resolve, () => resolve(hostFailed))
        .finally(cancel);
      return promise;
    });
  }

  /**
   * The person chooses the place; that may take as long as it takes and keeps nobody from printing.
   * @throws Refusal `printing/…`
   */
  async savePdf(order: PrintOrder, fileName: string): Promise<PrintDone> {
    const path = await this.#choose(fileName);
    // Whoever stands at an open dialog after a lock is somebody else: nothing is written for who has left.
    const isStillThere = this.#ports.session.current?.staffId === order.actorId;
    return this.#run(order, 'pdf', async (document) => {
      if (path === null || !isStillThere) return { outcome: 'cancelled' };
      return this.#ports.printer.savePdf({ document, settings: this.settings(), path }).catch(() => hostFailed);
    });
  }

  async #choose(fileName: string): Promise<ChosenPlace> {
    if (this.#isChoosing) throw new Refusal('printing/busy', {});
    this.#isChoosing = true;
    try {
      return await this.#ports.media.choosePlace({ fileName });
    } finally {
      this.#isChoosing = false;
    }
  }

  async #run(order: PrintOrder, channel: PrintChannel, act: (document: PrintDocument) => Promise<Outcome>): Promise<PrintDone> {
    const { store, time } = this.#ports;
    if (this.#isBusy) throw new Refusal('printing/busy', {});
    this.#isBusy = true;
    try {
      const copies = countCopies(store, order, channel);
      const document = order.documentOf(copies);
      const asked = { channel, by: order.actorId, at: time.claimedNow() };
      const printJob = store.write((transaction) => beginPrint(transaction, order, asked));
      const outcome = await act(document);
      this.#end(order, channel, { printJob, copies }, outcome);
      const refusal = refusalOf(channel, outcome);
      if (refusal !== null) throw refusal;
      return { printJob, copies };
    } finally {
      this.#isBusy = false;
    }
  }

  #end(order: PrintOrder, channel: PrintChannel, { printJob, copies }: PrintDone, outcome: Outcome): void {
    const { store, time, trail } = this.#ports;
    const name = outcomeNames[outcome.outcome];
    const paperAction = copies === 0 ? order.actions.first : order.actions.again;
    const doneAction = channel === 'pdf' ? order.actions.saved : paperAction;
    store.write((transaction) => {
      endPrint(transaction, printJob, name, time.claimedNow());
      trail.append(transaction, {
        action: name === 'done' ? doneAction : 'print.not-done',
        actorId: order.actorId,
        subjectId: order.subject,
        detail: { kind: order.kind, channel, version: order.version, copy: copies + 1, outcome: name },
      });
    });
  }
}
