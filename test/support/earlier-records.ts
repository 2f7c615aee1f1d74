// Records that the server took in before a test began, so that there is something to list and to count.
import type { Organisation } from '#server/app/organisation.ts';
import { buildServer } from '#server/app.ts';
import { dataLayout } from '#server/kernel/data-layout.ts';
import { openOperationKeys } from '#server/kernel/keys/file-key-ring.ts';
import { systemRandomness } from '#server/kernel/system.ts';
import { type Bench, enrolWorkstation, push, sealRecord } from '#server/test-bench.ts';
import { sendWithPicture } from '#server/test-bench-pictures.ts';
import { instantFromMs } from '#src/base/instant.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import type { ServerSecrets } from '#test/support/server-process.ts';

export interface EarlierRecords {
  readonly branchId: string;
  readonly serviceId: string;
  readonly daysAgo: number;
  readonly count: number;
  readonly values?: FieldValues;
  /** A PNG that comes with the one record of it. */
  readonly picture?: Uint8Array;
}

/** @param after what else had happened by then
 * @returns ids of their records, batch by batch */
export async function takeInEarlier(
  dataDir: string,
  secrets: ServerSecrets,
  batches: readonly EarlierRecords[],
  after: (organisation: Organisation, ids: readonly (readonly string[])[]) => Promise<void> = async () => undefined,
): Promise<readonly (readonly string[])[]> {
  const layout = dataLayout(dataDir);
  const keyRing = await openOperationKeys(layout, secrets.keyPassphrase);
  const clock = { nowMs: () => Date.now() };
  const opened = await buildServer({ layout, keyRing, clock, randomness: systemRandomness, log: false, tls: null });
  const bench = { ...opened, layout, keyRing, databaseUrl: undefined, clock: { ...clock, advance: () => undefined }, logged: [] };
  const ids = await fill({ ...bench, close: async () => undefined }, batches);
  await after(opened.organisation, ids);
  await opened.app.close();
  return ids;
}

async function fill(bench: Bench, batches: readonly EarlierRecords[]): Promise<readonly (readonly string[])[]> {
  const { body } = await bench.organisation.configuration.newest();
  const branches = [...new Set(batches.map(({ branchId }) => branchId))];
  const desks = new Map(
    await Promise.all(branches.map(async (branchId) => [branchId, await enrolWorkstation(bench, branchId)] as const)),
  );
  const all: string[][] = [];
  for (const { branchId, serviceId, daysAgo, count, values, picture } of batches) {
    const desk = desks.get(branchId);
    if (desk === undefined) throw new Error('no workstation of this branch');
    const header = { serviceId, submittedAt: instantFromMs(Date.now() - daysAgo * 86_400_000) };
    const choice = values === undefined ? { header } : { header, values };
    if (picture !== undefined) {
      const sent = await sendWithPicture(bench, desk, { ...choice, picture, mediaType: 'image/png' });
      all.push([sent.recordId]);
      continue;
    }
    const sealed = await Promise.all(Array.from({ length: count }, () => sealRecord(body, desk, choice)));
    const texts = sealed.map(({ text }) => text);
    const answer = await push(bench, desk, texts);
    if (answer.statusCode !== 200) throw new Error(answer.body);
    all.push(sealed.map(({ recordId }) => recordId));
  }
  return all;
}
