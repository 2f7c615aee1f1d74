// A newer configuration from the server (S7, R7.1), fetched when the probe names one.

import { openAnswered, takeOver } from '#main/kernel/configuration/take-over.ts';
import type { Device } from '#main/kernel/device/device.ts';
import type { OutboxError } from '#main/kernel/outbox/outbox.ts';
import { askAsDevice } from '#main/kernel/server/ask-as-device.ts';
import { failureError } from '#main/kernel/server/exchange.ts';
import { routes } from '#src/contract/sync/index.ts';
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
  const opened = openAnswered(document, device);
  if (!opened.ok) return { code: opened.error, params: {} };
  const { version } = opened.value;
  if (version <= ownVersion) return { code: 'server/answer-invalid', params: {} };
  await takeOver(ports, device, document, version);
  return null;
}
