import { serialize } from 'node:v8';
import Database from 'better-sqlite3-multiple-ciphers';
import { expect, test } from 'vitest';
import { packStatements, replay, takeStatement } from '#main/store/replay.ts';
import { joinBytes, utf8 } from '#src/base/bytes.ts';

const made = [
  ['INSERT INTO kept (name, bytes) VALUES (?, ?)', ['张三\n7', new Uint8Array([1, 2])]],
  ['INSERT INTO kept (name, bytes) VALUES (:name, :bytes) RETURNING name', [{ name: 'b', bytes: null }]],
] as const;

function replayed(payload: Uint8Array): unknown {
  const database = new Database(':memory:');
  database.exec('CREATE TABLE kept (name TEXT, bytes BLOB); CREATE TABLE journal (entry INTEGER, link TEXT)');
  database.exec("INSERT INTO journal VALUES (0, '')");
  replay(database, { entry: 1, link: 'a', payload, end: 0 });
  const rows = database.prepare('SELECT name, hex(bytes) AS bytes, entry FROM kept JOIN journal').all();
  database.close();
  return rows;
}

const expected = [
  { name: '张三\n7', bytes: '0102', entry: 1 },
  { name: 'b', bytes: '', entry: 1 },
];

test('a transaction is done again from its entry, with what was given at the time', () => {
  const bytes = new Uint8Array([1, 2]);
  const named = { name: 'b', bytes: null as Uint8Array | null };
  const done = [takeStatement(made[0][0], ['张三\n7', bytes]), takeStatement(made[1][0], [named])];
  bytes.fill(0);
  named.name = 'changed';
  expect(replayed(packStatements(done))).toEqual(expected);
});

test('so it is from an entry of an earlier program, statement by statement', () => {
  const lines = made.flatMap((one) => [utf8(`${serialize(one).length}\n`), serialize(one)]);
  expect(replayed(joinBytes(...lines))).toEqual(expected);
});
