// Finding one record among ten million on PostgreSQL: by its id, as the server does for every record it takes in, and by a blind index
// (a keyed hash of a document number or phone). The server has no blind index yet: measured is the table it would be.
import { createHash, randomInt } from 'node:crypto';
import pg from 'pg';
import { type BenchContext, type Figure, type Measurement, p95AtMost } from '#scripts/bench/figure.ts';
import { startDatabase } from '#scripts/bench/ingest/subject.ts';
import { alternate, summarise, timed } from '#scripts/bench/statistics.ts';
import { findPostgres } from '#server/test-bench-postgres.ts';

const limitMs = 20;
const organisation = 'organisation-1';
const md5 = (text: string) => createHash('md5').update(text).digest('hex');

/** Unlogged: only filling is faster for it. Keys as the server's tables have them, led by the organisation. */
const tables = [
  `create unlogged table record (organisation_id text collate "C" not null, record_id text collate "C" not null, revision bigint not null,
    content_hash text collate "C" not null, envelope text collate "C" not null)`,
  `create unlogged table blind_index (organisation_id text collate "C" not null, purpose text collate "C" not null,
    token text collate "C" not null, record_id text collate "C" not null, revision bigint not null)`,
];
const keys = [
  'alter table record add primary key (organisation_id, record_id, revision)',
  'alter table blind_index add primary key (organisation_id, purpose, token, record_id, revision)',
];

/** Two records of each person. */
const fills = (from: number, to: number) => [
  `insert into record select '${organisation}', md5('id' || n), 1, md5('c' || n) || md5('h' || n), md5('e' || n)
    from generate_series(${from}, ${to}) as n`,
  `insert into blind_index select '${organisation}', 'document-number', md5('a' || n / 2) || md5('b' || n / 2), md5('id' || n), 1
    from generate_series(${from}, ${to}) as n`,
];

const questions = {
  id: `select content_hash from record where organisation_id = $1 and record_id = $2`,
  token: `select record.record_id, content_hash from blind_index join record using (organisation_id, record_id, revision)
    where organisation_id = $1 and purpose = 'document-number' and token = $2`,
} as const;

type Kind = keyof typeof questions;

/** What is asked for, at random, and how many records it has. */
function randomQuestion(kind: Kind, rows: number): { readonly value: string; readonly expected: number } {
  // The first and the last person may have one record only.
  const n = randomInt(2, rows - 2);
  const person = Math.floor(n / 2);
  return kind === 'id' ? { value: md5(`id${n}`), expected: 1 } : { value: md5(`a${person}`) + md5(`b${person}`), expected: 2 };
}

async function ask(client: pg.Client, kind: Kind, rows: number): Promise<number> {
  const { value, expected } = randomQuestion(kind, rows);
  let found = 0;
  const took = await timed(async () => {
    found = (await client.query({ name: kind, text: questions[kind], values: [organisation, value] })).rows.length;
  });
  if (found !== expected) throw new Error(`${found} records were found by ${kind}`);
  return took;
}

async function run({ effort, say }: BenchContext): Promise<readonly Figure[]> {
  if (findPostgres() === null) throw new Error('no PostgreSQL ≥ 15 is installed');
  const rows = { full: 10_000_000, quick: 1_000_000, smoke: 1_000 }[effort];
  const database = await startDatabase();
  const client = new pg.Client({ connectionString: await database.newUrl() });
  await client.connect();
  try {
    for (const statement of tables) await client.query(statement);
    const step = Math.max(1_000, rows / 20);
    for (let from = 0; from < rows; from += step) {
      for (const statement of fills(from, from + step - 1)) await client.query(statement);
      say(`${from + step} of ${rows} records`);
    }
    for (const statement of keys) await client.query(statement);
    await client.query('vacuum analyze');
    const times = { full: 20_000, quick: 5_000, smoke: 20 }[effort];
    const runs = { id: () => ask(client, 'id', rows), token: () => ask(client, 'token', rows) };
    const took = await alternate(runs, times, times / 10);
    const among = rows.toLocaleString('en');
    return (['id', 'token'] as const).map((kind) => {
      const subject = summarise(took[kind]);
      const name = kind === 'id' ? 'its id' : 'a blind index';
      return { name: `lookup: by ${name} among ${among}`, subject, reference: null, verdict: p95AtMost(subject, limitMs) };
    });
  } finally {
    await client.end();
    database.stop();
  }
}

export const lookup: Measurement = {
  name: 'lookup',
  title: 'one of ten million records on PostgreSQL',
  opensApplication: false,
  isOnlyByName: true,
  run,
};
