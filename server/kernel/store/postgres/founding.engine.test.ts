// An init that was interrupted over PostgreSQL leaves nothing that keeps the next one out, and never clears what was founded.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { foundOrganisation, openOrganisation } from '#server/app/organisation.ts';
import { initialise } from '#server/commands/init.ts';
import { demonstrationOrganisation } from '#server/demo/organisation.ts';
import { dataLayout } from '#server/kernel/data-layout.ts';
import { createOperationKeys, openOperationKeys } from '#server/kernel/keys/file-key-ring.ts';
import { systemClock, systemRandomness } from '#server/kernel/system.ts';
import { classPassphrase, custodians, keyPassphrase } from '#server/test-bench.ts';
import { createDatabase, sharedCluster } from '#server/test-bench-postgres.ts';
import { generateSealingKey } from '#src/node/crypto/sealing.ts';
import { generateAgeKey } from '#src/node/sealed-file/age.ts';

const code = (value: string) => expect.objectContaining({ code: value });

test('after an init that died before its keys were in place the next one founds the organisation', async () => {
  const home = mkdtempSync(join(tmpdir(), 'countersign-founding-'));
  const cluster = await sharedCluster();
  const databaseUrl = cluster.url(await createDatabase(cluster));
  const draft = await demonstrationOrganisation(Date.now());
  const lost = dataLayout(join(home, 'lost'));
  mkdirSync(lost.keys, { recursive: true });
  const base = { databaseUrl, clock: systemClock, randomness: systemRandomness };
  const keyRing = await createOperationKeys(lost, keyPassphrase, 'aegis', systemRandomness);
  const { keyId, publicKey } = await generateSealingKey();
  const key = { keyId, key: publicKey };
  const keys = { classes: Object.fromEntries(draft.classes.map((name) => [name, key])), recovery: key };
  const exchange = (await generateAgeKey()).recipient;
  await (await foundOrganisation({ ...base, layout: lost, keyRing }, draft, { ...keys, exchange })).close();

  const root = join(home, 'data');
  const other = { ...draft, organisation: { ...draft.organisation, id: 'the-next-one' } };
  await initialise(root, { draft: other, keyPassphrase, classPassphrase, custodians, databaseUrl });
  const layout = dataLayout(root);
  const foundation = { ...base, layout, keyRing: await openOperationKeys(layout, keyPassphrase) };
  const founded = await openOrganisation(foundation);
  expect(founded.organisationId).toBe('the-next-one');
  expect(await founded.configuration.history()).toHaveLength(1);
  await founded.close();
  await expect(
    initialise(join(home, 'third'), { draft, keyPassphrase, classPassphrase, custodians, databaseUrl }),
  ).rejects.toThrow(code('database/not-empty'));
  await (await openOrganisation(foundation)).close();
  rmSync(home, { recursive: true });
});
