// Electron's main thread as the worker sees it: acts asked by message, each answered once. What comes back is parsed like anything
// from outside; an act that failed over there, or answered nonsense, is a failure with a reason and never an exception.
import * as z from 'zod';
import type { HostPorts } from '#main/ports/app-ports.ts';
import type { Camera } from '#main/ports/camera.ts';
import type { Media } from '#main/ports/media.ts';
import type { PdfOutcome, Printer, PrintOutcome } from '#main/ports/printer.ts';
import type { SystemProxy } from '#main/ports/proxy.ts';
import type { FromWorker, HostAct } from '#main/ports/worker-messages.ts';

export class HostThread {
  readonly #send: (message: FromWorker) => void;
  readonly #asked = new Map<number, (value: unknown) => void>();
  #last = 0;

  constructor(send: (message: FromWorker) => void) {
    this.#send = send;
  }

  ask(act: HostAct, input: unknown): Promise<unknown> {
    this.#last += 1;
    const { promise, resolve } = Promise.withResolvers<unknown>();
    this.#asked.set(this.#last, resolve);
    this.#send({ ask: this.#last, act, input });
    return promise;
  }

  answered(ask: number, value: unknown): void {
    this.#asked.get(ask)?.(value);
    this.#asked.delete(ask);
  }
}

const failed = z.object({ outcome: z.literal('failed'), reason: z.string() });
const printOutcome = z.union([z.object({ outcome: z.enum(['printed', 'no-printer', 'cancelled']) }), failed]);
const pdfOutcome = z.union([z.object({ outcome: z.literal('saved') }), failed]);
const installed = z.array(z.object({ name: z.string(), displayName: z.string() }));
const noAnswer = { outcome: 'failed', reason: 'host' } as const;

function hostPrinter(host: Pick<HostThread, 'ask'>): Printer {
  return {
    print: async (job): Promise<PrintOutcome> => printOutcome.catch(noAnswer).parse(await host.ask('print', job)),
    savePdf: async (job): Promise<PdfOutcome> => pdfOutcome.catch(noAnswer).parse(await host.ask('savePdf', job)),
    printers: async () => installed.catch([]).parse(await host.ask('printers', {})),
  };
}

const place = z.string().min(1).nullable();

function hostMedia(host: Pick<HostThread, 'ask'>): Media {
  return { choosePlace: async (question) => place.catch(null).parse(await host.ask('choosePlace', question)) };
}

function hostCamera(host: Pick<HostThread, 'ask'>): Camera {
  return {
    allow: async (isAllowed) => {
      await host.ask('allowCamera', isAllowed);
    },
  };
}

/** Only an answer of the system counts; without one the way is a direct one. */
function hostProxy(host: Pick<HostThread, 'ask'>): SystemProxy {
  return {
    find: async (url) =>
      z
        .string()
        .max(2_000)
        .nullable()
        .catch(null)
        .parse(await host.ask('findProxy', url)),
  };
}

export function hostPorts(host: Pick<HostThread, 'ask'>): HostPorts {
  return { printer: hostPrinter(host), media: hostMedia(host), camera: hostCamera(host), systemProxy: hostProxy(host) };
}
