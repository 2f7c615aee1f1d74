// The command line of the server, parsed by Node itself. Every command takes --data; a passphrase is never an option.
import { resolve } from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type Foundation, type Organisation, openOrganisation } from '#server/app/organisation.ts';
import { type DataLayout, dataLayout } from '#server/kernel/data-layout.ts';
import { openOperationKeys } from '#server/kernel/keys/file-key-ring.ts';
import { Stop } from '#server/kernel/stop.ts';
import { systemClock, systemRandomness } from '#server/kernel/system.ts';
import { readPassphrase } from './passphrase.ts';

type OptionTable = NonNullable<ParseArgsConfig['options']>;

const common = { data: { type: 'string' }, 'passphrase-file': { type: 'string' } } as const;

/** @throws Stop command/usage */
export function readOptions<T extends OptionTable>(args: readonly string[], options: T, usage: string) {
  try {
    return parseArgs({ args: [...args], options: { ...common, ...options }, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new Stop('command/usage', `Usage: ${usage}`, error);
  }
}

/** @throws Stop command/usage when it was left out */
export function requireOption(value: unknown, usage: string): string {
  if (typeof value !== 'string' || value === '') throw new Stop('command/usage', `Usage: ${usage}`);
  return value;
}

export function layoutOf(data: string): DataLayout {
  return dataLayout(resolve(data));
}

export function operationPassphrase(dataDir: string, file: string | undefined): string {
  const source = { what: 'key', variable: 'COUNTERSIGN_KEY_PASSPHRASE', option: '--passphrase-file', file };
  return readPassphrase(source, dataDir);
}

/** The address of the database. It may hold a password, so it is no option: everybody sees those in the list of processes. */
export function databaseUrl(): string | undefined {
  const url = process.env.DATABASE_URL;
  return url === '' ? undefined : url;
}

/** Opens the operation keys of a data directory, and with them what a command works on. */
export async function openFoundation(data: string, passphraseFile: string | undefined): Promise<Foundation> {
  const layout = layoutOf(data);
  return foundationUnder(layout, operationPassphrase(layout.root, passphraseFile));
}

export async function foundationUnder(layout: DataLayout, passphrase: string): Promise<Foundation> {
  const keyRing = await openOperationKeys(layout, passphrase);
  return { layout, keyRing, clock: systemClock, randomness: systemRandomness, databaseUrl: databaseUrl() };
}

/** Runs a short piece of work on an organisation that may be served by another process at the same time. */
export async function withOrganisation<T>(foundation: Foundation, work: (organisation: Organisation) => Promise<T>): Promise<T> {
  const organisation = await openOrganisation(foundation);
  try {
    return await work(organisation);
  } finally {
    await organisation.close();
  }
}
