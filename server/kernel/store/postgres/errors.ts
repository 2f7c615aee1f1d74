import pg from 'pg';
import { Refusal } from '#src/contract/errors.ts';

/** The way to the database is broken, whatever broke it. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** SQLSTATE of a thrown error, or null for every other error. */
export function sqlState(error: unknown): string | null {
  return error instanceof pg.DatabaseError ? (error.code ?? null) : null;
}

/** Whole SQLSTATEs first, then their classes. */
const meanings: readonly (readonly [string, 'store/disk-full' | 'store/in-use' | 'store/not-writable' | 'store/corrupt'])[] = [
  ['53100', 'store/disk-full'],
  ['40', 'store/in-use'],
  ['55P03', 'store/in-use'],
  ['57014', 'store/in-use'],
  ['25006', 'store/not-writable'],
  ['42501', 'store/not-writable'],
  ['XX001', 'store/corrupt'],
  ['XX002', 'store/corrupt'],
];
/** Connection lost, access refused, out of resources, shut down, file system failed. */
const unreachable = ['08', '28', '3D', '53', '57P', '58'];

/** The driver's own errors of a connection that broke have no class and often no code. */
const brokenConnection =
  /^(Connection terminated|Client has encountered a connection error|Query read timeout|Client was closed|timeout e)/;
const brokenSocket = ['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'];

function isBroken(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : '';
  return error instanceof Unreachable || brokenConnection.test(error.message) || brokenSocket.includes(code);
}

/** What a failure of PostgreSQL means in the product's terms, or null when it is a bug. */
export function refusalFromPostgres(error: unknown): Refusal | null {
  const state = sqlState(error);
  if (state === null) return error instanceof Error && isBroken(error) ? new Refusal('store/unreachable', {}, error) : null;
  const meaning = meanings.find(([start]) => state.startsWith(start))?.[1];
  if (meaning !== undefined) return new Refusal(meaning, {}, error);
  return unreachable.some((start) => state.startsWith(start)) ? new Refusal('store/unreachable', {}, error) : null;
}
