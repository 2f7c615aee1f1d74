// What the worker asks of Electron's main thread, by name.
import type { Media } from '#main/ports/media.ts';
import type { Printer } from '#main/ports/printer.ts';
import type { HostActs } from '#main/ports/worker-messages.ts';
import type { DoAct } from './program.ts';

/** Each act gets input of its own type: the worker is ours, and checked what it sends. */
export function hostActs(printer: Printer, media: Media): DoAct {
  const acts: HostActs = {
    print: (job) => printer.print(job),
    savePdf: (job) => printer.savePdf(job),
    printers: () => printer.printers(),
    choosePlace: (question) => media.choosePlace(question),
  };
  return (act, input) => (acts[act] as (input: unknown) => Promise<unknown>)(input);
}
