// A saved record becomes a draft again (R3.5): to correct a mistake before or after it was sent, or to submit again what the server
// refused. The saved revision stays as it is; the draft is reviewed anew and submitted as the next one.

import { requireServiceForms } from '#main/kernel/configuration/service-forms.ts';
import { closeDueCopies } from '#main/kernel/copies/closing.ts';
import { readCopy } from '#main/kernel/copies/copies.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { Correction, RecordHeader, RegistrationId } from '#src/domain/registration/schema.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import { headerIn, loadRevisions, requireListed } from './detail.ts';
import type { RecordsPorts } from './ports.ts';

type Newest = ReturnType<typeof loadRevisions>[number];

/**
 * The configuration it goes on with: the one it was captured with; what the server refused for its form, the present one. The subject's
 * acceptance is carried over, so the notice must be the one that was accepted.
 */
function configurationFor(ports: RecordsPorts, newest: Newest, header: RecordHeader): Configuration {
  const isFormRefused = newest.state === 'quarantined' && (newest.last_error ?? '').includes('"sync/form-unknown"');
  const own = isFormRefused ? null : ports.configurations.byVersion(newest.configuration_version);
  const chosen = own ?? ports.configurations.current();
  const { notice } = requireServiceForms(chosen, header.serviceId);
  const isAccepted = notice.id === header.notice.noticeId && notice.version === header.notice.noticeVersion;
  if (!isAccepted || chosen === null) throw new Refusal('records/notice-changed', {});
  return chosen;
}

function isOngoing(ports: RecordsPorts, session: Session, recordId: string): boolean {
  const by = ports.registrations.correctedBy(ports.store, recordId);
  if (by !== null && by !== session.staffId) throw new Refusal('records/being-corrected', {});
  return by !== null;
}

/** @throws Refusal as `records.reopen` declares them */
export function reopenRecord(
  ports: RecordsPorts,
  session: Session,
  input: { readonly recordId: RegistrationId; readonly reason: Correction['reason'] },
): { readonly registrationId: RegistrationId } {
  closeDueCopies(ports);
  const { recordId } = input;
  requireListed(ports.store, session, recordId);
  const [newest] = loadRevisions(ports.store, recordId);
  const values = newest === undefined ? null : readCopy(ports.store, recordId, newest.revision);
  if (newest === undefined || values === null) throw new Refusal('records/closed', {});
  const header = headerIn(newest.envelope);
  const wasOngoing = isOngoing(ports, session, recordId);
  const { version } = configurationFor(ports, newest, header);
  const reason = newest.state === 'quarantined' ? 'refused-by-server' : input.reason;
  ports.store.write((transaction) => {
    if (!wasOngoing) {
      ports.registrations.reopen(transaction, {
        id: recordId,
        configurationVersion: version,
        begunBy: session.staffId,
        values,
        consents: header.consents,
        corrects: { revision: newest.revision, contentHash: newest.content_hash, reason },
        at: ports.time.claimedNow(),
      });
    }
    ports.trail.append(transaction, {
      action: 'record.reopened',
      actorId: session.staffId,
      subjectId: recordId,
      detail: { revision: newest.revision, reason },
    });
  });
  return { registrationId: recordId };
}
