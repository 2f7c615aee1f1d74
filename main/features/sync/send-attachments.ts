// Sealed attachments go before the record that names them (S4), so that 已同步 never stands for a record whose images are missing. The
// server is asked how far each has come, and only what is missing is sent, piece by piece: a line that breaks costs one piece.

import type { Device } from '#main/kernel/device/device.ts';
import { sealedOf, sealedPiece } from '#main/kernel/outbox/sealed-attachments.ts';
import { askAsDevice } from '#main/kernel/server/ask-as-device.ts';
import type { ExchangeFailure } from '#main/kernel/server/exchange.ts';
import { fail, ok, type Result } from '#src/base/result.ts';
import { type AttachmentProgress, largestPieceBytes } from '#src/contract/sync/attachments.ts';
import { routes } from '#src/contract/sync/index.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import type { SyncPorts } from './ports.ts';

const timeoutMs = 60_000;

interface Sending {
  readonly ports: Pick<SyncPorts, 'store' | 'random' | 'time' | 'serverLink' | 'standings'>;
  readonly device: Device;
  readonly signal: AbortSignal;
}

type Sent<T> = Result<T, ExchangeFailure>;

async function askProgress(
  { ports, device, signal }: Sending,
  contentHashes: readonly string[],
): Promise<Sent<AttachmentProgress[]>> {
  const body = JSON.stringify({ protocol: protocolVersion, contentHashes });
  const question = { method: 'POST', path: routes.attachmentProgress.path, body, timeoutMs, signal } as const;
  const answer = await askAsDevice(ports, device, question, routes.attachmentProgress.response);
  return answer.ok ? ok(answer.value.attachments) : answer;
}

async function sendPiece(
  { ports, device, signal }: Sending,
  one: { readonly contentHash: string; readonly sealedBytes: number },
  offset: number,
): Promise<Sent<AttachmentProgress>> {
  const piece = Buffer.from(sealedPiece(ports.store, one.contentHash, offset, largestPieceBytes)).toString('base64url');
  const body = JSON.stringify({ protocol: protocolVersion, ...one, offset, piece });
  const question = { method: 'POST', path: routes.attachments.path, body, timeoutMs, signal } as const;
  return askAsDevice(ports, device, question, routes.attachments.response);
}

/** Sends what is missing of one attachment. A server that does not get further is not asked for ever. */
async function sendRest(
  sending: Sending,
  one: { readonly contentHash: string; readonly sealedBytes: number },
  from: AttachmentProgress | undefined,
): Promise<Sent<null>> {
  let at = from?.receivedBytes ?? 0;
  let isComplete = from?.isComplete ?? false;
  while (!isComplete) {
    const answer = await sendPiece(sending, one, at);
    if (!answer.ok) return answer;
    const { receivedBytes } = answer.value;
    isComplete = answer.value.isComplete;
    if (!isComplete && (receivedBytes <= at || receivedBytes >= one.sealedBytes))
      return fail({ kind: 'answer-invalid', status: 200 });
    at = receivedBytes;
  }
  return ok(null);
}

/** Sends the attachments of one record as far as the server does not have them. */
export async function sendAttachments(
  sending: Sending,
  record: { readonly recordId: string; readonly revision: number },
): Promise<Sent<null>> {
  const all = sealedOf(sending.ports.store, record);
  if (all.length === 0) return ok(null);
  const progress = await askProgress(
    sending,
    all.map(({ contentHash }) => contentHash),
  );
  if (!progress.ok) return progress;
  for (const one of all) {
    const sent = await sendRest(
      sending,
      one,
      progress.value.find(({ contentHash }) => contentHash === one.contentHash),
    );
    if (!sent.ok) return sent;
  }
  return ok(null);
}
