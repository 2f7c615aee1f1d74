// The configuration as a file from an administrator, for a branch that never connects: a new clerk signs in with it, a deactivation
// arrives with it. Whoever carries it needs no right of their own: the signature is the authority.
import { openConfiguration } from '#main/kernel/configuration/configurations.ts';
import { takeOver } from '#main/kernel/configuration/take-over.ts';
import { loadDevice } from '#main/kernel/device/device.ts';
import { Refusal } from '#src/contract/errors.ts';
import { configurationFile } from '#src/contract/sync/configuration-file.ts';
import type { SyncPorts } from './ports.ts';

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @throws Refusal as `sync.importConfiguration` declares them; nothing is changed then */
export async function importConfiguration(
  ports: SyncPorts,
  text: string,
): Promise<{ readonly version: number; readonly issuedAt: string }> {
  const { configurations, time, trail } = ports;
  const enrolled = loadDevice(ports.store);
  if (enrolled === null) throw new Refusal('devices/not-enrolled', {});
  const file = configurationFile.safeParse(parse(text));
  if (!file.success) throw new Refusal('configuration/unreadable', {});
  const device = ports.serverKeys.follow(enrolled, file.data.successions ?? []);
  // Before anything can be refused: whatever becomes of the configuration, this is signed and about us, or it is nothing.
  for (const standing of file.data.standings ?? []) {
    if (standing.body.includes(device.deviceId)) ports.standings.hear(device, standing);
  }
  const document = file.data.configuration;
  const opened = openConfiguration(document, device);
  if (!opened.ok) throw new Refusal(opened.error === 'signature' ? 'configuration/wrong-signer' : 'configuration/unreadable', {});
  const { version, issuedAt, organisation } = opened.value;
  if (organisation.id !== device.organisationId) throw new Refusal('configuration/wrong-organisation', {});
  await takeOver(ports, device, document, version, (transaction) => {
    const current = configurations.current()?.version ?? 0;
    if (version <= current) throw new Refusal('configuration/not-newer', { current });
    // Heard from the server when it signed this, not when it was carried in.
    time.recordHeard(transaction, Date.parse(issuedAt));
    trail.append(transaction, {
      action: 'configuration.imported',
      actorId: null,
      subjectId: device.deviceId,
      detail: { version },
    });
  });
  return { version, issuedAt };
}
