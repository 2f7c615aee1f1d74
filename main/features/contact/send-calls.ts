// Recorded calls go to the server once it can be reached, until it names them as kept and has no
// more to say of them; what it does not name stays here and is told again. What a telephone system said of them comes back signed.

import type * as z from 'zod';
import { keepCallRecord, markTold, waitingCalls } from '#main/kernel/contact/facts.ts';
import type { Device } from '#main/kernel/device/device.ts';
import { askAsDevice } from '#main/kernel/server/ask-as-device.ts';
import { type callsRequest, signedCallRecords } from '#src/contract/sync/contact.ts';
import { routes } from '#src/contract/sync/index.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import type { SignedDocument } from '#src/crypto/signed.ts';
import type { CallRecord } from '#src/domain/contact/schema.ts';
import { openDocument } from '#src/node/crypto/signing.ts';
import type { ContactPorts } from './ports.ts';

const timeoutMs = 15_000;
const together = 50;

/** Null: they are not what our server says to this workstation. */
function recordsIn(signed: SignedDocument | null, device: Device): readonly CallRecord[] | null {
  if (signed === null) return [];
  const opened = openDocument('call-records', signed, device.serverKey, signedCallRecords);
  const { deviceId, organisationId } = device;
  const isOurs = opened.ok && opened.value.deviceId === deviceId && opened.value.organisationId === organisationId;
  return isOurs ? opened.value.records : null;
}

/** What cannot be told now is told at a later attempt; it fails none. */
export async function sendCalls(
  ports: Omit<ContactPorts, 'registrations' | 'records'>,
  device: Device,
  signal: AbortSignal,
): Promise<void> {
  const waiting = waitingCalls(ports.store, together);
  if (waiting.length === 0) return;
  const calls = waiting.map(({ call }) => call);
  const revisions = Object.fromEntries(
    waiting.flatMap(({ call, revision }) => (revision === null ? [] : [[call.factId, revision]])),
  );
  const { path, response } = routes.contactCalls;
  const body = JSON.stringify({ protocol: protocolVersion, calls, revisions } satisfies z.input<typeof callsRequest>);
  const answer = await askAsDevice(ports, device, { method: 'POST', path, body, timeoutMs, signal }, response);
  if (!answer.ok || signal.aborted) return;
  const { kept, awaited, records } = answer.value;
  const said = recordsIn(records, device);
  // Whoever cannot show our server's signature has told us nothing.
  if (said === null) return;
  const isNews = ports.store.write((transaction) => {
    for (const { factId } of calls) markTold(transaction, factId, kept.includes(factId) && !awaited.includes(factId));
    return said.filter((record) => keepCallRecord(transaction, record)).length > 0;
  });
  if (isNews) ports.emit('sync.changed', {});
}
