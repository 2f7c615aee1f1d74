// Sync from end to end: workstations send signed batches over HTTP to the real server's process, on either engine with everything
// durable; beside PouchDB replicating documents of the same size in the same rounds, and beside PostgreSQL's COPY of the same rows.
import { join } from 'node:path';
import {
  atLeastPerSecond,
  atLeastSpeed,
  atMostTimes,
  type BenchContext,
  type Figure,
  type Measurement,
  roundsOf,
} from '#scripts/bench/figure.ts';
import { measureAuditShare } from '#scripts/bench/ingest/audit-share.ts';
import { CopiedRows } from '#scripts/bench/ingest/copied-rows.ts';
import { makeEnvelope } from '#scripts/bench/ingest/envelopes.ts';
import { installPeer, type Peer, startPeer } from '#scripts/bench/ingest/peer.ts';
import { prepare, type Sent, send } from '#scripts/bench/ingest/send.ts';
import {
  type Database,
  type Founded,
  found,
  openInside,
  type Subject,
  serve,
  startDatabase,
} from '#scripts/bench/ingest/subject.ts';
import { alternate, type Run, summarise } from '#scripts/bench/statistics.ts';
import { demonstrationOrganisation } from '#server/demo/organisation.ts';
import { findPostgres } from '#server/test-bench-postgres.ts';

/** What a workstation sends at a time, and the most the protocol allows. */
const sizes = [50, 200] as const;
const targets = { postgresql: 3_000, sqlite: 1_500 } as const;
const timesThePeer = 10;
const auditShare = 0.15;

type Engine = keyof typeof targets;

interface Side {
  readonly engine: Engine;
  readonly founded: Founded;
  readonly subject: Subject;
  /** What was sent so far, for the processor time. */
  readonly sent: Sent[];
}

const title = { postgresql: 'PostgreSQL', sqlite: 'SQLite' } as const;
const perThousand = (elapsedMs: number, records: number) => (elapsedMs / records) * 1_000;

function sendRun(side: Side, records: number, perRequest: number): Run {
  return async () => {
    const sent = await send(side.subject, await prepare(side.subject, records, perRequest));
    side.sent.push(sent);
    return perThousand(sent.elapsedMs, sent.records);
  };
}

function sayProcessorTime({ say }: BenchContext, { engine, sent }: Side): void {
  const sum = (of: (one: Sent) => number) => sent.reduce((total, one) => total + of(one), 0);
  const records = sum((one) => one.records);
  const micros = (of: (one: Sent) => number) => Math.round((sum(of) / records) * 1_000);
  const database = engine === 'sqlite' ? '' : `, the database ${micros((one) => one.databaseMs)} µs`;
  say(`${title[engine]}: processor time for each record: the server ${micros((one) => one.serverMs)} µs${database}`);
}

/** Over the store of a server that has been stopped. */
async function auditFigures({ effort }: BenchContext, { engine, founded }: Side): Promise<readonly Figure[]> {
  const inside = await openInside(founded);
  try {
    const rounds = { full: 100, quick: 40, smoke: 2 }[effort];
    const { log, whole } = await measureAuditShare(inside, rounds, sizes[0]);
    const [subject, reference] = [summarise(log), summarise(whole)];
    return [
      {
        name: `ingest: audit log of ${sizes[0]} records, ${title[engine]}`,
        subject,
        reference: { name: 'the whole batch', summary: reference },
        verdict: atMostTimes(subject, reference, auditShare),
      },
    ];
  } finally {
    await inside.close();
  }
}

/** The peers a speed is held against: as fast as its kind goes, as it comes, and with a server that keeps what it acknowledges. */
const peers = [
  { name: 'PouchDB to its server, 200 at a time', isFlushing: false, options: { batch_size: 200, batches_limit: 4 } },
  { name: 'PouchDB to its server, by its defaults', isFlushing: false, options: {} },
  {
    name: 'PouchDB to its server, which flushes as Apache CouchDB does',
    isFlushing: true,
    options: { batch_size: 200, batches_limit: 4 },
  },
] as const;
type PeerName = (typeof peers)[number]['name'];
type Peers = ReadonlyMap<PeerName, Peer>;

