// The readers as an IT administrator has set them, kept in the store. Until then what the command line says holds.
import * as z from 'zod';
import { isReaderAddress } from '#main/kernel/reader-address.ts';
import type { ConfiguredReader } from '#main/ports/document-reader.ts';
import type { ReadStore } from '#main/store/store.ts';
import { Refusal } from '#src/contract/errors.ts';
import { type ReaderService, type ReaderSettings, readerSettings, usualReaders } from '#src/domain/documents/settings.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import type { DocumentsPorts } from './ports.ts';

const row = z.object({ settings: z.string() });

function loadSettings(store: ReadStore): ReaderSettings | null {
  const found = store.one(row, 'SELECT settings FROM reader_settings');
  return found === null ? null : readerSettings.parse(JSON.parse(found.settings));
}

export function settings({ store, readerOrder }: DocumentsPorts): ReaderSettings {
  return loadSettings(store) ?? { ...usualReaders, service: readerOrder };
}

/** @throws Refusal `reader/address-invalid` */
export function serviceReader({ readerAt }: DocumentsPorts, service: ReaderService): ConfiguredReader {
  if (!isReaderAddress(service.address)) throw new Refusal('reader/address-invalid', {});
  return { reader: readerAt(service.address), mapping: service.mapping };
}

/** @throws Refusal `reader/address-invalid` */
export function changeSettings(ports: DocumentsPorts, session: Session, changed: ReaderSettings): void {
  if (changed.service !== null) serviceReader(ports, changed.service);
  ports.store.write((transaction) => {
    transaction.run(
      'INSERT INTO reader_settings (id, settings) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET settings = excluded.settings',
      JSON.stringify(changed),
    );
    ports.trail.append(transaction, {
      action: 'reader.settings-changed',
      actorId: session.staffId,
      subjectId: null,
      detail: { hasService: changed.service !== null, wedgeParts: changed.wedge.parts.length },
    });
  });
}
