import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseDatabaseUrl } from './address.ts';

const refusal = (code: string) => expect.objectContaining({ code });

test('on this machine a socket or the loopback address is enough', () => {
  expect(parseDatabaseUrl('postgresql://cs@localhost/store')).toEqual({
    host: 'localhost',
    port: 5432,
    user: 'cs',
    database: 'store',
    ssl: false,
  });
  expect(parseDatabaseUrl('postgres://c%40s:p%2Fw@[::1]:6000/store')).toMatchObject({
    host: '::1',
    port: 6000,
    user: 'c@s',
    password: 'p/w',
    ssl: false,
  });
  expect(parseDatabaseUrl('postgresql://cs@x/store?host=%2Frun%2Fpostgresql')).toMatchObject({
    host: '/run/postgresql',
    ssl: false,
  });
});

test('another machine is reached under TLS that checks its name, and in no other way', () => {
  for (const mode of [
    '',
    '?sslmode=disable',
    '?sslmode=prefer',
    '?sslmode=require',
    '?sslmode=verify-ca',
    '?sslmode=no-verify',
  ]) {
    expect(() => parseDatabaseUrl(`postgresql://cs@db.example/store${mode}`)).toThrow(refusal('database/plain'));
  }
  for (const host of ['127.0.0.1.example', 'localhost.example', '127.0.0.1234', '10.0.0.1', '%31%32%38.0.0.1']) {
    expect(() => parseDatabaseUrl(`postgresql://cs@${host}/store`)).toThrow(refusal('database/plain'));
  }
  expect(() => parseDatabaseUrl('postgresql://cs@localhost/store?host=db.example')).toThrow(refusal('database/plain'));
  expect(parseDatabaseUrl('postgresql://cs@db.example/store?sslmode=verify-full').ssl).toMatchObject({
    rejectUnauthorized: true,
  });
  expect(() => parseDatabaseUrl('postgresql://cs@db.example/store?sslmode=verify-full&sslrootcert=/nowhere')).toThrow(
    refusal('database/certificate-unreadable'),
  );
});

test('what cannot be read is refused without being quoted', () => {
  const odd = ['', 'store.db', 'mysql://cs@localhost/store', 'postgresql://localhost/store', 'postgresql://cs:geheim@localhost/'];
  for (const text of [...odd, 'postgresql://cs:geheim@localhost/store?options=-cfsync%3Doff']) {
    expect(() => parseDatabaseUrl(text)).toThrow(refusal('database/url-invalid'));
    expect(() => parseDatabaseUrl(text)).not.toThrow(/geheim/);
  }
});

test('a certificate of the server’s own: both of its files, and the key for this account alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-address-'));
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  writeFileSync(cert, 'certificate');
  writeFileSync(key, 'key', { mode: 0o600 });
  const parse = (query: string) => parseDatabaseUrl(`postgresql://cs@db.example/store?sslmode=verify-full${query}`);
  expect(parse(`&sslcert=${cert}&sslkey=${key}`).ssl).toMatchObject({
    cert: 'certificate',
    key: 'key',
    rejectUnauthorized: true,
  });
  for (const query of [`&sslcert=${cert}`, `&sslkey=${key}`]) expect(() => parse(query)).toThrow(refusal('database/url-invalid'));
  expect(() => parse(`&sslcert=/nowhere&sslkey=${key}`)).toThrow(refusal('database/certificate-unreadable'));
  if (process.platform !== 'win32') {
    chmodSync(key, 0o640);
    expect(() => parse(`&sslcert=${cert}&sslkey=${key}`)).toThrow(refusal('database/key-open'));
  }
  rmSync(folder, { recursive: true });
});
