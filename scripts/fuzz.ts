// `npm run fuzz`: requests made from the server's own OpenAPI document against a server in a process of its own, seeded, for as many as
// asked. Exit 0 only when every answer was a declared one, the process lived, its memory stayed bounded and its log named nobody.
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { removeFolder } from '#scripts/environment/remove-folder.ts';
import { demonstrationStaff } from '#server/demo/staff.ts';
import { attackAll, type Target } from '#test/support/fuzz/attacker.ts';
import { type Operation, readDocument } from '#test/support/fuzz/document.ts';
import { marker } from '#test/support/fuzz/hostile.ts';
import { httpTarget } from '#test/support/fuzz/http-target.ts';
import { initialiseServer, issueEnrolmentCode, randomSecrets, ServerProcess } from '#test/support/server-process.ts';

/** So many requests come from one workstation before another one takes over: it has a limit of its own. */
const perWorkstation = 2_000;
const memoryLimitMiB = 700;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    requests: { type: 'string', default: '20000' },
    operation: { type: 'string' },
  },
});
const [seed, requests] = [Number(values.seed), Number(values.requests)];
if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(requests) || requests < 1) {
  console.error('Usage: npm run fuzz -- [--seed N] [--requests 20000] [--operation ID]');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'countersign-fuzz-'));
process.once('exit', () => removeFolder(folder));
const data = join(folder, 'data');
const secrets = randomSecrets();
const statuses = new Map<number, number>();
let slowestMs = 0;

/** Most memory the process ever held; null where the system does not say. */
function peakMiB(pid: number): number | null {
  try {
    const [, kibibytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kibibytes === undefined ? null : Math.round(Number(kibibytes) / 1_024);
  } catch {
    return null;
  }
}

function measured(target: Target): Target {
  return {
    ...target,
    send: async (request) => {
      const since = performance.now();
      const answer = await target.send(request);
      slowestMs = Math.max(slowestMs, performance.now() - since);
      const status = answer?.status ?? 0;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      return answer;
    },
  };
}

async function operationsOf(server: ServerProcess): Promise<readonly Operation[]> {
  const document = await (await fetch(`${server.url}/openapi.json`)).text();
  return readDocument(document).filter(({ id }) => values.operation === undefined || id === values.operation);
}

function judgeProcess(server: ServerProcess): readonly string[] {
  const log = server.log();
  const told = [marker, ...demonstrationStaff.flatMap(({ name, passphrase }) => [name, passphrase])].filter((one) =>
    log.includes(one),
  );
  const peak = peakMiB(server.pid);
  return [
    ...(server.isRunning ? [] : ['the server ended']),
    ...told.map((one) => `the log holds ${one}`),
    ...(peak !== null && peak > memoryLimitMiB ? [`the server held ${peak} MiB`] : []),
  ];
}

await initialiseServer(data, secrets);
const server = await ServerProcess.start(data, secrets);
const operations = await operationsOf(server);
console.log(`seed ${seed}, ${requests} requests to ${operations.map(({ id }) => id).join(', ')}`);
const found: string[] = [];
const code = () => issueEnrolmentCode(data, secrets, 'main-street');
for (let done = 0; done < requests && server.isRunning; done += perWorkstation) {
  const target = measured(await httpTarget(server.url, [await code(), await code(), await code()]));
  found.push(...(await attackAll(operations, target, { seed: seed + done, numRuns: Math.min(perWorkstation, requests - done) })));
  console.error(
    `  ${Math.min(requests, done + perWorkstation)} requests, ${found.length} faults, ${peakMiB(server.pid) ?? '?'} MiB at most`,
  );
}
found.push(...judgeProcess(server));
const counted = [...statuses].sort(([one], [other]) => one - other).map(([status, count]) => `${status}: ${count}`);
console.log(`answers ${counted.join(', ')}; slowest ${Math.round(slowestMs)} ms; at most ${peakMiB(server.pid) ?? '?'} MiB`);
for (const fault of found.slice(0, 20)) console.log(`FAULT ${fault}`);
for (const line of server.log().split('\n'))
  if (line.includes('internal/unexpected')) console.log(`  log ${line.slice(0, 1_500)}`);
await server.stop();
console.log(
  found.length === 0 ? 'All held.' : `${found.length} faults. Again: npm run fuzz -- --seed ${seed} --requests ${requests}`,
);
process.exit(found.length === 0 ? 0 : 1);
