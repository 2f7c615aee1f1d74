// What a start of the server costs.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { copyDatabase, copyTemplate, keyPassphrase, makeTemplate } from '#server/test-bench.ts';

const entry = join(import.meta.dirname, '..', '..', 'server', 'main.ts');

/**
 * From the start of the process to its first answer, and the memory it then holds. The engine is that of the environment
 * (COUNTERSIGN_TEST_ENGINE), so each engine has a process of its own.
 */
export async function measureStart(out: string): Promise<void> {
  const template = await makeTemplate();
  const { root } = copyTemplate(template);
  const databaseUrl = await copyDatabase(template);
  const started = performance.now();
  const server = spawn(process.execPath, [entry, 'serve', '--data', root, '--port', '0'], {
    env: { ...process.env, COUNTERSIGN_KEY_PASSPHRASE: keyPassphrase, DATABASE_URL: databaseUrl ?? '' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const line = await new Promise<string>((resolve, reject) => {
      createInterface({ input: server.stdout }).once('line', resolve);
      server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    });
    const answer = await fetch(`${JSON.parse(line).listening}/healthz`);
    if (!answer.ok) throw new Error(`the server answers ${answer.status}`);
    const firstRequestMs = Math.round(performance.now() - started);
    const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1];
    writeFileSync(out, JSON.stringify({ firstRequestMs, residentMb: Math.round(Number(resident) / 1_024) }));
  } finally {
    server.kill('SIGKILL');
  }
}
