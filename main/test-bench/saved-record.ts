// For tests only: a record as a submission hands it to the queue, where nobody looks at what it shows.
import type { RecordToSave } from '#main/kernel/outbox/outbox.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';

export function recordToSave(of: Pick<RecordToSave, 'recordId' | 'envelope'> & { readonly revision?: number }): RecordToSave {
  return {
    revision: 1,
    ...of,
    contentHash: sha256Hex(of.envelope),
    serviceName: '{"zh-CN":"a","en":"a"}',
    maskedName: '',
    maskedDocumentNumber: '',
    capturedBy: '',
    submittedAt: '2026-11-24T08:00:00.000Z',
    ownerId: 'staff-1',
    submittedBy: 'staff-1',
    day: '2026-11-24',
    savedMs: Date.UTC(2026, 10, 24, 8),
    configurationVersion: 1,
  };
}
