// Finds subjects and their records for other features.
import type { Agent } from '#server/kernel/agent/act.ts';
import type { DueWork } from '#server/kernel/agent/loop.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { digestAct } from './agent-acts.ts';
import { createIdentification, type Dependencies, differentKey } from './identify.ts';
import {
  findSubject,
  loadProgress,
  recordsOf,
  type SubjectRecord,
  subjectAt,
  subjectBelow,
  subjectExists,
  subjectsAfter,
  subjectsOfPhone,
} from './store.ts';

export interface SubjectsService extends DueWork {
  /** Whom a record is about as it stands; null: not known yet, or its form asks for no document. */
  readonly subjectOf: (store: Store, recordId: string) => Promise<string | null>;
  /** Whom exactly this revision is about; null also while nobody knows. */
  readonly subjectAt: (store: Store, recordId: string, revision: number) => Promise<string | null>;
  /** Records that are about a subject as they stand: one that was corrected to another document is not among them. */
  readonly recordsOf: (store: Store, subjectId: string) => Promise<readonly SubjectRecord[]>;
  readonly exists: (store: Store, subjectId: string) => Promise<boolean>;
  /** Ids after one, in their order: everybody, page by page. */
  readonly after: (store: Store, subjectId: string, limit: number) => Promise<readonly string[]>;
  /** @throws Stop subjects/index-key-differs */
  readonly find: (agent: Agent, documentType: string, documentNumber: string) => Promise<string | null | 'agent-gone'>;
  /** Everybody whose newest record names this telephone. @throws Stop subjects/index-key-differs */
  readonly findByPhone: (agent: Agent, phone: string) => Promise<readonly string[] | 'agent-gone'>;
}

export function createSubjectsService(dependencies: Dependencies): SubjectsService {
  const { store, organisationId } = dependencies;

  /** @throws Stop subjects/index-key-differs */
  const digest = async (agent: Agent, input: { document: { type: string; number: string } | null; phone: string | null }) => {
    const found = await agent.ask(digestAct, input);
    if ('gone' in found) return null;
    const { keyId } = await loadProgress(store, organisationId);
    if (keyId !== null && keyId !== found.keyId) throw differentKey();
    return found;
  };

  return {
    ...createIdentification(dependencies),
    subjectOf: (from, recordId) => subjectBelow(from, organisationId, recordId, Number.MAX_SAFE_INTEGER),
    subjectAt: (from, recordId, revision) => subjectAt(from, organisationId, recordId, revision),
    recordsOf: (from, subjectId) => recordsOf(from, organisationId, subjectId),
    exists: async (from, subjectId) => subjectExists(from, organisationId, subjectId),
    after: (from, subjectId, limit) => subjectsAfter(from, organisationId, subjectId, limit),
    find: async (agent, type, number) => {
      const found = await digest(agent, { document: { type, number }, phone: null });
      if (found === null) return 'agent-gone';
      return found.document === null ? null : findSubject(store, organisationId, found.document);
    },
    findByPhone: async (agent, phone) => {
      const found = await digest(agent, { document: null, phone });
      if (found === null) return 'agent-gone';
      return found.phone === null ? [] : subjectsOfPhone(store, organisationId, found.phone);
    },
  };
}
