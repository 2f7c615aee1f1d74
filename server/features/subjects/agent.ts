// What the agent says of whom a record is about: digests, and no value.
import { type ActHandler, answering } from '#server/kernel/agent/act.ts';
import { openFields } from '#server/kernel/agent/open-fields.ts';
import type { ClassKeys } from '#server/kernel/keys/file-key-ring.ts';
import { digestsFor } from '#server/kernel/keys/index-key.ts';
import { normalizePhone } from '#src/domain/identity/phones.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import { documentKey } from '#src/domain/subjects/document-key.ts';
import { digestAct, type Found, type IdentityFields, identifyAct } from './agent-acts.ts';

function valueAt(values: FieldValues, place: IdentityFields['phone']): string {
  return place === null ? '' : (values[place.field] ?? '');
}

export function subjectHandlers(classKeys: ClassKeys, indexKey: Uint8Array): readonly ActHandler[] {
  const keyId = digestsFor(indexKey, 'key-id')('').slice(0, 16);
  const [documentDigest, phoneDigest] = [digestsFor(indexKey, 'document'), digestsFor(indexKey, 'phone')];
  const find = (type: string, number: string, phone: string): Found => ({
    keyId,
    document: type === '' || number === '' ? null : documentDigest(documentKey(type, number)),
    phone: phone === '' ? null : phoneDigest(normalizePhone(phone)),
  });
  return [
    answering(identifyAct, async ({ envelope, fields }): Promise<(Found & { opened: true }) | { opened: false }> => {
      const { documentType, documentNumber, phone } = fields;
      const places = [documentType, documentNumber, phone].filter((place) => place !== null);
      const values = await openFields(envelope, places, classKeys).catch(() => null);
      if (values === null) return { opened: false };
      const found = find(valueAt(values, documentType), valueAt(values, documentNumber), valueAt(values, phone));
      return { opened: true, ...found };
    }),
    answering(digestAct, async ({ document, phone }) => find(document?.type ?? '', document?.number ?? '', phone ?? '')),
  ];
}
