// Restrictions and subjects' requests as rows, whenever a test wants them to have been.
import type { Organisation } from '#server/app/organisation.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { type RestrictionEvent, restrictionEvent } from '#src/domain/restriction/schema.ts';
import { type RequestKind, type RequestStep, requestEvent } from '#src/domain/subject-requests/schema.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { randomId } from '#src/node/crypto/random.ts';

type Store = Pick<Organisation, 'store' | 'organisationId'>;

/** Somebody who was restricted by a record. */
export async function writeRestriction(
  { store, organisationId }: Store,
  recordId: string,
  { from, to, isSuspended }: { readonly from: number; readonly to?: number; readonly isSuspended?: boolean },
): Promise<void> {
  const at = instantFromMs(from);
  const by = 'staff-2001';
  const failed = { kind: 'failed', checkId: randomId(), recordId, revision: 1, reason: 'name-differs', at };
  const events: unknown[] = [failed, { kind: 'restricted', failures: 1, at }];
  if (isSuspended === true) events.push({ kind: 'suspended', reason: 'check-failed', by, at });
  if (to !== undefined) events.push({ kind: 'released', reason: 'identity-confirmed', by, at: instantFromMs(to) });
  const subjectId = randomId();
  const subject = { organisation_id: organisationId, subject_id: subjectId };
  await store
    .insertInto('subject')
    .values({ ...subject, document_digest: sha256Hex(subjectId), created_at: at })
    .execute();
  await store
    .insertInto('restricted_subject')
    .values({ ...subject, record_id: recordId, revision: 1, digest: null, due_ms: null, attempts: 0 })
    .execute();
  const rows = events.map((one, index) => {
    const event: RestrictionEvent = restrictionEvent.parse(one);
    const { kind, at: written } = event;
    const own = { ...subject, sequence: index + 1 };
    return { ...own, kind, at: written, event: JSON.stringify(event) };
  });
  await store.insertInto('restriction_event').values(rows).execute();
}

export interface WrittenRequest {
  readonly number: number;
  readonly kind: RequestKind;
  readonly branchId: string;
  readonly openedMs: number;
  readonly settledMs?: number;
}

export async function writeRequest({ store, organisationId }: Store, request: WrittenRequest): Promise<void> {
  const { number, kind, branchId, openedMs, settledMs } = request;
  const id = { organisation_id: organisationId, request_id: randomId() };
  const settled = settledMs === undefined ? null : instantFromMs(settledMs);
  const opened = instantFromMs(openedMs);
  const row = { ...id, number, subject_id: randomId(), kind, channel: 'counter' as const, branch_id: branchId };
  await store
    .insertInto('subject_request')
    .values({ ...row, opened_at: opened, settled_at: settled, application: null })
    .execute();
  const steps: { readonly at: string; readonly step: RequestStep }[] = [
    { at: opened, step: { kind: 'opened', channel: 'counter' } },
    { at: opened, step: { kind: 'identity-proven', proof: { by: 'document', documentType: 'resident-id' } } },
    ...(settled === null ? [] : [{ at: settled, step: { kind: 'answered', way: 'paper', records: 1 } } as const]),
  ];
  const events = steps.map((one, index) => ({
    ...id,
    sequence: index + 1,
    event: JSON.stringify(requestEvent.parse({ ...one, actorId: 'staff-1001' })),
  }));
  await store.insertInto('subject_request_event').values(events).execute();
}
