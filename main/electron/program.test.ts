import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Program } from '#main/electron/program.ts';

const file = join(mkdtempSync(join(tmpdir(), 'program-')), 'worker.cjs');
// Echoes calls; `die` ends the thread as a crash would; `tell` sends an event; `hang` never answers.
writeFileSync(
  file,
  `const { parentPort, workerData } = require('node:worker_threads');
let waiting;
parentPort.on('message', (message) => {
  if (message.shutdown) return parentPort.postMessage({ id: message.id, result: null });
  if (message.name === 'die') throw new Error('crash');
  if (message.name === 'hang') return;
  if (message.answered) return parentPort.postMessage({ id: waiting, result: message.value });
  if (message.name === 'act') { waiting = message.id; return parentPort.postMessage({ ask: 7, act: message.input, input: 1 }); }
  if (message.name === 'tell') parentPort.postMessage({ event: 'sync.changed', payload: {} });
  parentPort.postMessage({ id: message.id, result: { ok: true, value: [message.name, message.input, workerData.appVersion] } });
});`,
);

const open: Program[] = [];
afterEach(async () => {
  for (const program of open.splice(0)) await program.stop();
});

function prepare() {
  const heard: string[] = [];
  const options = {
    dataDir: '/nowhere',
    appVersion: '1.2.3',
    keychain: { isEvaluation: true, service: 's', evaluationDir: '/k' },
  };
  const program = new Program(
    file,
    { ...options, keychain: { ...options.keychain, isEvaluation: true } },
    (name) => {
      heard.push(name);
    },
    async (act, input) => {
      if (act === 'savePdf') throw new Error('the host failed');
      return { act, input };
    },
  );
  open.push(program);
  return { program, heard };
}
function start() {
  const prepared = prepare();
  prepared.program.start();
  return prepared;
}
const code = (result: unknown) => (result as { error?: { code: string } }).error?.code;

describe('the program behind the window', () => {
  it('passes calls in and answers out, each to its own caller', async () => {
    const { program } = start();
    const answers = await Promise.all(['a', 'b', 'c'].map((name) => program.call(name, { name })));
    expect(answers).toEqual(['a', 'b', 'c'].map((name) => ({ ok: true, value: [name, { name }, '1.2.3'] })));
  });

  it('begins with the first call where nobody has begun it, and ends where there was none', async () => {
    const { program } = prepare();
    const answers = await Promise.all(['a', 'b'].map((name) => program.call(name, { name })));
    expect(answers).toEqual(['a', 'b'].map((name) => ({ ok: true, value: [name, { name }, '1.2.3'] })));
    await prepare().program.stop();
  });

  it('passes events out', async () => {
    const { program, heard } = start();
    await program.call('tell', {});
    expect(heard).toEqual(['sync.changed']);
  });

  it('does what the worker asks of it, and says null when it could not', async () => {
    const { program } = start();
    expect(await program.call('act', 'print')).toEqual({ act: 'print', input: 1 });
    expect(await program.call('act', 'savePdf')).toBeNull();
  });

  it('answers every open call when it dies, tells the screens, and can be started again', async () => {
    const { program, heard } = start();
    const hanging = program.call('hang', {});
    expect(code(await program.call('die', {}))).toBe('internal/unexpected');
    expect(code(await hanging)).toBe('internal/unexpected');
    expect(heard).toEqual(['session.changed', 'startup.changed']);
    expect(await program.call('startup.status', {})).toMatchObject({
      ok: true,
      value: { phase: 'trouble', isEvaluation: true, trouble: { code: 'internal/unexpected' } },
    });
    expect(code(await program.call('sync.overview', {}))).toBe('internal/unexpected');
    expect(await program.call('startup.diagnosis', {})).toMatchObject({ ok: true });
    expect(await program.call('startup.retry', {})).toMatchObject({ ok: true, value: { phase: 'starting' } });
    expect(await program.call('startup.status', {})).toMatchObject({ value: ['startup.status', {}, '1.2.3'] });
  });

  it('stops, and answers nothing as done afterwards', async () => {
    const { program, heard } = start();
    await program.stop();
    expect(code(await program.call('a', {}))).toBe('internal/unexpected');
    expect(heard).toEqual([]);
  });
});
