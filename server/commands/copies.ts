// `copies`: lists workstations of which an older copy or a clone has reported, or accepts whichever copy reports next.

import { openFoundation, readOptions, requireOption, withOrganisation } from './options.ts';

export const copiesUsage = 'copies --data DIR [--accept DEVICE-ID] [--passphrase-file F]';

export async function runCopies(args: readonly string[]): Promise<void> {
  const values = readOptions(args, { accept: { type: 'string' } } as const, copiesUsage);
  const { accept } = values;
  const foundation = await openFoundation(requireOption(values.data, copiesUsage), values['passphrase-file']);
  await withOrganisation(foundation, async ({ heads }) => {
    if (accept !== undefined) {
      await heads.acceptNext(accept);
      process.stdout.write(`${JSON.stringify({ accepted: accept })}\n`);
      return;
    }
    for (const attention of await heads.attentions()) process.stdout.write(`${JSON.stringify(attention)}\n`);
  });
}
