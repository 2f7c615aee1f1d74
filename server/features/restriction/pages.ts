// What every workstation is told of restricted subjects (R3.6): a keyed digest of their document and where they stand. The digest is made
// by the agent, who alone can open a record; the reading stands in the audit log before it. The key of the digests leaves only inside a
// signed page for an enrolled workstation, and is kept in no store here: a dump without it names nobody.
import type { Agent } from '#server/kernel/agent/act.ts';
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock, Randomness } from '#server/kernel/clock.ts';
import type { KeyRing } from '#server/kernel/keys/key-ring.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import type { RestrictionPage } from '#src/contract/sync/restriction.ts';
import { envelope } from '#src/crypto/envelope.ts';
import type { SignedDocument } from '#src/crypto/signed.ts';
import { subjectField } from '#src/domain/forms/parties.ts';
import type { FormDefinition } from '#src/domain/forms/schema.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import { retryDelayMs } from '#src/domain/sync/states.ts';
import { digestAct, digestKeyAct, type SealedDocument } from './agent-acts.ts';
import { tellWorkstations } from './count.ts';
import type { PublishedConfigurations } from './ports.ts';
import { findDue, leaseSubject, loadChanges, loadEnvelope, makeDue, saveDigest, setDue } from './store.ts';

interface Dependencies {
  readonly store: Store;
  readonly keyRing: KeyRing;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly audit: AuditLog;
  readonly organisationId: string;
  readonly configuration: PublishedConfigurations;
}

export interface RestrictionPages {
  /** A process that died may have left subjects leased. */
  readonly takeUp: () => Promise<void>;
  /** Asks for digests that workstations wait for. @returns how many were asked for */
  readonly askDue: (agent: Agent) => Promise<number>;
  /** @param agent null: what needs the key of the digests is told later */
  readonly page: (deviceId: string, after: number, agent: Agent | null) => Promise<SignedDocument>;
}

const leaseMs = 60_000;
const together = 8;
const entriesInPage = 500;
/** Who opened the document, in the audit log. */
const agentActor = 'restriction';

function documentFields(form: FormDefinition): SealedDocument['fields'] | null {
  const number = subjectField(form, 'document-number');
  if (number?.input.kind !== 'document-number') return null;
  const { typeField } = number.input;
  const type = form.fields.find(({ name }) => name === typeField);
  if (type === undefined) return null;
  return {
    type: { field: type.name, className: type.class },
    number: { field: number.name, className: number.class },
  };
}

function sealedDocument(text: string, published: readonly Configuration[]): SealedDocument | null {
  const { header } = envelope.parse(JSON.parse(text));
  const forms = published.flatMap((one) => one.forms);
  const form = forms.find(({ id, version }) => id === header.form.id && version === header.form.version);
  const fields = form === undefined ? null : documentFields(form);
  return fields === null ? null : { envelope: text, fields };
}

export function createRestrictionPages(dependencies: Dependencies): RestrictionPages {
  const { store, keyRing, clock, randomness, audit, organisationId, configuration } = dependencies;
  /** As long as this process lives. */
  let key: string | null = null;

  const askKey = async (agent: Agent | null): Promise<string | null> => {
    const said = await agent?.ask(digestKeyAct, {});
    return said === undefined || 'gone' in said ? null : said.key;
  };

  /** Leases a subject and writes down that its document is opened, before it is. @returns null when there is nothing to ask */
  const begin = (subjectId: string, published: readonly Configuration[]) =>
    store.transaction().execute(async (transaction) => {
      const scope = { transaction, organisationId };
      const nowMs = clock.nowMs();
      const leased = await leaseSubject(scope, subjectId, nowMs, nowMs + leaseMs);
      if (leased === null) return null;
      const { record_id: recordId, revision, attempts } = leased;
      const sealed = sealedDocument(await loadEnvelope(scope, { recordId, revision }), published);
      if (sealed === null) {
        await setDue(scope, subjectId, null);
        return null;
      }
      await audit.during(transaction, instantFromMs(nowMs), async (addLeaf) => {
        for (const className of new Set(Object.values(sealed.fields).map((place) => place.className))) {
          addLeaf({ action: 'values.opened', actorId: agentActor, purpose: 'restriction', recordId, revision, className });
        }
      });
      return { sealed, attempts };
    });

  const askOne = async (agent: Agent, subjectId: string, published: readonly Configuration[]): Promise<boolean> => {
    const begun = await begin(subjectId, published);
    if (begun === null) return false;
    const made = await agent.ask(digestAct, begun.sealed);
    const digest = 'gone' in made ? null : made.digest;
    const [random = 0] = randomness.bytes(1);
    const delayMs = retryDelayMs(begun.attempts, random / 256);
    await store.transaction().execute(async (transaction) => {
      const scope = { transaction, organisationId };
      const nowMs = clock.nowMs();
      // Locks the organisation's row, so that what is told is what stands.
      await audit.during(transaction, instantFromMs(nowMs), async () => {
        if (digest === null) return setDue(scope, subjectId, nowMs + delayMs);
        await saveDigest(scope, subjectId, digest);
        await tellWorkstations(scope, subjectId, nowMs);
      });
    });
    return true;
  };

  return {
    takeUp: () => makeDue(store, organisationId, clock.nowMs()),
    askDue: async (agent) => {
      const due = await findDue(store, organisationId, clock.nowMs(), together);
      if (due.length === 0) return 0;
      const published = await configuration.history();
      let asked = 0;
      for (const subjectId of due) if (await askOne(agent, subjectId, published)) asked += 1;
      return asked;
    },
    page: async (deviceId, after, agent) => {
      const rows = await loadChanges(store, organisationId, after, entriesInPage);
      if (rows.length > 0) key ??= await askKey(agent);
      const told = key === null ? [] : rows;
      const page: RestrictionPage = {
        organisationId,
        deviceId,
        after,
        cursor: told.at(-1)?.position ?? after,
        isMore: told.length === entriesInPage,
        key: told.length === 0 ? null : key,
        entries: told.map(({ entry }) => entry),
      };
      return keyRing.signDocument('restrictions', { ...page });
    },
  };
}
