// The worker thread itself, as Electron's main thread starts it, with the evaluation keychain.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FromWorker, StartOptions, ToWorker } from '#main/ports/worker-messages.ts';

let root: string;
let worker: Worker;
const events: string[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'worker-'));
  const options: StartOptions = {
    dataDir: join(root, 'data'),
    appVersion: '1.2.3',
    keychain: { isEvaluation: true, service: 'Countersign test', evaluationDir: join(root, 'keys') },
  };
  worker = new Worker(join(import.meta.dirname, 'worker.ts'), { workerData: options });
});
afterEach(async () => {
  await worker.terminate();
  rmSync(root, { recursive: true, force: true });
});

function ask(message: Extract<ToWorker, { id: number }>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.on('message', (answer: FromWorker) => {
      if ('event' in answer) events.push(answer.event);
      else if ('id' in answer && answer.id === message.id) resolve(answer.result);
    });
    worker.postMessage(message);
  });
}

test('answers, tells, and closes cleanly', async () => {
  await expect
    .poll(() => ask({ id: 1, name: 'startup.status', input: {} }), { timeout: 10_000 })
    .toMatchObject({ ok: true, value: { phase: 'enrolment', isEvaluation: true, appVersion: '1.2.3' } });
  expect(await ask({ id: 2, name: 'staff.current', input: {} })).toEqual({ ok: true, value: { session: null } });
  expect(await ask({ id: 3, name: 'no.such', input: {} })).toMatchObject({ ok: false });
  expect(await ask({ id: 4, shutdown: true })).toBeNull();
  expect(existsSync(join(root, 'data', 'workstation.db'))).toBe(true);
  expect(existsSync(join(root, 'data', 'workstation.db-wal'))).toBe(false);
  expect(readFileSync(join(root, 'data', 'workstation.log'), 'utf8')).toContain('opening.key-info-in-use');
  expect(events.length).toBeGreaterThanOrEqual(0);
});
