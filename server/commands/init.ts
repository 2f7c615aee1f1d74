// `init`: makes key files, store and the first configuration. Everything is built in a folder inside the data directory (which may
// be a mount of its own) and moved into place at the end, the keys last: without them nothing looks like a server. An existing
// server is never touched.
import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  type FirstKeys,
  type Foundation,
  foundOrganisation,
  type OrganisationDraft,
  openOrganisation,
} from '#server/app/organisation.ts';
import { demonstrationOrganisation } from '#server/demo/organisation.ts';
import { dataLayout } from '#server/kernel/data-layout.ts';
import { createExchangeKey } from '#server/kernel/keys/exchange-keys.ts';
import { createClassKeys, createOperationKeys } from '#server/kernel/keys/file-key-ring.ts';
import { openIndexKey } from '#server/kernel/keys/index-key.ts';
import { type Custodian, createRecoveryShares } from '#server/kernel/keys/recovery-shares.ts';
import { Stop } from '#server/kernel/stop.ts';
import { choosePageCipher, readCpuInfo } from '#server/kernel/store/page-cipher.ts';
import { systemClock, systemRandomness } from '#server/kernel/system.ts';
import { custodianOption, readCustodians, requireOwnPassphrases, tellToHandOut } from './custodians.ts';
import { readDraftFile } from './draft-file.ts';
import { databaseUrl, layoutOf, operationPassphrase, readOptions, requireOption } from './options.ts';
import { readPassphrase } from './passphrase.ts';

export const initUsage =
  'init --data DIR (--demo | --file organisation.json) [--custodian ID --custodian ID …] [--passphrase-file F] [--class-passphrase-file F]';

export interface InitInput {
  readonly draft: OrganisationDraft;
  readonly keyPassphrase: string;
  readonly classPassphrase: string;
  /** Two or more; any two of them open the recovery key together, none alone. */
  readonly custodians: readonly Custodian[];
  /** Where the store is made; without it, in the data directory. */
  readonly databaseUrl?: string | undefined;
}

/** Where an init that was interrupted may have left its work; the next one begins anew. */
const buildingName = '.init';

function requireFree(root: string): void {
  if (existsSync(root) && readdirSync(root).some((name) => name !== buildingName)) {
    throw new Stop('init/not-empty', `${root} is not empty. Nothing was changed; choose another directory.`);
  }
}

/** @returns what the server will stand on */
async function build(root: string, input: InitInput): Promise<Foundation> {
  const layout = dataLayout(root);
  mkdirSync(layout.keys, { recursive: true, mode: 0o700 });
  const keyRing = await createOperationKeys(layout, input.keyPassphrase, choosePageCipher(readCpuInfo()), systemRandomness);
  const made = await createClassKeys(layout, input.classPassphrase, input.draft.classes);
  await openIndexKey(layout, input.classPassphrase, systemRandomness);
  const toPublic = (key: { keyId: string; publicKey: string }) => ({ keyId: key.keyId, key: key.publicKey });
  const firstKeys: FirstKeys = {
    classes: Object.fromEntries(Object.entries(made.classes).map(([name, key]) => [name, toPublic(key)])),
    recovery: await createRecoveryShares(layout.recoveryShares, input.custodians),
    exchange: await createExchangeKey(layout, input.keyPassphrase),
  };
  const foundation: Foundation = {
    layout,
    keyRing,
    clock: systemClock,
    randomness: systemRandomness,
    databaseUrl: input.databaseUrl,
  };
  const organisation = await foundOrganisation(foundation, input.draft, firstKeys);
  await organisation.close();
  return foundation;
}

function requireSeparatePassphrases({ keyPassphrase, classPassphrase, custodians }: InitInput): void {
  if (keyPassphrase === classPassphrase) {
    throw new Stop(
      'keys/passphrases-equal',
      'The two key files need different passphrases: the serving process must not open the class keys.',
    );
  }
  requireOwnPassphrases(custodians, [keyPassphrase, classPassphrase]);
}

/** @throws Stop init/not-empty, keys/passphrases-equal, configuration/refused, database/… */
export async function initialise(root: string, input: InitInput): Promise<void> {
  requireFree(root);
  requireSeparatePassphrases(input);
  const isNew = mkdirSync(root, { recursive: true, mode: 0o700 }) !== undefined;
  const building = dataLayout(join(root, buildingName));
  const wanted = dataLayout(root);
  rmSync(building.root, { recursive: true, force: true });
  let foundation: Foundation;
  try {
    foundation = await build(building.root, input);
    if (input.databaseUrl === undefined) renameSync(building.database, wanted.database);
    renameSync(building.recoveryShares, wanted.recoveryShares);
    renameSync(building.keys, wanted.keys);
    rmSync(building.root, { recursive: true });
  } catch (error) {
    rmSync(building.root, { recursive: true, force: true });
    if (isNew) rmdirSync(root);
    throw error;
  }
  // The keys are in their place: from now on the store is theirs, and no other init clears it.
  await (await openOrganisation({ ...foundation, layout: wanted })).close();
}

export async function runInit(args: readonly string[]): Promise<void> {
  const options = {
    demo: { type: 'boolean' },
    file: { type: 'string' },
    ...custodianOption,
    'class-passphrase-file': { type: 'string' },
  } as const;
  const values = readOptions(args, options, initUsage);
  const { root } = layoutOf(requireOption(values.data, initUsage));
  const isDemo = values.demo === true;
  if (isDemo === (values.file !== undefined)) throw new Stop('command/usage', `Usage: ${initUsage}`);
  requireFree(root);
  const keyPassphrase = operationPassphrase(root, values['passphrase-file']);
  const classSource = {
    what: 'class-key',
    variable: 'COUNTERSIGN_CLASS_PASSPHRASE',
    option: '--class-passphrase-file',
    file: values['class-passphrase-file'],
  };
  const classPassphrase = readPassphrase(classSource, root);
  const custodians = await readCustodians(values.custodian);
  const draft = values.file === undefined ? await demonstrationOrganisation(systemClock.nowMs()) : readDraftFile(values.file);
  await initialise(root, { draft, keyPassphrase, classPassphrase, custodians, databaseUrl: databaseUrl() });
  process.stdout.write(
    `${JSON.stringify({ initialised: root, organisation: draft.organisation.id, configurationVersion: 1 })}\n`,
  );
  tellToHandOut(dataLayout(root).recoveryShares);
}
