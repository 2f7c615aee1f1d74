// Records of the whole organisation, read at the server by whoever has the duty (R1.3, R5.2). A list opens nothing. A class is opened for
// a purpose that a grant names, after its leaf is in the audit log; a refusal has a leaf too.
import type * as z from 'zod';
import type { StaffCaller } from '#server/kernel/access/staff-sessions.ts';
import type { Agent } from '#server/kernel/agent/act.ts';
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import { openPicture, picturesOf, type SealedPictures } from '#server/kernel/audit/open-picture.ts';
import { openValues } from '#server/kernel/audit/open-values.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Store } from '#server/kernel/store/store.ts';
import type { Summaries } from '#server/kernel/summaries/summaries.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import type {
  listRequest,
  listResponse,
  openRequest,
  openResponse,
  pictureRequest,
  pictureResponse,
  rightsResponse,
} from '#src/contract/sync/reading.ts';
import { envelope } from '#src/crypto/envelope.ts';
import type { AuditAct } from '#src/domain/audit/leaves.ts';
import type { FormDefinition } from '#src/domain/forms/schema.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import { mayRead, readableClasses } from '#src/domain/reading/grants.ts';
import { type RecordFilter, recordsInPage } from '#src/domain/reading/schema.ts';
import type { StaffMember } from '#src/domain/staff/schema.ts';
import type { PublishedConfigurations, Subjects } from './ports.ts';
import { listRecords, newestRevision } from './store.ts';

export interface ReadingService {
  readonly rights: (member: StaffMember) => Promise<z.input<typeof rightsResponse>>;
  /** @throws Refusal agent/gone where it is looked for by a document */
  readonly list: (asked: z.output<typeof listRequest>, caller: StaffCaller) => Promise<z.input<typeof listResponse>>;
  /** @throws Refusal reading/not-granted, reading/unknown, agent/gone, agent/sealed-unreadable */
  readonly open: (asked: z.output<typeof openRequest>, caller: StaffCaller) => Promise<z.input<typeof openResponse>>;
  /** @throws Refusal reading/not-granted, reading/unknown, agent/gone, agent/sealed-unreadable */
  readonly picture: (asked: z.output<typeof pictureRequest>, caller: StaffCaller) => Promise<z.input<typeof pictureResponse>>;
}

interface Dependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly organisationId: string;
  readonly agent: Agent;
  readonly summaries: Summaries;
  readonly configuration: PublishedConfigurations;
  readonly subjects: Subjects;
  readonly attachments: SealedPictures;
}

function formOf(text: string, published: readonly Configuration[]): FormDefinition | null {
  const { form } = envelope.parse(JSON.parse(text)).header;
  const forms = published.flatMap((one) => one.forms);
  return forms.find(({ id, version }) => id === form.id && version === form.version) ?? null;
}

export function createReadingService(dependencies: Dependencies): ReadingService {
  const { store, clock, audit, organisationId, summaries, configuration, subjects, agent } = dependencies;

  const write = (act: AuditAct) =>
    store.transaction().execute((transaction) => audit.append(transaction, instantFromMs(clock.nowMs()), act));

  /** Null: of whomever. @throws Refusal agent/gone */
  const recordsAbout = async ({ document }: RecordFilter): Promise<readonly string[] | null> => {
    if (document === null) return null;
    const subjectId = await subjects.find(agent, document.type, document.number);
    if (subjectId === 'agent-gone') throw new Refusal('agent/gone', {});
    return subjectId === null ? [] : (await subjects.recordsOf(store, subjectId)).map(({ recordId }) => recordId);
  };

  /** Looked at before anything of the record is: a refusal tells nothing of it. @throws Refusal reading/not-granted */
  const requireGrant = async (
    { recordId, className, purpose }: Pick<z.output<typeof openRequest>, 'recordId' | 'className' | 'purpose'>,
    { member, deviceId }: StaffCaller,
  ) => {
    const about = { actorId: member.id, purpose, recordId, className };
    const { grants } = (await configuration.newest()).body;
    if (mayRead(grants, member, className, purpose)) return about;
    await write({ action: 'values.refused', ...about, deviceId, reason: 'reading/not-granted' });
    throw new Refusal('reading/not-granted', { className, purpose });
  };

  return {
    rights: async (member) => {
      const { grants, branches, services } = (await configuration.newest()).body;
      return {
        classes: readableClasses(grants, member).map((one) => ({ ...one, purposes: [...one.purposes] })),
        branches: branches.map(({ id, name }) => ({ id, name })),
        services: services.map(({ id, name }) => ({ id, name })),
      };
    },

    list: async ({ filter, before }, { member, deviceId }) => {
      await summaries.catchUp();
      const among = await recordsAbout(filter);
      const items = await listRecords(store, organisationId, filter, { among, before, limit: recordsInPage });
      const kind = among === null ? 'filter' : 'document';
      await write({ action: 'records.listed', staffId: member.id, deviceId, kind, records: items.length });
      return { items: [...items], before: items.length < recordsInPage ? null : (items.at(-1)?.position ?? null) };
    },

    open: async (asked, caller) => {
      const about = await requireGrant(asked, caller);
      const { recordId, className } = asked;
      const newest = await newestRevision(store, organisationId, recordId);
      if (newest === null) throw new Refusal('reading/unknown', {});
      const { revision } = newest;
      const form = formOf(newest.envelope, await configuration.history());
      const fields = (form?.fields ?? []).filter((field) => field.class === className);
      const places = fields.map(({ name }) => ({ field: name, className }));
      // No form has a field of it: there is nothing to open.
      const values = places.length === 0 ? {} : await openValues(dependencies, { ...about, revision, fields: places });
      const { pictures = [] } = (await picturesOf(store, organisationId, recordId)) ?? {};
      const own = pictures.filter((one) => one.class === className).map(({ id, field }) => ({ id, field }));
      return { recordId, revision, className, fields, values, pictures: own };
    },

    picture: async (asked, caller) => {
      const about = await requireGrant(asked, caller);
      const shown = await openPicture(dependencies, { ...about, attachmentId: asked.attachmentId });
      if (shown === null) throw new Refusal('reading/unknown', {});
      const { revision, named, picture } = shown;
      return { recordId: asked.recordId, revision, mediaType: named.mediaType, picture };
    },
  };
}
