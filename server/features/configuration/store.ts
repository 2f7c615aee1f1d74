import { configurationRow, type SealedColumn } from '#server/kernel/keys/sealed-column.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { type SignedDocument, signedDocument } from '#src/crypto/signed.ts';

const parseDocument = (text: string): SignedDocument => signedDocument.parse(JSON.parse(text));

export async function loadOrganisationId(store: Store): Promise<string | null> {
  const row = await store.selectFrom('organisation').select('organisation_id').executeTakeFirst();
  return row?.organisation_id ?? null;
}

export async function insertOrganisation(store: Store, organisationId: string, createdAt: string): Promise<void> {
  await store
    .insertInto('organisation')
    .values({ organisation_id: organisationId, created_at: createdAt, configuration_version: 0, last_position: 0, audit_size: 0 })
    .execute();
}

export async function loadNewestVersion(store: Store, organisationId: string): Promise<number> {
  const row = await store
    .selectFrom('organisation')
    .select('configuration_version')
    .where('organisation_id', '=', organisationId)
    .executeTakeFirstOrThrow();
  return row.configuration_version;
}

/** Takes the next version number, or one further on; the row stays locked until the transaction ends. */
export async function takeNextVersion(transaction: Store, organisationId: string, distance: number): Promise<number> {
  const row = await transaction
    .updateTable('organisation')
    .set((set) => ({ configuration_version: set('configuration_version', '+', distance) }))
    .where('organisation_id', '=', organisationId)
    .returning('configuration_version')
    .executeTakeFirstOrThrow();
  return row.configuration_version;
}

/** Signed documents of versions after one, oldest first. */
export async function loadDocuments(
  store: Store,
  sealed: SealedColumn,
  organisationId: string,
  { after, atMost }: { readonly after: number; readonly atMost: number },
): Promise<readonly SignedDocument[]> {
  const rows = await store
    .selectFrom('configuration')
    .select(['version', 'document'])
    .where('organisation_id', '=', organisationId)
    .where('version', '>', after)
    .orderBy('version')
    .limit(atMost)
    .execute();
  return rows.map(({ version, document }) => parseDocument(sealed.open(configurationRow(organisationId, version), document)));
}

export async function insertDocument(
  transaction: Store,
  sealed: SealedColumn,
  row: {
    readonly organisationId: string;
    readonly version: number;
    readonly issuedAt: string;
    readonly document: SignedDocument;
  },
): Promise<void> {
  await transaction
    .insertInto('configuration')
    .values({
      organisation_id: row.organisationId,
      version: row.version,
      issued_at: row.issuedAt,
      document: sealed.seal(configurationRow(row.organisationId, row.version), JSON.stringify(row.document)),
    })
    .execute();
}

/** Documents of the time before they were sealed are sealed now: a store with page encryption kept them in the clear. */
export async function sealDocuments(store: Store, sealed: SealedColumn, organisationId: string): Promise<void> {
  await store.transaction().execute(async (transaction) => {
    const rows = await transaction
      .selectFrom('configuration')
      .select(['version', 'document'])
      .where('organisation_id', '=', organisationId)
      .where('document', 'like', '{%')
      .execute();
    for (const { version, document } of rows) {
      await transaction
        .updateTable('configuration')
        .set({ document: sealed.seal(configurationRow(organisationId, version), document) })
        .where('organisation_id', '=', organisationId)
        .where('version', '=', version)
        .execute();
    }
  });
}

/** Seals what is sealed under an older key under the newest one, row by row: interrupted, the same again does the rest. */
export async function resealDocuments(
  store: Store,
  sealed: SealedColumn,
  organisationId: string,
  step: () => void,
): Promise<void> {
  const rows = await store
    .selectFrom('configuration')
    .select('version')
    .where('organisation_id', '=', organisationId)
    .orderBy('version')
    .execute();
  for (const { version } of rows) {
    await store.transaction().execute(async (transaction) => {
      const ofVersion = transaction.selectFrom('configuration').select('document').where('organisation_id', '=', organisationId);
      const { document } = await ofVersion.where('version', '=', version).executeTakeFirstOrThrow();
      const row = configurationRow(organisationId, version);
      if (sealed.isNewest(row, document)) return;
      await transaction
        .updateTable('configuration')
        .set({ document: sealed.seal(row, sealed.open(row, document)) })
        .where('organisation_id', '=', organisationId)
        .where('version', '=', version)
        .execute();
    });
    step();
  }
}
