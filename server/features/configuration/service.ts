// The organisation's configuration: published whole, signed, with a version that only grows (R1.4, R2.1). Everything published
// stays known, because a record keeps the form and the notice it was captured with: a newer form strands no record.

import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { KeyRing } from '#server/kernel/keys/key-ring.ts';
import { sealedColumn } from '#server/kernel/keys/sealed-column.ts';
import { findServerKey, signedAnew } from '#server/kernel/keys/sign-anew.ts';
import { Stop } from '#server/kernel/stop.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { type Instant, instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { SignedDocument } from '#src/crypto/signed.ts';
import { type Configuration, configuration, type PublicKey } from '#src/domain/organisation/schema.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { openDocument } from '#src/node/crypto/signing.ts';
import { type DraftProblem, draftOf, type OrganisationDraft } from './draft.ts';
import { draftProblems, historyProblems } from './rules.ts';
import { sharing } from './sharing.ts';
import { insertDocument, insertOrganisation, loadDocuments, loadNewestVersion, takeNextVersion } from './store.ts';

/** Public keys made at init, before there is a configuration that lists them; later some of them may be made anew. */
export interface FirstKeys {
  readonly classes: Readonly<Record<string, PublicKey>>;
  readonly recovery: PublicKey;
  /** The age recipient of sealed files. */
  readonly exchange: string;
}

interface PublishedConfiguration {
  readonly document: SignedDocument;
  readonly body: Configuration;
}

/** Written in the transaction of a publication. */
export type PublishNote = (transaction: Store, version: number, at: Instant) => Promise<void>;

export interface ConfigurationService {
  /** The newest configuration; another process may have published it a moment ago. */
  readonly newest: () => Promise<PublishedConfiguration>;
  /** Every configuration ever published, oldest first. */
  readonly history: () => Promise<readonly Configuration[]>;
  /** Signs and stores the next version. @throws Stop configuration/refused with every reason */
  readonly publish: (draft: OrganisationDraft, newKeys?: Partial<FirstKeys>, note?: PublishNote) => Promise<Configuration>;
  /**
   * Publishes the newest configuration again, far on: after a restore the versions that were given since the backup are not given to
   * something else.
   */
  readonly leap: (note: PublishNote) => Promise<Configuration>;
  /**
   * Publishes the newest configuration with one change. When another process publishes in between, the change is asked again.
   * @param change the organisation file that shall hold, or null to leave everything as it is; may throw a Refusal
   * @param note written in the same transaction
   * @throws Refusal design/refused when the change would break a rule of the whole file
   */
  readonly amend: (
    change: (newest: Configuration, history: readonly Configuration[]) => OrganisationDraft | null,
    note: PublishNote,
  ) => Promise<PublishedConfiguration>;
}

interface Dependencies {
  readonly store: Store;
  readonly keyRing: KeyRing;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly organisationId: string;
}

/** Whoever's verifier comes with a file has not chosen the passphrase themselves, unless the file says so. */
function completeMember(
  { hasInitialPassphrase, ...member }: OrganisationDraft['staff'][number],
  newest: Configuration | undefined,
) {
  const before = newest?.staff.find((known) => known.id === member.id);
  const passphraseVerifier = member.passphraseVerifier ?? before?.passphraseVerifier;
  const isAsBefore = passphraseVerifier === before?.passphraseVerifier;
  const isInitial = hasInitialPassphrase ?? (!isAsBefore || before?.hasInitialPassphrase === true);
  return { ...member, passphraseVerifier, ...(isInitial ? { hasInitialPassphrase: true } : {}) };
}

function complete(draft: OrganisationDraft, newest: Configuration | undefined, first: Partial<FirstKeys> | undefined): unknown {
  const sealTo = (name: string) => first?.classes?.[name] ?? newest?.classes.find((known) => known.name === name)?.sealTo;
  const exchangeKey = first?.exchange ?? newest?.exchangeKey;
  return {
    ...draft,
    ...(exchangeKey === undefined ? {} : { exchangeKey }),
    classes: draft.classes.map((name) => ({ name, sealTo: sealTo(name) })),
    recoveryKey: first?.recovery ?? newest?.recoveryKey,
    staff: draft.staff.map((member) => completeMember(member, newest)),
  };
}

function refuse(problems: readonly DraftProblem[]): never {
  const reasons = problems.map((problem) => `${problem.path === '' ? 'the file' : problem.path} ${problem.reason}`);
  throw new Stop('configuration/refused', `The organisation file was not published: ${reasons.join('; ')}.`);
}

/** Problems the change brings in: what was published under older rules does not stand in its way. */
function newProblems(draft: OrganisationDraft, history: readonly Configuration[]): readonly DraftProblem[] {
  const newest = history.at(-1);
  const key = (problem: DraftProblem) => `${problem.path} ${problem.reason}`;
  const old = new Set(newest === undefined ? [] : draftProblems(draftOf(newest)).map(key));
  return [...draftProblems(draft).filter((problem) => !old.has(key(problem))), ...historyProblems(draft, history)];
}

