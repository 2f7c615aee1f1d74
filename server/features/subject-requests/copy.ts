// The complete copy of a subject's own records (R8.1): every value of every record, opened by the agent after the audit log says so.
import type { Agent } from '#server/kernel/agent/act.ts';
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import { picturesOf, type SealedPictures } from '#server/kernel/audit/open-picture.ts';
import { openValues } from '#server/kernel/audit/open-values.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { correctableFields, placesOf } from '#src/domain/subject-requests/application.ts';
import type { SubjectCopy } from '#src/domain/subject-requests/copy.ts';
import type { Configurations, Recipients, Subjects } from './ports.ts';
import { newestRevisions } from './store.ts';
import { headerOf, recordOf } from './view.ts';

export interface CopyDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly organisationId: string;
  readonly configuration: Configurations;
  readonly subjects: Subjects;
  readonly recipients: Recipients;
  readonly attachments: SealedPictures;
}

/** Who opens them, in the audit log. */
interface Reader {
  readonly actorId: string;
  readonly purpose: string;
}

/** @throws Refusal agent/gone, agent/sealed-unreadable */
export async function copyOf(
  dependencies: CopyDependencies,
  agent: Agent,
  subjectId: string,
  { actorId, purpose }: Reader,
): Promise<SubjectCopy> {
  const { store, clock, organisationId, configuration, subjects, recipients } = dependencies;
  const published = await configuration.history();
  const branches = new Map(published.flatMap((one) => one.branches.map(({ id, name }) => [id, name])));
  const stored = await newestRevisions(store, organisationId, await subjects.recordsOf(store, subjectId));
  const records: SubjectCopy['records'] = [];
  for (const one of stored) {
    const record = recordOf(one, published);
    if (record === null) continue;
    const { recordId, revision, form } = record;
    const names = correctableFields(form).map(({ name }) => name);
    const values = await openValues(
      { ...dependencies, agent },
      { actorId, purpose, recordId, revision, fields: placesOf(form, names) },
    );
    const header = headerOf(one);
    const { pictures = [] } = (await picturesOf(store, organisationId, recordId)) ?? {};
    records.push({
      ...record,
      values,
      branch: branches.get(header.branchId) ?? { 'zh-CN': header.branchId, en: header.branchId },
      earlierRevisions: revision - 1,
      attachments: pictures.length,
      pictures: pictures.map(({ id, field }) => ({ id, field })),
      noticeAcceptedAt: header.notice.acceptedAt,
    });
  }
  return { madeAt: instantFromMs(clock.nowMs()), records, recipients: [...(await recipients.of(store, subjectId))] };
}
