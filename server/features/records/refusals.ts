// What is kept of refused records: one row for the same bytes, and a leaf of the audit log when they come first. Pure.
import type { QuarantineTable } from '#server/kernel/store/tables.ts';
import type { AuditAct } from '#src/domain/audit/leaves.ts';
import type { Arrived, Decided, Decision } from './decide.ts';
import type { RefusedHashes } from './refused-hash.ts';

/** A batch may hold the same bytes several times: its first sequence, its last reason. */
export function refusalRows(
  decided: readonly Decided[],
  batch: { readonly organisationId: string; readonly deviceId: string; readonly receivedAt: string },
  hashes: RefusedHashes,
): readonly QuarantineTable[] {
  const rows = new Map<string, QuarantineTable>();
  for (const { arrived, decision } of decided) {
    if (decision.kind !== 'refuse') continue;
    const { sequence, envelope } = arrived;
    const contentHash = hashes.kept(arrived, decision);
    const { reason } = decision;
    const first = rows.get(contentHash);
    rows.set(contentHash, {
      organisation_id: batch.organisationId,
      device_id: batch.deviceId,
      content_hash: contentHash,
      sequence: first?.sequence ?? sequence,
      reason,
      length: envelope.length,
      attempts: (first?.attempts ?? 0) + 1,
      first_at: batch.receivedAt,
      last_at: batch.receivedAt,
    });
  }
  return [...rows.values()];
}

export function refusalLeaf(
  deviceId: string,
  { contentHash }: Arrived,
  { reason, header }: Extract<Decision, { kind: 'refuse' }>,
): AuditAct {
  if (reason === 'sync/conflict' && header !== null) {
    const { recordId, revision } = header;
    return { action: 'record.conflict', deviceId, recordId, revision, contentHash };
  }
  // Bytes that are no envelope may be anything: their hash could be guessed back to them.
  const told = reason === 'sync/envelope-invalid' ? null : contentHash;
  return { action: 'record.refused', deviceId, reason, contentHash: told };
}
