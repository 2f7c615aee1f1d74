// `configuration-export`: the newest signed configuration as a file, for workstations that cannot reach this server. Importing it counts
// as having heard from the server at the moment it was signed; `--renew` signs the same content anew, as the next version.
import { writeFileSync } from 'node:fs';
import { draftOf, type Organisation } from '#server/app/organisation.ts';
import { Stop } from '#server/kernel/stop.ts';
import type { ConfigurationFile } from '#src/contract/sync/configuration-file.ts';
import { openFoundation, readOptions, requireOption, withOrganisation } from './options.ts';

export const configurationExportUsage = 'configuration-export --data DIR --out FILE [--renew] [--passphrase-file F]';

async function renew({ configuration }: Organisation): Promise<void> {
  await configuration.publish(draftOf((await configuration.newest()).body));
}

export async function runConfigurationExport(args: readonly string[]): Promise<void> {
  const options = { out: { type: 'string' }, renew: { type: 'boolean' } } as const;
  const values = readOptions(args, options, configurationExportUsage);
  const data = requireOption(values.data, configurationExportUsage);
  const out = requireOption(values.out, configurationExportUsage);
  const foundation = await openFoundation(data, values['passphrase-file']);
  await withOrganisation(foundation, async (organisation) => {
    if (values.renew === true) await renew(organisation);
    const { document, body } = await organisation.configuration.newest();
    const successions = [...foundation.keyRing.successions];
    const standings = await organisation.standings.ended(organisation.store);
    const file: ConfigurationFile = { kind: 'countersign-configuration', configuration: document, standings, successions };
    try {
      writeFileSync(out, JSON.stringify(file), { mode: 0o600 });
    } catch (error) {
      throw new Stop('configuration/unwritable', `The file ${out} cannot be written.`, error);
    }
    process.stdout.write(`${JSON.stringify({ exported: body.version, issuedAt: body.issuedAt })}\n`);
  });
}