/** Another process published between reading and writing. */
class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/** Documents read from the store in one piece. */
const readAtOnce = 50;

/** More publications than there can be between a backup and the loss. */
const leapDistance = 1_000;

/** Changes in a row that may be overtaken before it is said. */
const mostAttempts = 5;

export function createConfigurationService(dependencies: Dependencies): ConfigurationService {
  const { store, keyRing, clock, audit, organisationId } = dependencies;
  const sealed = sealedColumn(keyRing, 'configuration.document');
  // Published documents never change, so what was read once is kept and only newer versions are read.
  const known: Configuration[] = [];
  /** Of the last of them. */
  let newestDocument: SignedDocument | null = null;

  const open = (document: SignedDocument): PublishedConfiguration => {
    const signer = findServerKey(keyRing, document.keyId) ?? keyRing.serverKey;
    const opened = openDocument('configuration', document, signer, configuration);
    if (!opened.ok) throw new Error(`a stored configuration does not open: ${opened.error}`);
    return { document, body: opened.value };
  };

  const knownVersion = (): number => known.at(-1)?.version ?? 0;

  const refresh = async (): Promise<void> => {
    if ((await loadNewestVersion(store, organisationId)) === knownVersion()) return;
    let isMore = true;
    while (isMore) {
      const documents = await loadDocuments(store, sealed, organisationId, { after: knownVersion(), atMost: readAtOnce });
      for (const document of documents) {
        const { body } = open(document);
        // Two requests may read the same new version at once: the first one to arrive keeps it.
        if (body.version <= knownVersion()) continue;
        const before = known.at(-1);
        known.push(before === undefined ? body : sharing(before, body));
        newestDocument = document;
      }
      isMore = documents.length === readAtOnce;
    }
  };

  const history = async (): Promise<readonly Configuration[]> => {
    await refresh();
    return [...known];
  };

  const newestPublished = async (): Promise<PublishedConfiguration> => {
    await refresh();
    const [body, document] = [known.at(-1), newestDocument];
    if (body === undefined || document === null) throw new Error('the organisation has no configuration');
    const renewed = await signedAnew(keyRing, 'configuration', document);
    // Signed anew once; another one may have been published meanwhile.
    if (newestDocument === document) newestDocument = renewed;
    return { document: renewed, body };
  };

  /** Signs and stores the next version. @throws Overtaken */
  const issue = (
    draft: OrganisationDraft,
    firstKeys: Partial<FirstKeys> | undefined,
    note: PublishNote,
    distance = 1,
  ): Promise<PublishedConfiguration> =>
    store.transaction().execute(async (transaction) => {
      const version = await takeNextVersion(transaction, organisationId, distance);
      if (version !== knownVersion() + distance) throw new Overtaken();
      const issuedAt = instantFromMs(clock.nowMs());
      const content = complete(draft, known.at(-1), firstKeys);
      const body = configuration.parse({ ...Object(content), version, issuedAt });
      const document = await keyRing.signDocument('configuration', body);
      await insertDocument(transaction, sealed, { organisationId, version, issuedAt, document });
      const configurationHash = sha256Hex(document.body);
      const recoveryKeyId = body.recoveryKey.keyId;
      // Why a version is far on stands in the log before the version does.
      if (distance > 1) await note(transaction, version, issuedAt);
      await audit.append(transaction, issuedAt, { action: 'configuration.published', version, configurationHash, recoveryKeyId });
      if (distance === 1) await note(transaction, version, issuedAt);
      return { document, body };
    });

  const amendOnce: ConfigurationService['amend'] = async (change, note) => {
    const published = await history();
    const newest = await newestPublished();
    const draft = change(newest.body, published);
    if (draft === null) return newest;
    if (newProblems(draft, published).length > 0) {
      throw new Refusal('design/refused', { problems: [{ path: '', code: 'shape', params: {} }] });
    }
    return issue(draft, undefined, note);
  };

  return {
    history,
    newest: newestPublished,
    publish: async (draft, firstKeys, note = async () => undefined) => {
      const problems = [...draftProblems(draft), ...historyProblems(draft, await history())];
      if (problems.length > 0) refuse(problems);
      try {
        return (await issue(draft, firstKeys, note)).body;
      } catch (error) {
        if (error instanceof Overtaken) refuse([{ path: '', reason: 'was overtaken by another one; try again' }]);
        throw error;
      }
    },
    leap: async (note) => (await issue(draftOf((await newestPublished()).body), undefined, note, leapDistance)).body,
    amend: async (change, note) => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await amendOnce(change, note);
        } catch (error) {
          if (!(error instanceof Overtaken) || attempt === mostAttempts) throw error;
        }
      }
    },
  };
}

/** Makes the organisation's row; its first configuration is published right after. */
export async function createOrganisation(store: Store, clock: Clock, organisationId: string): Promise<void> {
  await insertOrganisation(store, organisationId, instantFromMs(clock.nowMs()));
}
