// A server that does not know a form version its workstations captured with, as after it was restored from an older backup.
import { dataLayout } from '#server/kernel/data-layout.ts';
import { openOperationKeys } from '#server/kernel/keys/file-key-ring.ts';
import { configurationRow, sealedColumn } from '#server/kernel/keys/sealed-column.ts';
import { openStore } from '#server/kernel/store/store.ts';
import { signedDocument } from '#src/crypto/signed.ts';
import { configuration } from '#src/domain/organisation/schema.ts';
import { openDocument } from '#src/node/crypto/signing.ts';
import type { ServerSecrets } from '#test/support/server-process.ts';

/** Rewrites the server's own history: every form in it has always been of this version. */
export async function forgetForms(dataDir: string, secrets: ServerSecrets, version: number): Promise<void> {
  const layout = dataLayout(dataDir);
  const keyRing = await openOperationKeys(layout, secrets.keyPassphrase);
  const store = openStore(layout.database, keyRing, { mayCreate: false });
  const sealed = sealedColumn(keyRing, 'configuration.document');
  try {
    for (const row of await store.selectFrom('configuration').selectAll().execute()) {
      const place = configurationRow(row.organisation_id, row.version);
      const signed = signedDocument.parse(JSON.parse(sealed.open(place, row.document)));
      const opened = openDocument('configuration', signed, keyRing.serverKey, configuration);
      if (!opened.ok) throw new Error('a published configuration does not open');
      const forms = opened.value.forms.map((form) => ({ ...form, version }));
      const resigned = await keyRing.signDocument('configuration', { ...opened.value, forms });
      const document = sealed.seal(place, JSON.stringify(resigned));
      await store.updateTable('configuration').set({ document }).where('version', '=', row.version).execute();
    }
  } finally {
    await store.destroy();
  }
}
