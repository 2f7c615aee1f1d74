// Entry of the worker thread that runs the local program. Passes calls in and answers and events out; decides nothing.
import { parentPort, workerData } from 'node:worker_threads';
import { describeError } from '#main/kernel/file-log.ts';
import type { FromWorker, StartOptions, ToWorker } from '#main/ports/worker-messages.ts';
import { createApp } from './create-app.ts';
import { HostThread, hostPorts } from './host-thread.ts';
import { realMachine } from './machine.ts';

/** Electron's main thread is the only one who starts this worker, with data of this type. */
const options = workerData as StartOptions;
const host = new HostThread(send);
const machine = realMachine(options, hostPorts(host));
const app = createApp({ ...options, isEvaluation: options.keychain.isEvaluation }, machine);

function send(message: FromWorker): void {
  parentPort?.postMessage(message);
}

async function receive(message: ToWorker): Promise<void> {
  if ('answered' in message) {
    host.answered(message.answered, message.value);
    return;
  }
  if ('shutdown' in message) {
    await app.close();
    send({ id: message.id, result: null });
    return;
  }
  send({ id: message.id, result: await app.call(message.name, message.input) });
}

process.once('uncaughtException', (error) => {
  machine.log.write('worker.ended', describeError(error));
  process.exit(1);
});
app.onEvent((event, payload) => send({ event, payload }));
parentPort?.on('message', (message: ToWorker) => void receive(message));
void app.start();
