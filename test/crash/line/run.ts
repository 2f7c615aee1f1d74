// Several hundred records with images through a line at its worst, until all of them are synced.
import { httpLink } from '#main/kernel/server/http-link.ts';
import { largestPieceBytes } from '#src/contract/sync/attachments.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import { compare } from '#test/crash/clerk/compare.ts';
import { FakeStation } from '#test/crash/clerk/fake-station.ts';
import { judge, readStation, unexpectedLines, type Verdict } from '#test/crash/clerk/judge.ts';
import { Ledger } from '#test/crash/clerk/ledger.ts';
import { FaultProxy, type LineFault } from '#test/support/fault-proxy.ts';
import { foundServer } from '#test/support/founded-server.ts';
import { Dice } from '#test/support/monkey/dice.ts';
import { ServerProcess } from '#test/support/server-process.ts';
import { serverRows } from '#test/support/trouble/server-records.ts';

export interface LineRun {
  readonly seed: number;
  readonly records: number;
  /** Of a fault, per request. */
  readonly probability: number;
  /** These only; all of them when absent. */
  readonly only?: readonly LineFault[];
  /** Of a record to have a scan and a signature. */
  readonly pictured: number;
  /** Bytes of a scan; a few dozen KiB when absent. */
  readonly scanBytes?: number;
  /** All records wait before the line is there at all; otherwise it is there, with its faults, while they are made. */
  readonly isBacklog?: boolean;
  /** Made where it is missing. */
  readonly folder: string;
}

export interface LineReport {
  readonly verdict: Verdict;
  readonly requests: number;
  readonly happened: ReadonlyMap<LineFault, number>;
  readonly attempts: number;
  /** Bytes of attachments' pieces as they went over the line, and as they would over a line without faults. */
  readonly attachments: { readonly sent: number; readonly least: number };
  readonly seconds: number;
}

/** One attempt may get nothing through by chance; so many of them do not. */
const mostAttempts = 5_000;

/** The bodies of all pieces of one attachment. */
function bodyBytes(sealedBytes: number): number {
  let bytes = 0;
  for (let offset = 0; offset < sealedBytes; offset += largestPieceBytes) {
    const length = Math.min(largestPieceBytes, sealedBytes - offset);
    const rest = { protocol: protocolVersion, contentHash: '0'.repeat(64), sealedBytes, offset, piece: '' };
    bytes += JSON.stringify(rest).length + Math.ceil((length * 4) / 3);
  }
  return bytes;
}

async function sendEverything(station: FakeStation, ledger: Ledger): Promise<number> {
  for (let attempts = 1; attempts <= mostAttempts; attempts++) {
    const overview = await station.api['sync.now']({});
    if (!overview.ok) {
      ledger.fault(`sync.now was refused: ${overview.error.code}`);
      return attempts;
    }
    if (overview.value.waiting === 0) return attempts;
  }
  ledger.fault(`not everything was sent after ${mostAttempts} attempts`);
  return mostAttempts;
}

async function work(run: LineRun, station: FakeStation, proxy: FaultProxy, ledger: Ledger): Promise<number> {
  const dice = new Dice(run.seed + 1);
  const clerk = station.clerk(dice, ledger);
  await clerk.untilReady();
  await clerk.signIn();
  if (run.isBacklog === true) proxy.cut();
  else proxy.begin();
  while (ledger.saved.size < run.records && ledger.faults.length === 0) {
    await clerk.register(dice.chance(run.pictured), run.scanBytes);
  }
  proxy.begin();
  const attempts = await sendEverything(station, ledger);
  await compare(station.api, ledger);
  return attempts;
}

export async function runLine(run: LineRun): Promise<LineReport> {
  const from = performance.now();
  const serverDir = `${run.folder}/server`;
  const { secrets, code } = await foundServer(serverDir);
  const server = await ServerProcess.start(serverDir, secrets);
  const proxy = await FaultProxy.to(server.url, run);
  const station = new FakeStation({ folder: run.folder, link: httpLink() });
  const ledger = new Ledger();
  try {
    await station.start({ address: proxy.url, code, name: 'Counter 1' });
    const attempts = await work(run, station, proxy, ledger);
    await station.close();
    await server.stop();
    for (const line of unexpectedLines(station.log)) ledger.fault(`in the log: ${line}`);
    const held = await readStation(station.dataDir, station.keychain);
    const named = held.records.flatMap(({ header }) => header.attachments ?? []);
    return {
      verdict: judge(ledger, held, await serverRows(serverDir, secrets)),
      requests: proxy.requests,
      happened: proxy.happened,
      attempts,
      attachments: {
        sent: proxy.passedBytes.get('/v1/attachments') ?? 0,
        least: named.reduce((sum, { sealedBytes }) => sum + bodyBytes(sealedBytes), 0),
      },
      seconds: (performance.now() - from) / 1_000,
    };
  } finally {
    await station.close();
    await proxy.stop();
    await server.stop('SIGKILL');
  }
}
