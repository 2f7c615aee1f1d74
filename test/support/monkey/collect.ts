// Reads the evidence out of the two encrypted stores, with the keys of both: the workstation's database key from its keychain, the
// server's keys with their passphrases. Both programs may be asked nothing here; the application must be closed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { findBrokenLink } from '#main/kernel/audit/trail.ts';
import { loadDevice } from '#main/kernel/device/device.ts';
import { openStore as openWorkstationStore } from '#main/store/open.ts';
import type { Store } from '#main/store/store.ts';
import { loadDocuments, loadOrganisationId } from '#server/features/configuration/store.ts';
import { dataLayout } from '#server/kernel/data-layout.ts';
import { type ClassKeys, openClassKeys, openOperationKeys } from '#server/kernel/keys/file-key-ring.ts';
import { sealedColumn } from '#server/kernel/keys/sealed-column.ts';
import { openStore as openServerStore } from '#server/kernel/store/store.ts';
import { envelope } from '#src/crypto/envelope.ts';
import { signedReceipt } from '#src/crypto/signed.ts';
import { auditEvent } from '#src/domain/audit/events.ts';
import { noticeAcceptance } from '#src/domain/consent/schema.ts';
import { configuration, type PublicKey } from '#src/domain/organisation/schema.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import { receipt } from '#src/domain/sync/receipt.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { openEnvelopeClass } from '#src/node/crypto/sealing.ts';
import { openDocument } from '#src/node/crypto/signing.ts';
import { keyEntry } from '#test/support/trouble/key-entry.ts';
import type { Workplace } from '#test/support/workplace.ts';
import type { Evidence, HeldRecord, QueueRow, ServerRecord } from './evidence.ts';

const keyInfo = z.object({ cipher: z.enum(['aegis', 'chacha20']) });
const registrationRow = z.object({
  id: z.string(),
  state: z.string(),
  begun_by: z.string(),
  notice: z.string(),
  field_values: z.string().nullable(),
  draft: z.string().nullable(),
});
const recordRow = z.object({ record_id: z.string(), revision: z.int(), content_hash: z.string(), envelope: z.string() });
const queueRow = z.object({
  record_id: z.string(),
  revision: z.int(),
  state: z.string(),
  receipt: z.string().nullable(),
  content_hash: z.string(),
});

/** The stored hash must be that of the stored text, or the record is nobody's. */
function heldRecord(row: z.infer<typeof recordRow>): HeldRecord {
  const contentHash = sha256Hex(row.envelope) === row.content_hash ? row.content_hash : 'does not fit its content';
  return {
    recordId: row.record_id,
    revision: row.revision,
    contentHash,
    header: envelope.parse(JSON.parse(row.envelope)).header,
  };
}

function verifiedPosition(row: z.infer<typeof queueRow>, serverKey: PublicKey): number | null {
  if (row.receipt === null) return null;
  const opened = openDocument('receipt', signedReceipt.parse(JSON.parse(row.receipt)), serverKey, receipt);
  if (!opened.ok) return null;
  const { recordId, revision, contentHash, position } = opened.value;
  return recordId === row.record_id && revision === row.revision && contentHash === row.content_hash ? position : null;
}

function readQueue(store: Store): readonly QueueRow[] {
  const device = loadDevice(store);
  if (device === null) throw new Error('the workstation is not enrolled');
  const rows = store.all(
    queueRow,
    'SELECT record_id, revision, state, receipt, content_hash FROM outbox JOIN record USING (record_id, revision)',
  );
  return rows.map((row) => ({
    recordId: row.record_id,
    revision: row.revision,
    state: row.state,
    verifiedPosition: verifiedPosition(row, device.serverKey),
  }));
}

/** Everything but what it logged, from its open store. */
export function readWorkstation(store: Store) {
  const registrations = store.all(registrationRow, 'SELECT id, state, begun_by, notice, field_values, draft FROM registration');
  const trail = store.all(z.object({ event: z.string() }), 'SELECT event FROM audit ORDER BY sequence');
  return {
    trail: trail.map(({ event }) => auditEvent.parse(JSON.parse(event))),
    brokenLink: findBrokenLink(store),
    registrations: registrations.map((row) => ({
      id: row.id,
      state: row.state,
      begunBy: row.begun_by,
      noticeVersion: noticeAcceptance.parse(JSON.parse(row.notice)).noticeVersion,
      holdsValues: row.field_values !== null || row.draft !== null,
    })),
    records: store.all(recordRow, 'SELECT record_id, revision, content_hash, envelope FROM record').map(heldRecord),
    queue: readQueue(store),
  };
}

async function workstationEvidence({ workstation }: Workplace) {
  const folder = join(workstation.dataDir, 'workstation');
  const { cipher } = keyInfo.parse(JSON.parse(readFileSync(join(folder, 'key-info.json'), 'utf8')));
  const key = await keyEntry(folder, workstation.keychainService).getSecret();
  if (key === null) throw new Error('the keychain has no such key');
  const store = openWorkstationStore({ path: join(folder, 'workstation.db'), cipher, key: new Uint8Array(key) });
  try {
    return readWorkstation(store);
  } finally {
    store.close();
  }
}

async function openValues(text: string, keys: ClassKeys): Promise<FieldValues> {
  const values: FieldValues = {};
  for (const name of Object.keys(envelope.parse(JSON.parse(text)).classes)) {
    const key = keys.classes[name];
    if (key === undefined) throw new Error(`no key of class ${name}`);
    Object.assign(values, await openEnvelopeClass(text, name, key));
  }
  return values;
}

async function serverEvidence({ serverDataDir, secrets }: Workplace) {
  const layout = dataLayout(serverDataDir);
  const keys = await openOperationKeys(layout, secrets.keyPassphrase);
  const classKeys = await openClassKeys(layout, secrets.classPassphrase);
  const store = openServerStore(layout.database, keys, { mayCreate: false });
  try {
    const organisationId = await loadOrganisationId(store);
    const documents = await loadDocuments(store, sealedColumn(keys, 'configuration.document'), organisationId ?? '', {
      after: 0,
      atMost: 1_000,
    });
    const rows = await store.selectFrom('record').selectAll().orderBy('position').execute();
    const serverRecords: ServerRecord[] = [];
    for (const row of rows) {
      serverRecords.push({ ...heldRecord(row), position: row.position, values: await openValues(row.envelope, classKeys) });
    }
    const configurations = documents.map((document) => {
      const opened = openDocument('configuration', document, keys.serverKey, configuration);
      if (!opened.ok) throw new Error('a published configuration does not verify');
      return opened.value;
    });
    return { configurations, serverRecords };
  } finally {
    await store.destroy();
  }
}

/** Lines of the program's log that stand for a bug or a death. */
function unexpectedLines({ workstation }: Workplace): readonly string[] {
  const text = readFileSync(join(workstation.dataDir, 'workstation', 'workstation.log'), 'utf8');
  return text.split('\n').filter((line) => /unexpected|worker\.ended|failed|stumbled|store-trouble/u.test(line));
}

/** @param workplace its application is closed */
export async function collectEvidence(workplace: Workplace): Promise<Omit<Evidence, 'offered'>> {
  return {
    ...(await workstationEvidence(workplace)),
    ...(await serverEvidence(workplace)),
    unexpected: unexpectedLines(workplace),
    today: new Date().toISOString(),
  };
}
