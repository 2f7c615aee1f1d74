// Recorded calls go to the server once it can be reached, until it names them as kept; what it does not name stays here and is told again.

import { markTold, waitingCalls } from '#main/kernel/contact/facts.ts';
import type { Device } from '#main/kernel/device/device.ts';
import { askAsDevice } from '#main/kernel/server/ask-as-device.ts';
import { routes } from '#src/contract/sync/index.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import type { ContactPorts } from './ports.ts';

const timeoutMs = 15_000;
const together = 50;

/** What cannot be told now is told at a later attempt; it fails none. */
export async function sendCalls(
  ports: Omit<ContactPorts, 'registrations' | 'records'>,
  device: Device,
  signal: AbortSignal,
): Promise<void> {
  const calls = waitingCalls(ports.store, together);
  if (calls.length === 0) return;
  const { path, response } = routes.contactCalls;
  const body = JSON.stringify({ protocol: protocolVersion, calls });
  const answer = await askAsDevice(ports, device, { method: 'POST', path, body, timeoutMs, signal }, response);
  if (!answer.ok || signal.aborted) return;
  const kept = calls.filter(({ factId }) => answer.value.kept.includes(factId));
  if (kept.length === 0) return;
  ports.store.write((transaction) => {
    for (const { factId } of kept) markTold(transaction, factId);
  });
}
