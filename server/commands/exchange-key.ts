// `exchange-key`: a new key for sealed files (S4): for an organisation founded before there was one, or to renew it. It is published in
// the next configuration; older keys stay, for media that are on their way.
import { draftOf } from '#server/app/organisation.ts';
import { createExchangeKey } from '#server/kernel/keys/exchange-keys.ts';
import { openFoundation, operationPassphrase, readOptions, requireOption, withOrganisation } from './options.ts';

export const exchangeKeyUsage = 'exchange-key --data DIR [--passphrase-file F]';

export async function runExchangeKey(args: readonly string[]): Promise<void> {
  const values = readOptions(args, {}, exchangeKeyUsage);
  const foundation = await openFoundation(requireOption(values.data, exchangeKeyUsage), values['passphrase-file']);
  const passphrase = operationPassphrase(foundation.layout.root, values['passphrase-file']);
  await withOrganisation(foundation, async ({ configuration }) => {
    const { body } = await configuration.newest();
    // On the disk before anything is sealed to it.
    const exchange = await createExchangeKey(foundation.layout, passphrase);
    const { version } = await configuration.publish(draftOf(body), { exchange });
    process.stdout.write(`${JSON.stringify({ exchangeKey: exchange, configurationVersion: version })}\n`);
  });
}
