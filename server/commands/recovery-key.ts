// `recovery-key`: a new recovery key with new shares, after a custodian left or a share got lost. It is published in the next
// configuration, and every workstation renews the wrap of its database key when that reaches it. Works while the server runs.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { draftOf } from '#server/app/organisation.ts';
import { createRecoveryShares } from '#server/kernel/keys/recovery-shares.ts';
import { Stop } from '#server/kernel/stop.ts';
import { custodianOption, readCustodians, requireOwnPassphrases, tellToHandOut } from './custodians.ts';
import { layoutOf, openFoundation, operationPassphrase, readOptions, requireOption, withOrganisation } from './options.ts';

export const recoveryKeyUsage = 'recovery-key --data DIR [--custodian ID --custodian ID …] [--passphrase-file F]';

export async function runRecoveryKey(args: readonly string[]): Promise<void> {
  const values = readOptions(args, custodianOption, recoveryKeyUsage);
  const data = requireOption(values.data, recoveryKeyUsage);
  const { root, recoveryShares } = layoutOf(data);
  if (existsSync(recoveryShares) && readdirSync(recoveryShares).length > 0) {
    throw new Stop(
      'recovery/shares-here',
      `Shares are still in ${recoveryShares}. Hand them out or put them away first; nothing was changed.`,
    );
  }
  const foundation = await openFoundation(data, values['passphrase-file']);
  const custodians = await readCustodians(values.custodian);
  requireOwnPassphrases(custodians, [operationPassphrase(root, values['passphrase-file'])]);
  await withOrganisation(foundation, async ({ configuration }) => {
    const { body } = await configuration.newest();
    // The shares are on the disk before anything is sealed to their key.
    const recovery = await createRecoveryShares(recoveryShares, custodians);
    try {
      const { version } = await configuration.publish(draftOf(body), { recovery });
      process.stdout.write(`${JSON.stringify({ recoveryKey: recovery.keyId, configurationVersion: version })}\n`);
    } catch (error) {
      rmSync(recoveryShares, { recursive: true });
      throw error;
    }
  });
  tellToHandOut(recoveryShares);
}
