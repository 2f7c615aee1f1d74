// Telling the subject that an authority did not confirm their registration, and why (R3.5). Also possible once the copy is closed:
// neither needs a value.
import * as z from 'zod';
import { findByRecordId } from '#main/kernel/copies/listing.ts';
import { loadDevice } from '#main/kernel/device/device.ts';
import { factsOf, type HeldFact } from '#main/kernel/verification/facts.ts';
import { keepTelling } from '#main/kernel/verification/tellings.ts';
import type { ReadStore } from '#main/store/store.ts';
import { type Language, type LocalText, localText } from '#src/base/language.ts';
import { Refusal } from '#src/contract/errors.ts';
import { envelope } from '#src/crypto/envelope.ts';
import { isPermitted } from '#src/domain/access/roles.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import { formatReceiptNumber, workstationPrefix } from '#src/domain/receipts/number.ts';
import { registrationId } from '#src/domain/registration/schema.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import type { RefusalSheet, SpokenWay } from '#src/domain/verification/telling.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import type { TellingPorts } from './ports.ts';

/** The newest revision, which an authority refuted. @throws Refusal `records/unknown`, `verification/not-refuted` */
function requireRefuted(store: ReadStore, session: Session, recordId: string) {
  const staffId = isPermitted('records:view-all', session.role) ? null : session.staffId;
  const [listed] = findByRecordId(store, recordId, { staffId, day: null, before: null, limit: 1 });
  if (listed === undefined) throw new Refusal('records/unknown', {});
  const refusals = factsOf(store, recordId, listed.revision).filter(({ outcome }) => outcome === 'refuted');
  if (refusals.length === 0) throw new Refusal('verification/not-refuted', {});
  return { listed, refusals };
}

/** @throws Refusal as `verification.tell` declares them */
export function tellSubject(
  { store, trail, time }: TellingPorts,
  session: Session,
  told: { readonly recordId: string; readonly revision: number; readonly way: SpokenWay },
): void {
  const { recordId, revision, way } = told;
  store.write((transaction) => {
    // Read where it is written: a correction may have been submitted in the same moment.
    const { listed } = requireRefuted(transaction, session, recordId);
    if (listed.revision !== revision) throw new Refusal('verification/not-refuted', {});
    const isNew = keepTelling(transaction, { ...told, by: session.staffId, at: time.claimedNow() });
    if (!isNew) throw new Refusal('verification/already-told', {});
    trail.append(transaction, {
      action: 'record.refusal-told',
      actorId: session.staffId,
      subjectId: recordId,
      detail: { revision, way },
    });
  });
}

const envelopeRow = z.object({ envelope: z.string() });
const same = (text: string): LocalText => ({ 'zh-CN': text, en: text });

/** What the notice says in the version the subject accepted; another version's words are not what they know. */
function rightsIn(store: ReadStore, configuration: Configuration | null, recordId: string, revision: number) {
  const row = store.one(envelopeRow, 'SELECT envelope FROM record WHERE record_id = ? AND revision = ?', recordId, revision);
  if (row === null) return null;
  const { noticeId, noticeVersion } = envelope.parse(JSON.parse(row.envelope)).header.notice;
  const notice = configuration?.notices.find(({ id, version }) => id === noticeId && version === noticeVersion);
  return notice?.sections.find(({ topic }) => topic === 'rights')?.body ?? null;
}

function checkOf({ kind, reason, at }: HeldFact): RefusalSheet['checks'][number] {
  return { kind, reason: reason ?? 'differs', at };
}

function sheetOf(
  { store, configurations, time }: TellingPorts,
  { listed, refusals }: ReturnType<typeof requireRefuted>,
  language: Language,
): RefusalSheet {
  const configuration = configurations.current();
  const device = loadDevice(store);
  // Without an enrolled workstation and its configuration there is no record that could have been refuted.
  if (configuration === null || device === null) throw new Error('a record without a configuration');
  const { record_id: recordId, revision } = listed;
  const { restrictAfterFailures, restrictedRegistrations } = configuration.policy;
  return {
    kind: 'refusal-notice',
    language,
    organisation: configuration.organisation.name,
    branch: configuration.branches.find(({ id }) => id === device.branchId)?.name ?? same(device.branchId),
    service: localText.parse(JSON.parse(listed.service_name)),
    number: formatReceiptNumber(workstationPrefix(sha256Hex(device.deviceId)), listed.sequence),
    recordId: registrationId.parse(recordId),
    revision,
    maskedDocumentNumber: listed.masked_document_number,
    submittedAt: listed.submitted_at,
    checks: refusals.map(checkOf),
    restrictAfterFailures,
    restrictedRegistrations,
    rights: rightsIn(store, configuration, recordId, revision),
    madeAt: time.claimedNow(),
  };
}

/** @throws Refusal as `verification.printRefusal` declares them */
export async function printRefusal(
  ports: TellingPorts,
  session: Session,
  { recordId, language }: { readonly recordId: string; readonly language: Language },
): Promise<{ copies: number }> {
  const refuted = requireRefuted(ports.store, session, recordId);
  const document = sheetOf(ports, refuted, language);
  const { copies } = await ports.printDesk.print({
    kind: 'refusal-notice',
    subject: recordId,
    version: refuted.listed.revision,
    actorId: session.staffId,
    documentOf: () => document,
    actions: { first: 'record.refusal-printed', again: 'record.refusal-printed', saved: 'record.refusal-printed' },
  });
  return { copies };
}
