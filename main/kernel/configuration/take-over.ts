// Taking over a configuration the server answered (S7, R7.1): only when the pinned key signed it, it is of our organisation, and its
// version is higher than ours. Versions never go back, whoever asks.
import type { AuditTrail } from '#main/kernel/audit/trail.ts';
import { type Configurations, openConfiguration } from '#main/kernel/configuration/configurations.ts';
import type { Device } from '#main/kernel/device/device.ts';
import type { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import type { Store, WriteTransaction } from '#main/store/store.ts';
import { fail, ok, type Result } from '#src/base/result.ts';
import type { SignedDocument } from '#src/crypto/signed.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';

export interface TakingOverPorts {
  readonly store: Store;
  readonly time: TrustedTime;
  readonly trail: AuditTrail;
  readonly configurations: Configurations;
  /** A newer configuration is in force: sessions and the recovery wrap have to follow it. */
  readonly configurationApplied: (version: number) => Promise<void>;
}

/** Reads and judges the document; nothing is stored yet. */
export function openAnswered(
  document: SignedDocument,
  device: Device,
): Result<Configuration, 'server/wrong-identity' | 'server/answer-invalid'> {
  const opened = openConfiguration(document, device);
  if (!opened.ok) return fail(opened.error === 'signature' ? 'server/wrong-identity' : 'server/answer-invalid');
  return opened.value.organisation.id === device.organisationId ? ok(opened.value) : fail('server/answer-invalid');
}

/**
 * Stores it unless a version as high is here already.
 * @param also what belongs to the same transaction
 */
export async function takeOver(
  ports: TakingOverPorts,
  { deviceId }: Device,
  document: SignedDocument,
  version: number,
  also: (transaction: WriteTransaction) => void = () => undefined,
): Promise<void> {
  const isNewer = ports.store.write((transaction) => {
    also(transaction);
    if (version <= (ports.configurations.current()?.version ?? 0)) return false;
    ports.configurations.apply(transaction, document, version, ports.time.claimedNow());
    ports.trail.append(transaction, {
      action: 'configuration.applied',
      actorId: null,
      subjectId: deviceId,
      detail: { version },
    });
    return true;
  });
  if (isNewer) await ports.configurationApplied(version);
}
