// `reset-passphrase`: for a person who has forgotten theirs, a random one that is good for choosing their own (ASVS 6.4.1, 6.4.3).
import { Stop } from '#server/kernel/stop.ts';
import { Refusal } from '#src/contract/errors.ts';
import { encodeBase32, formatFingerprint } from '#src/domain/devices/enrolment-code.ts';
import { randomBytes } from '#src/node/crypto/random.ts';
import { requireWho } from './administrator.ts';
import { openFoundation, readOptions, requireOption, withOrganisation } from './options.ts';

export const resetPassphraseUsage = 'reset-passphrase --data DIR --staff STAFF-NUMBER --by STAFF-NUMBER [--passphrase-file F]';

export async function runResetPassphrase(args: readonly string[]): Promise<void> {
  const values = readOptions(args, { staff: { type: 'string' }, by: { type: 'string' } } as const, resetPassphraseUsage);
  const data = requireOption(values.data, resetPassphraseUsage);
  const number = requireOption(values.staff, resetPassphraseUsage);
  const by = requireOption(values.by, resetPassphraseUsage);
  const foundation = await openFoundation(data, values['passphrase-file']);
  await withOrganisation(foundation, async (organisation) => {
    const actorId = await requireWho(organisation, by);
    const passphrase = formatFingerprint(encodeBase32(randomBytes(10)));
    try {
      const { version } = await organisation.passphrases.reset(number, passphrase, actorId);
      process.stdout.write(`${JSON.stringify({ reset: number, passphrase, configuration: version })}\n`);
    } catch (error) {
      if (!(error instanceof Refusal) || error.wire.code !== 'staff/wrong-credentials') throw error;
      throw new Stop('staff/no-such-member', 'Nobody of this organisation has this staff number. Nothing was changed.');
    }
  });
}
