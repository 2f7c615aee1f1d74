// Fetches what authorities answered about this workstation's records (R3.7). A page counts only when our server signed it, for this
// device, from the cursor we asked for, and does not lead back.
import type { Device } from '#main/kernel/device/device.ts';
import { askAsDevice } from '#main/kernel/server/ask-as-device.ts';
import { keepFacts, readCursor } from '#main/kernel/verification/facts.ts';
import { routes } from '#src/contract/sync/index.ts';
import { type VerificationPage, verificationPage } from '#src/contract/sync/verification.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import { openDocument } from '#src/node/crypto/signing.ts';
import type { VerificationPorts } from './ports.ts';

const timeoutMs = 15_000;
/** Pages taken in one attempt: what is left comes with the next one, and nothing else waits for it. */
const mostPages = 20;

function isOurs(page: VerificationPage, { deviceId, organisationId }: Device, after: number): boolean {
  const isMeant = page.deviceId === deviceId && page.organisationId === organisationId && page.after === after;
  return isMeant && page.cursor >= after && (page.facts.length === 0 || page.cursor > after);
}

async function askPage(
  ports: VerificationPorts,
  device: Device,
  after: number,
  signal: AbortSignal,
): Promise<VerificationPage | null> {
  const { path } = routes.verification;
  const body = JSON.stringify({ protocol: protocolVersion, after });
  const answer = await askAsDevice(
    ports,
    device,
    { method: 'POST', path, body, timeoutMs, signal },
    routes.verification.response,
  );
  if (!answer.ok) return null;
  const opened = openDocument('verification', answer.value.page, device.serverKey, verificationPage);
  if (opened.ok && isOurs(opened.value, device, after)) return opened.value;
  ports.log.write('verification.page-refused');
  return null;
}

function keepPage(ports: VerificationPorts, page: VerificationPage): void {
  ports.store.write((transaction) => {
    for (const { recordId, revision, kind, source, outcome, reason } of keepFacts(transaction, page.facts, page.cursor)) {
      ports.trail.append(transaction, {
        action: 'record.verification-heard',
        actorId: null,
        subjectId: recordId,
        detail: { revision, kind, source, outcome, ...(reason === null ? {} : { reason }) },
      });
    }
  });
}

/** What cannot be fetched now is fetched at a later attempt; it fails none. */
export async function pullFacts(ports: VerificationPorts, device: Device, signal: AbortSignal): Promise<void> {
  for (let pages = 0; pages < mostPages; pages++) {
    const page = await askPage(ports, device, readCursor(ports.store), signal);
    if (page === null || signal.aborted || page.facts.length === 0) return;
    keepPage(ports, page);
    ports.emit('sync.changed', {});
    if (!page.isMore) return;
  }
}
