// Opens named fields of a sealed record, and only their classes. Runs in the agent.
import * as z from 'zod';
import { envelope } from '#src/crypto/envelope.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import { openEnvelopeClass } from '#src/node/crypto/sealing.ts';
import { type ClassKeys, findClassKey } from '../keys/file-key-ring.ts';

/** A field of a form, which has no two of one name, and the class it is sealed under. */
export const fieldPlace = z.object({ field: z.string(), className: z.string() });
export type FieldPlace = z.infer<typeof fieldPlace>;

/** Field → value; one that was not given is absent. @throws Error when a class does not open */
export async function openFields(text: string, fields: readonly FieldPlace[], classKeys: ClassKeys): Promise<FieldValues> {
  const { classes } = envelope.parse(JSON.parse(text));
  const values: Record<string, string> = {};
  for (const className of new Set(fields.map((one) => one.className))) {
    const sealed = classes[className];
    if (sealed === undefined) continue;
    const key = findClassKey(classKeys, className, sealed.keyId);
    if (key === null) throw new Error('no key');
    const opened = await openEnvelopeClass(text, className, key);
    for (const { field } of fields.filter((one) => one.className === className)) {
      const value = opened[field];
      if (value !== undefined) values[field] = value;
    }
  }
  return values;
}
