// A workstation without its window, as a process that can be killed: the local program over the real store, the real files of the
// evaluation keychain and the real line; only the printer is made up. It waits for its folder, so that loading is no part of a start.
import { createApp } from '#main/app/create-app.ts';
import { realMachine } from '#main/app/machine.ts';
import type { EnrolmentOrder } from '#main/ports/worker-messages.ts';

export interface StationFolder {
  readonly dataDir: string;
  readonly keysDir: string;
  readonly enrol?: EnrolmentOrder;
}

export type ToStation =
  | { readonly start: StationFolder }
  | { readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly id: number; readonly close: true };

export type FromStation = { readonly loaded: true } | { readonly id: number; readonly result: unknown };

type App = ReturnType<typeof createApp>;
let app: App | null = null;

function open({ dataDir, keysDir, enrol }: StationFolder): App {
  const keychain = { isEvaluation: true, service: 'none', evaluationDir: keysDir } as const;
  const options = { dataDir, appVersion: '0.0.0', keychain, ...(enrol === undefined ? {} : { enrol }) };
  const printer = {
    print: async () => ({ outcome: 'printed' }) as const,
    savePdf: async () => ({ outcome: 'saved' }) as const,
    printers: async () => [],
  };
  return createApp(
    { ...options, isEvaluation: true },
    realMachine(options, {
      printer,
      media: { choosePlace: async () => null },
      systemProxy: { find: async () => null },
      camera: { allow: async () => undefined },
    }),
  );
}

function answer(message: FromStation): void {
  process.send?.(message);
}

process.on('message', async (message: ToStation) => {
  if ('start' in message) {
    app = open(message.start);
    await app.start();
  } else if (app === null) {
    throw new Error('not started');
  } else if ('close' in message) {
    await app.close();
    answer({ id: message.id, result: null });
    process.disconnect();
  } else {
    answer({ id: message.id, result: await app.call(message.name, message.input) });
  }
});
answer({ loaded: true });
