// The organisation's configuration: published whole, signed, with a version that only grows (R1.4, R2.1). Everything published
// stays known, because a record keeps the form and the notice it was captured with: a newer form strands no record.

import type { Clock } from '#server/kernel/clock.ts';
import type { KeyRing } from '#server/kernel/keys/key-ring.ts';
import { Stop } from '#server/kernel/stop.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import type { SignedDocument } from '#src/crypto/signed.ts';
import { type Configuration, configuration, type PublicKey } from '#src/domain/organisation/schema.ts';
import { openDocument } from '#src/node/crypto/signing.ts';
import type { DraftProblem, OrganisationDraft } from './draft.ts';
import { draftProblems, historyProblems } from './rules.ts';
import { insertDocument, insertOrganisation, loadDocuments, loadNewestVersion, takeNextVersion } from './store.ts';

/** Public keys made at init, before there is a configuration that lists them. */
export interface FirstKeys {
  readonly classes: Readonly<Record<string, PublicKey>>;
  readonly recovery: PublicKey;
}

interface PublishedConfiguration {
  readonly document: SignedDocument;
  readonly body: Configuration;
}

export interface ConfigurationService {
  /** The newest configuration; another process may have published it a moment ago. */
  readonly newest: () => Promise<PublishedConfiguration>;
  /** Every configuration ever published, oldest first. */
  readonly history: () => Promise<readonly Configuration[]>;
  /** Signs and stores the next version. @throws Stop configuration/refused with every reason */
  readonly publish: (draft: OrganisationDraft, firstKeys?: FirstKeys) => Promise<Configuration>;
}

interface Dependencies {
  readonly store: Store;
  readonly keyRing: KeyRing;
  readonly clock: Clock;
  readonly organisationId: string;
}

function complete(draft: OrganisationDraft, newest: Configuration | undefined, first: FirstKeys | undefined): unknown {
  const sealTo = (name: string) => first?.classes[name] ?? newest?.classes.find((known) => known.name === name)?.sealTo;
  const verifierOf = (id: string) => newest?.staff.find((known) => known.id === id)?.passphraseVerifier;
  return {
    ...draft,
    classes: draft.classes.map((name) => ({ name, sealTo: sealTo(name) })),
    recoveryKey: first?.recovery ?? newest?.recoveryKey,
    staff: draft.staff.map((member) => ({ ...member, passphraseVerifier: member.passphraseVerifier ?? verifierOf(member.id) })),
  };
}

function refuse(problems: readonly DraftProblem[]): never {
  const reasons = problems.map((problem) => `${problem.path === '' ? 'the file' : problem.path} ${problem.reason}`);
  throw new Stop('configuration/refused', `The organisation file was not published: ${reasons.join('; ')}.`);
}

export function createConfigurationService({ store, keyRing, clock, organisationId }: Dependencies): ConfigurationService {
  // Published documents never change, so what was read once is kept and only newer versions are read.
  const known: PublishedConfiguration[] = [];

  const open = (document: SignedDocument): PublishedConfiguration => {
    const opened = openDocument('configuration', document, keyRing.serverKey, configuration);
    if (!opened.ok) throw new Error(`a stored configuration does not open: ${opened.error}`);
    return { document, body: opened.value };
  };

  const refresh = async (): Promise<void> => {
    const readVersion = known.at(-1)?.body.version ?? 0;
    if ((await loadNewestVersion(store, organisationId)) === readVersion) return;
    for (const document of await loadDocuments(store, organisationId, readVersion)) {
      const opened = open(document);
      // Two requests may read the same new version at once: the first one to arrive keeps it.
      if (opened.body.version > (known.at(-1)?.body.version ?? 0)) known.push(opened);
    }
  };

  const history = async (): Promise<readonly Configuration[]> => {
    await refresh();
    return known.map((one) => one.body);
  };

  return {
    history,
    newest: async () => {
      await refresh();
      const newest = known.at(-1);
      if (newest === undefined) throw new Error('the organisation has no configuration');
      return newest;
    },
    publish: async (draft, firstKeys) => {
      const problems = [...draftProblems(draft), ...historyProblems(draft, await history())];
      if (problems.length > 0) refuse(problems);
      return store.transaction().execute(async (transaction) => {
        const version = await takeNextVersion(transaction, organisationId);
        const issuedAt = instantFromMs(clock.nowMs());
        const content = complete(draft, known.at(-1)?.body, firstKeys);
        const body = configuration.parse({ ...Object(content), version, issuedAt });
        if (version !== (known.at(-1)?.body.version ?? 0) + 1)
          refuse([{ path: '', reason: 'was overtaken by another one; try again' }]);
        const document = await keyRing.signDocument('configuration', body);
        await insertDocument(transaction, { organisationId, version, issuedAt, document });
        return body;
      });
    },
  };
}

/** Makes the organisation's row; its first configuration is published right after. */
export async function createOrganisation(store: Store, clock: Clock, organisationId: string): Promise<void> {
  await insertOrganisation(store, organisationId, instantFromMs(clock.nowMs()));
}
