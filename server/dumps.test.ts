// A stolen copy of the server's data, made by the tools a thief would use, names nobody and holds no hash that could be guessed back to a
// person (R1.3, R4.7): the file of SQLite, the output of pg_dump, the data directory's files and its backups.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { demonstrationStaff } from './demo/staff.ts';
import { type Bench, enrolWorkstation, isOnPostgres, openBench, push, sealRecord } from './test-bench.ts';
import { findPostgres } from './test-bench-postgres.ts';

const subject = {
  name: '欧阳震华',
  documentNumber: '110101199003071057',
  phone: '13912345678',
  address: '昆明市五华区正义路一百二十号',
};
const supplementary = { occupation: '古琴修复师' };

let bench: Bench;
let folder = '';

beforeAll(async () => {
  bench = await openBench();
  folder = mkdtempSync(join(tmpdir(), 'countersign-dumps-'));
  const workstation = await enrolWorkstation(bench);
  const { body } = await bench.organisation.configuration.newest();
  const sealed = await sealRecord(body, workstation, { values: { ...subject, ...supplementary } });
  // A refused one leaves traces too; and what is no envelope may be anything a person typed.
  const plain = JSON.stringify({ ...subject, ...supplementary });
  await push(bench, workstation, [sealed.text, plain]);
  await bench.organisation.backups.make(folder);
});
afterAll(async () => {
  await bench.close();
  rmSync(folder, { recursive: true });
});

/** What must be found nowhere: every value, as text and in the encodings dumps use, and its plain hashes. */
function tracesOf(value: string): readonly string[] {
  const bytes = Buffer.from(value, 'utf8');
  return [
    value,
    bytes.toString('hex'),
    // Without its padding and ends, so that it is found inside longer base64 as well when it is aligned.
    bytes.toString('base64').replace(/=+$/, '').slice(0, -1),
    JSON.stringify(value)
      .replaceAll(/[^\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .slice(1, -1),
    sha256Hex(value),
    Buffer.from(sha256Hex(value), 'hex').toString('base64').slice(0, 42),
    Buffer.from(sha256Hex(value), 'hex').toString('base64url').slice(0, 42),
  ];
}

function findTraces(dump: Buffer): readonly string[] {
  const values = [...Object.values(subject), ...Object.values(supplementary), ...demonstrationStaff.map(({ name }) => name)];
  const found = values.flatMap((value) => tracesOf(value).filter((trace) => dump.includes(Buffer.from(trace, 'utf8'))));
  const raw = values.filter((value) => dump.includes(Buffer.from(sha256Hex(value), 'hex')));
  return [...found, ...raw, ...(dump.includes('$argon2id$') ? ['a verifier'] : [])];
}

function filesUnder(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => join(root, name))
    .filter((path) => statSync(path).isFile());
}

test('the scan finds what it looks for', () => {
  for (const value of [subject.name, subject.documentNumber, demonstrationStaff[0]?.name ?? '']) {
    for (const trace of tracesOf(value)) expect(findTraces(Buffer.from(`before ${trace} after`)).length).toBeGreaterThan(0);
    expect(findTraces(Buffer.from(sha256Hex(value), 'hex'))).toHaveLength(1);
  }
  expect(findTraces(Buffer.from('$argon2id$v=19$'))).toHaveLength(1);
});

test('the files of the data directory and the backup name nobody', () => {
  const files = [...filesUnder(bench.layout.root), ...filesUnder(folder)];
  expect(files.some((path) => path.endsWith('.backup'))).toBe(true);
  if (!isOnPostgres) expect(files).toContain(bench.layout.database);
  for (const path of files) expect([path, findTraces(readFileSync(path))]).toEqual([path, []]);
});

if (isOnPostgres)
  test('what pg_dump writes names nobody, and is the whole database', () => {
    const dump = spawnSync(join(findPostgres() ?? '', 'pg_dump'), ['--dbname', bench.databaseUrl ?? ''], { maxBuffer: 2 ** 28 });
    expect([dump.status, dump.stderr.toString('utf8')]).toEqual([0, '']);
    for (const table of ['record', 'configuration', 'quarantine', 'audit_leaf'])
      expect(dump.stdout.includes(`COPY public.${table} `)).toBe(true);
    expect(dump.stdout.includes('"ciphertext"')).toBe(true);
    expect(findTraces(dump.stdout)).toEqual([]);
  });

test('every row, read by somebody who has the database key as well, holds sealed values only', async () => {
  const { store } = bench.organisation;
  const dump = [
    await store.selectFrom('record').selectAll().execute(),
    await store.selectFrom('quarantine').selectAll().execute(),
    await store.selectFrom('configuration').selectAll().execute(),
    await store.selectFrom('audit_leaf').selectAll().execute(),
    await store.selectFrom('device').selectAll().execute(),
  ];
  expect(findTraces(Buffer.from(JSON.stringify(dump)))).toEqual([]);
});
