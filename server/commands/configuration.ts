// `configuration`: publishes an organisation file as the next version, or prints the newest one in the form of such a file.

import { draftOf } from '#server/app/organisation.ts';
import { readDraftFile } from './draft-file.ts';
import { openFoundation, readOptions, requireOption, withOrganisation } from './options.ts';

export const configurationUsage = 'configuration --data DIR [--file organisation.json] [--passphrase-file F]';

export async function runConfiguration(args: readonly string[]): Promise<void> {
  const values = readOptions(args, { file: { type: 'string' } } as const, configurationUsage);
  const data = requireOption(values.data, configurationUsage);
  const draft = values.file === undefined ? null : readDraftFile(values.file);
  const foundation = await openFoundation(data, values['passphrase-file']);
  await withOrganisation(foundation, async ({ configuration }) => {
    if (draft !== null) {
      const published = await configuration.publish(draft);
      process.stdout.write(`${JSON.stringify({ published: published.version, issuedAt: published.issuedAt })}\n`);
      return;
    }
    const newest = (await configuration.newest()).body;
    process.stdout.write(`${JSON.stringify(draftOf(newest), null, 2)}\n`);
  });
}