function figuresOf(samples: Readonly<Record<string, readonly number[]>>, sides: readonly Side[]): readonly Figure[] {
  const summary = (name: string) => summarise(samples[name] ?? []);
  const held = peers.filter(({ name }) => samples[name] !== undefined).map(({ name }) => ({ name, summary: summary(name) }));
  return sides.flatMap(({ engine }) =>
    sizes.flatMap((size): Figure[] => {
      const subject = summary(`${engine}/${size}`);
      const name = `ingest: 1,000 records to ${title[engine]}, ${size} at a time`;
      const figures: Figure[] = [{ name, subject, reference: null, verdict: atLeastPerSecond(subject, targets[engine]) }];
      if (engine !== 'postgresql') return figures;
      for (const reference of held) {
        figures.push({ name, subject, reference, verdict: atLeastSpeed(subject, reference.summary, timesThePeer) });
      }
      const copy = { name: 'COPY of the same rows', summary: summary('copy') };
      return [...figures, { name, subject, reference: copy, verdict: null }];
    }),
  );
}

async function startSides(context: BenchContext, database: Database | null): Promise<readonly Side[]> {
  const devices = { full: 8, quick: 8, smoke: 2 }[context.effort];
  const draft = await demonstrationOrganisation(Date.now());
  const sides: Side[] = [];
  for (const engine of database === null ? (['sqlite'] as const) : (['postgresql', 'sqlite'] as const)) {
    const own = engine === 'postgresql' ? database : null;
    const founded = await found(join(context.folder, engine), { draft, devices, database: own });
    sides.push({ engine, founded, subject: await serve(founded, own), sent: [] });
  }
  return sides;
}

async function startPeers({ effort, folder, say }: BenchContext): Promise<Peers> {
  if (effort === 'smoke') return new Map();
  if (!installPeer()) {
    say('PouchDB and its server could not be installed: no comparison with them.');
    return new Map();
  }
  const started = new Map<PeerName, Peer>();
  for (const [index, { name, isFlushing }] of peers.entries()) {
    started.set(name, await startPeer(join(folder, `peer-${index}`), isFlushing));
  }
  return started;
}

/** What takes turns: both engines with both sizes, the peer, the copy. */
function runsOf(sides: readonly Side[], records: number, beside: { started: Peers; database: Database | null }) {
  const { started, database } = beside;
  const runs: Record<string, Run> = {};
  for (const side of sides) for (const size of sizes) runs[`${side.engine}/${size}`] = sendRun(side, records, size);
  const [first] = sides;
  const device = first?.subject.devices[0];
  if (first === undefined || device === undefined) throw new Error('no server to send to');
  for (const { name, options } of peers) {
    const peer = started.get(name);
    if (peer === undefined) continue;
    runs[name] = async () => {
      const texts = Array.from({ length: records }, () => makeEnvelope(first.subject.configuration, device));
      return perThousand(await peer.replicate(texts, options), records);
    };
  }
  if (database !== null && first.founded.databaseUrl !== undefined) {
    const copied = new CopiedRows(database, first.founded.databaseUrl);
    runs.copy = async () => perThousand(await copied.measure(records), records);
  }
  return runs;
}

async function run(context: BenchContext): Promise<readonly Figure[]> {
  const { effort, say } = context;
  const database = findPostgres() === null ? null : await startDatabase();
  if (database === null) say('No PostgreSQL ≥ 15 is installed here: SQLite alone is measured.');
  const sides = await startSides(context, database);
  const started = await startPeers(context);
  try {
    const runs = runsOf(sides, { full: 4_000, quick: 2_000, smoke: 200 }[effort], { started, database });
    const samples = await alternate(runs, roundsOf(context, 15, 5), effort === 'smoke' ? 0 : 2);
    for (const side of sides) sayProcessorTime(context, side);
    const shares: Figure[] = [];
    for (const side of sides) {
      await side.subject.stop();
      shares.push(...(await auditFigures(context, side)));
    }
    return [...figuresOf(samples, sides), ...shares];
  } finally {
    for (const { subject } of sides) await subject.stop();
    for (const peer of started.values()) peer.stop();
    database?.stop();
  }
}

export const ingest: Measurement = {
  name: 'ingest',
  title: 'sync from workstations to the server',
  opensApplication: false,
  run,
};
