import { Stop } from '#server/kernel/stop.ts';
import { openFoundation, readOptions, requireOption, withOrganisation } from './options.ts';

export const enrolmentCodeUsage = 'enrolment-code --data DIR --branch ID [--minutes 60] [--passphrase-file F]';

/** A week: an envelope by post to a far branch still arrives in time. */
const longestMinutes = 7 * 24 * 60;

/** Prints a one-time code for one workstation of a branch; works while the server runs. */
export async function runEnrolmentCode(args: readonly string[]): Promise<void> {
  const table = { branch: { type: 'string' }, minutes: { type: 'string', default: '60' } } as const;
  const values = readOptions(args, table, enrolmentCodeUsage);
  const data = requireOption(values.data, enrolmentCodeUsage);
  const branch = requireOption(values.branch, enrolmentCodeUsage);
  const minutes = Number(values.minutes);
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > longestMinutes) {
    throw new Stop('command/usage', `--minutes is a whole number from 1 to ${longestMinutes}.`);
  }
  const foundation = await openFoundation(data, values['passphrase-file']);
  const issued = await withOrganisation(foundation, (organisation) => organisation.devices.issueCode(branch, minutes));
  process.stdout.write(`${issued.code}\n`);
  process.stderr.write(`Valid once, until ${issued.expiresAt}.\n`);
}
