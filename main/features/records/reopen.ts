// A saved record becomes a draft again (R3.5): to correct a mistake before or after it was sent, or to submit again what the server
// refused. The saved revision stays as it is; the draft is reviewed anew and submitted as the next one.

import { requireServiceForms } from '#main/kernel/configuration/service-forms.ts';
import { closeDueCopies } from '#main/kernel/copies/closing.ts';
import { readCopy } from '#main/kernel/copies/copies.ts';
import { isSuperseded, statusOf } from '#main/kernel/verification/facts.ts';
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { NoticeAcceptance } from '#src/domain/consent/schema.ts';
import type { FormDefinition } from '#src/domain/forms/schema.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { Correction, FieldValues, RecordHeader, RegistrationId } from '#src/domain/registration/schema.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import { headerIn, loadRevisions, requireListed } from './detail.ts';
import type { RecordsPorts } from './ports.ts';
import { requiredChecks } from './search.ts';

type Newest = ReturnType<typeof loadRevisions>[number];

/** What the server refused because of its form or of a rule made since goes on with the present configuration. */
const outdatedCodes = ['sync/form-unknown', 'sync/second-review-missing'] as const;

function isRefused({ state }: Newest): boolean {
  return state === 'quarantined' || state === 'set-aside';
}

/**
 * The configuration it goes on with: the one it was captured with; what the server refused as outdated, the present one. The subject's
 * acceptance is carried over, so the notice must be the one that was accepted.
 */
function configurationFor(ports: RecordsPorts, newest: Newest, header: RecordHeader): Configuration {
  const isOutdated = isRefused(newest) && outdatedCodes.some((code) => (newest.last_error ?? '').includes(`"${code}"`));
  const own = isOutdated ? null : ports.configurations.byVersion(newest.configuration_version);
  const chosen = own ?? ports.configurations.current();
  const { notice } = requireServiceForms(chosen, header.serviceId);
  const isAccepted = notice.id === header.notice.noticeId && notice.version === header.notice.noticeVersion;
  if (!isAccepted || chosen === null) throw new Refusal('records/notice-changed', {});
  return chosen;
}

function isOngoing(ports: RecordsPorts, store: ReadStore, session: Session, recordId: string): boolean {
  const by = ports.registrations.correctedBy(store, recordId);
  if (by !== null && by !== session.staffId) throw new Refusal('records/being-corrected', {});
  return by !== null;
}

/** The newest revision of a record this person may see, and what it said. @throws Refusal `records/unknown`, `records/closed` */
function requireReadable(store: ReadStore, session: Session, recordId: string) {
  requireListed(store, session, recordId);
  const [newest] = loadRevisions(store, recordId);
  const values = newest === undefined ? null : readCopy(store, recordId, newest.revision);
  if (newest === undefined || values === null) throw new Refusal('records/closed', {});
  return { newest, values, header: headerIn(newest.envelope) };
}

function noteReopened(
  ports: RecordsPorts,
  transaction: WriteTransaction,
  session: Session,
  reopened: { readonly recordId: string; readonly revision: number; readonly reason: Correction['reason'] },
): void {
  const { recordId, revision, reason } = reopened;
  ports.trail.append(transaction, {
    action: 'record.reopened',
    actorId: session.staffId,
    subjectId: recordId,
    detail: { revision, reason },
  });
}

/** What was refused, by the server or by an authority, is corrected for that reason, whatever else was chosen (R3.5). */
function reasonOf(
  ports: RecordsPorts,
  store: ReadStore,
  newest: Newest,
  { recordId, reason }: { readonly recordId: string; readonly reason: Correction['reason'] },
): Correction['reason'] {
  if (isRefused(newest)) return 'refused-by-server';
  const { state } = statusOf(store, requiredChecks(ports), { recordId, revision: newest.revision });
  return state === 'refuted' ? 'refused-by-authority' : reason;
}

/** @throws Refusal as `records.reopen` declares them */
export function reopenRecord(
  ports: RecordsPorts,
  session: Session,
  input: { readonly recordId: RegistrationId; readonly reason: Correction['reason'] },
): { readonly registrationId: RegistrationId } {
  closeDueCopies(ports);
  const { recordId } = input;
  ports.store.write((transaction) => {
    // Read where it is written: the record may be sent, corrected or set aside in the same moment.
    const { newest, values, header } = requireReadable(transaction, session, recordId);
    const wasOngoing = isOngoing(ports, transaction, session, recordId);
    const { revision } = newest;
    // The server takes no other successor of this revision than the one it has.
    if (isSuperseded(transaction, recordId, revision)) throw new Refusal('records/corrected-elsewhere', {});
    const reason = reasonOf(ports, transaction, newest, input);
    if (!wasOngoing) {
      ports.registrations.reopen(transaction, {
        id: recordId,
        configurationVersion: configurationFor(ports, newest, header).version,
        begunBy: session.staffId,
        values,
        consents: header.consents,
        corrects: { revision, contentHash: newest.content_hash, reason },
        notice: header.notice,
        at: ports.time.claimedNow(),
      });
    }
    noteReopened(ports, transaction, session, { recordId, revision, reason });
  });
  return { registrationId: recordId };
}

/** Only the core fields the new form still has: each supplementary one is asked for anew, as the notice is (R2.5, R2.6). */
function carriedOver(form: FormDefinition, values: FieldValues): FieldValues {
  const core = form.fields.filter(({ part, name }) => part === 'core' && values[name] !== undefined);
  return Object.fromEntries(core.map(({ name }) => [name, values[name] ?? '']));
}

interface Renewed {
  readonly recordId: string;
  readonly serviceId: string;
  readonly notice: NoticeAcceptance;
  readonly configurationVersion: number;
  readonly form: FormDefinition;
}

/** Saved records as the notice sees them. */
export function renewableRecords(ports: RecordsPorts) {
  return {
    /**
     * A refused record whose notice has changed goes on under the acceptance of the new one.
     * @throws Refusal `records/unknown`, `records/closed`, `records/being-corrected`, `records/not-refused`
     */
    renew: (transaction: WriteTransaction, session: Session, renewed: Renewed): void => {
      const { recordId, serviceId, notice, configurationVersion, form } = renewed;
      const { newest, values, header } = requireReadable(transaction, session, recordId);
      if (header.serviceId !== serviceId) throw new Refusal('records/unknown', {});
      if (!isRefused(newest)) throw new Refusal('records/not-refused', {});
      if (isOngoing(ports, transaction, session, recordId)) throw new Refusal('records/being-corrected', {});
      const { revision } = newest;
      const reason = 'refused-by-server';
      ports.registrations.reopen(transaction, {
        id: recordId,
        configurationVersion,
        begunBy: session.staffId,
        values: carriedOver(form, values),
        consents: [],
        corrects: { revision, contentHash: newest.content_hash, reason },
        notice,
        at: ports.time.claimedNow(),
      });
      noteReopened(ports, transaction, session, { recordId, revision, reason });
    },
  };
}
