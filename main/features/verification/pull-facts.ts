// Fetches what authorities answered about this workstation's records (R3.7).
import type { Device } from '#main/kernel/device/device.ts';
import { pullPages } from '#main/kernel/server/pull-pages.ts';
import {
  keepFacts,
  keepMessages,
  keepSuperseded,
  keepWaiting,
  readCursor,
  readWaiting,
} from '#main/kernel/verification/facts.ts';
import { type VerificationPage, verificationPage } from '#src/contract/sync/verification.ts';
import type { VerificationPorts } from './ports.ts';

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
    for (const { recordId, revision, state } of keepMessages(transaction, page.messages)) {
      const about = { actorId: null, subjectId: recordId };
      ports.trail.append(transaction, { ...about, action: 'record.refusal-messaged', detail: { revision, state } });
    }
    for (const { recordId, revision } of keepSuperseded(transaction, page.superseded ?? [])) {
      const about = { actorId: null, subjectId: recordId };
      ports.trail.append(transaction, { ...about, action: 'record.checks-ended', detail: { revision } });
    }
  });
  ports.emit('sync.changed', {});
}

function hearWaiting(ports: VerificationPorts, { waiting = [] }: VerificationPage): void {
  if (JSON.stringify(readWaiting(ports.store)) === JSON.stringify(waiting)) return;
  ports.store.write((transaction) => keepWaiting(transaction, waiting));
  ports.emit('sync.changed', {});
}

export async function pullFacts(ports: VerificationPorts, device: Device, signal: AbortSignal): Promise<void> {
  const paged = {
    route: 'verification',
    kind: 'verification',
    schema: verificationPage,
    itemsIn: (page: VerificationPage) => [...page.facts, ...page.messages, ...(page.superseded ?? [])],
    readCursor: () => readCursor(ports.store),
    hear: (page: VerificationPage) => hearWaiting(ports, page),
    keep: (page: VerificationPage) => keepPage(ports, page),
  } as const;
  await pullPages(ports, device, paged, signal);
}
