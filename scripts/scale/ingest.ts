// Records per second through the whole server (signature, nonce, envelope, receipt, audit leaf, commit), and what a start costs.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  copyDatabase,
  copyTemplate,
  enrolWorkstation,
  keyPassphrase,
  makeTemplate,
  openBench,
  push,
  sealRecord,
} from '#server/test-bench.ts';

const entry = join(import.meta.dirname, '..', '..', 'server', 'main.ts');

export interface IngestFigure {
  readonly perRequest: number;
  readonly recordsPerSecond: number;
}

/** One workstation that sends the next batch when the last was answered. */
async function measureIngest(template: string, perRequest: number, records: number): Promise<IngestFigure> {
  const bench = await openBench(template);
  try {
    const workstation = await enrolWorkstation(bench);
    const published = (await bench.organisation.configuration.newest()).body;
    const texts: string[] = [];
    for (let made = 0; made < records; made += 1) texts.push((await sealRecord(published, workstation)).text);
    const started = performance.now();
    for (let offset = 0; offset < records; offset += perRequest) {
      const answer = await push(bench, workstation, texts.slice(offset, offset + perRequest));
      if (answer.statusCode !== 200) throw new Error(`refused: ${answer.body}`);
    }
    const recordsPerSecond = Math.round((records / (performance.now() - started)) * 1_000);
    const stored = await bench.organisation.store.selectFrom('record').select('record_id').execute();
    if (stored.length !== records) throw new Error(`${stored.length} of ${records} were stored`);
    return { perRequest, recordsPerSecond };
  } finally {
    await bench.close();
  }
}

interface StartFigure {
  readonly firstRequestMs: number;
  readonly residentMb: number;
}

/** From the start of the process to its first answer, and the memory it then holds. */
async function measureStart(template: string): Promise<StartFigure> {
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
    return { firstRequestMs, residentMb: Math.round(Number(resident) / 1_024) };
  } finally {
    server.kill('SIGKILL');
  }
}

/** The engine is that of the environment (COUNTERSIGN_TEST_ENGINE), so each engine has a process of its own. */
export async function measureEngine(
  records: number,
  out: string,
): Promise<{ readonly start: StartFigure; readonly ingest: readonly IngestFigure[] }> {
  const template = await makeTemplate();
  const start = await measureStart(template);
  const ingest: IngestFigure[] = [];
  // A request with its own commit each costs most: fewer of them say as much.
  for (const [perRequest, count] of [
    [1, records / 10],
    [50, records],
    [200, records],
  ] as const) {
    ingest.push(await measureIngest(template, perRequest, Math.max(perRequest, Math.round(count))));
  }
  writeFileSync(out, JSON.stringify({ start, ingest }));
  return { start, ingest };
}
