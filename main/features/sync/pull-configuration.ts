// A newer configuration from the server (S7, R7.1): applied only when the pinned key signed it, it is of our organisation, and its
// version is higher than ours. Versions never go back, whoever asks.

import { openConfiguration } from '#main/kernel/configuration/configurations.ts';
import type { Device } from '#main/kernel/device/device.ts';
import type { OutboxError } from '#main/kernel/outbox/outbox.ts';
import { failureError } from '#main/kernel/server/exchange.ts';
import { routes } from '#src/contract/sync/index.ts';
import { askAsDevice } from './ask-as-device.ts';
import type { SyncPorts } from './ports.ts';

const timeoutMs = 30_000;

/** @returns why the newer configuration could not be taken over, or null when ours is the newest now */
export async function pullConfiguration(
  ports: SyncPorts,
  device: Device,
  offeredVersion: number,
  signal: AbortSignal,
): Promise<OutboxError | null> {
  const ownVersion = ports.configurations.current()?.version ?? 0;
  if (offeredVersion <= ownVersion) return null;
  const question = { method: 'GET', path: routes.configuration.path, body: '', timeoutMs, signal } as const;
  const answer = await askAsDevice(ports, device, question, routes.configuration.response);
  if (!answer.ok) return failureError(answer.error);
  const document = answer.value.configuration;
  const opened = openConfiguration(document, device.serverKey);
  if (!opened.ok) {
    return { code: opened.error === 'signature' ? 'server/wrong-identity' : 'server/answer-invalid', params: {} };
  }
  const { version, organisation } = opened.value;
  if (organisation.id !== device.organisationId || version <= ownVersion) return { code: 'server/answer-invalid', params: {} };
  ports.store.write((transaction) => {
    ports.configurations.apply(transaction, document, version, ports.time.claimedNow());
    ports.trail.append(transaction, {
      action: 'configuration.applied',
      actorId: null,
      subjectId: device.deviceId,
      detail: { version },
    });
  });
  await ports.configurationApplied(version);
  return null;
}
