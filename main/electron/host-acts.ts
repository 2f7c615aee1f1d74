// What the worker asks of Electron's main thread, by name.
import type { HostPorts } from '#main/ports/app-ports.ts';
import type { HostActs } from '#main/ports/worker-messages.ts';
import type { DoAct } from './program.ts';

/** Each act gets input of its own type: the worker is ours, and checked what it sends. */
export function hostActs({ printer, media, camera, systemProxy }: HostPorts): DoAct {
  const acts: HostActs = {
    print: (job) => printer.print(job),
    savePdf: (job) => printer.savePdf(job),
    printers: () => printer.printers(),
    choosePlace: (question) => media.choosePlace(question),
    allowCamera: (isAllowed) => camera.allow(isAllowed),
    findProxy: (url) => systemProxy.find(url),
  };
  return (act, input) => (acts[act] as (input: unknown) => Promise<unknown>)(input);
}
