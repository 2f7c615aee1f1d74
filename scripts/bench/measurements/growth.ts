// How the cost of taking a record in grows with what is there: the same batches to servers that hold ten thousand, a hundred thousand
// and a million records, in turn.
import { join } from 'node:path';
import { atMostTimes, type BenchContext, type Figure, type Measurement, roundsOf } from '#scripts/bench/figure.ts';
import { type Engine, fillRecords } from '#scripts/bench/ingest/filled.ts';
import { prepare, send } from '#scripts/bench/ingest/send.ts';
import { type Database, found, openInside, type Subject, serve, startDatabase } from '#scripts/bench/ingest/subject.ts';
import { alternate, type Run, summarise } from '#scripts/bench/statistics.ts';
import { demonstrationOrganisation } from '#server/demo/organisation.ts';
import { findPostgres } from '#server/test-bench-postgres.ts';

const perRequest = 50;
/** How much more a record may cost among a million. */
const limit = 1.5;

async function filledServer(
  { folder, say }: BenchContext,
  engine: Engine,
  rows: number,
  wish: { readonly database: Database | null; readonly draft: Awaited<ReturnType<typeof demonstrationOrganisation>> },
): Promise<Subject> {
  const founded = await found(join(folder, `${engine}-${rows}`), { ...wish, devices: 4 });
  const inside = await openInside(founded);
  say(`${engine}: ${rows} records`);
  await fillRecords(inside.store, engine, { organisationId: inside.organisationId, deviceId: inside.device.deviceId }, rows);
  await inside.close();
  return serve(founded, wish.database);
}

/** Microseconds of processor time for each record, of server and database. */
interface Used {
  ms: number;
  records: number;
}

async function measureEngine(context: BenchContext, engine: Engine, database: Database | null): Promise<readonly Figure[]> {
  const { effort, say } = context;
  const sizes = { full: [10_000, 100_000, 1_000_000], quick: [10_000, 100_000], smoke: [300] }[effort];
  const records = { full: 2_000, quick: 1_000, smoke: 200 }[effort];
  const draft = await demonstrationOrganisation(Date.now());
  const servers: Subject[] = [];
  const used: Used[] = [];
  const runs: Record<string, Run> = {};
  try {
    for (const rows of sizes) {
      const subject = await filledServer(context, engine, rows, { database, draft });
      const spent: Used = { ms: 0, records: 0 };
      servers.push(subject);
      used.push(spent);
      runs[String(rows)] = async () => {
        const sent = await send(subject, await prepare(subject, records, perRequest));
        spent.ms += sent.serverMs + sent.databaseMs;
        spent.records += sent.records;
        return (sent.elapsedMs / sent.records) * 1_000;
      };
    }
    const samples = await alternate(runs, roundsOf(context, 15, 5), effort === 'smoke' ? 0 : 2);
    const told = sizes.map((rows, index) => {
      const { ms, records: count } = used[index] ?? { ms: 0, records: 1 };
      return `${rows}: ${Math.round((ms / count) * 1_000)} µs`;
    });
    say(`${engine}: processor time for each record among ${told.join(', ')}`);
    const first = summarise(samples[String(sizes[0])] ?? []);
    return sizes.map((rows): Figure => {
      const subject = summarise(samples[String(rows)] ?? []);
      return {
        name: `growth: 1,000 records, ${engine}, among ${rows.toLocaleString('en')}`,
        subject,
        reference: { name: `among ${Number(sizes[0]).toLocaleString('en')}`, summary: first },
        verdict: atMostTimes(subject, first, limit),
      };
    });
  } finally {
    for (const server of servers) await server.stop();
  }
}

async function run(context: BenchContext): Promise<readonly Figure[]> {
  const onSqlite = await measureEngine(context, 'sqlite', null);
  if (findPostgres() === null) return onSqlite;
  const database = await startDatabase();
  try {
    return [...(await measureEngine(context, 'postgresql', database)), ...onSqlite];
  } finally {
    database.stop();
  }
}

export const growth: Measurement = {
  name: 'growth',
  title: 'sync to a server that already holds many records',
  opensApplication: false,
  isOnlyByName: true,
  run,
};
