// `values.open`: named fields of one record for a person who may read them. Asked by server/kernel/audit/open-values.ts alone, which
// writes down who reads what before it asks.
import * as z from 'zod';
import { fieldValues } from '#src/domain/registration/schema.ts';
import type { ClassKeys } from '../keys/file-key-ring.ts';
import { type Act, type ActHandler, answering } from './act.ts';
import { sealedText } from './messages.ts';
import { fieldPlace, openFields } from './open-fields.ts';

const input = z.object({ envelope: sealedText, fields: z.array(fieldPlace).readonly() });
const output = z.discriminatedUnion('opened', [
  z.object({ opened: z.literal(true), values: fieldValues }),
  /** Its key is not in the agent's ring, or what is sealed is damaged. */
  z.object({ opened: z.literal(false) }),
]);
type Output = z.output<typeof output>;

export const openValuesAct = { name: 'values.open', input, output, patienceMs: 20_000 } satisfies Act;

export function openValuesHandler(classKeys: ClassKeys): ActHandler {
  return answering(openValuesAct, async ({ envelope, fields }): Promise<Output> => {
    const values = await openFields(envelope, fields, classKeys).catch(() => null);
    return values === null ? { opened: false } : { opened: true, values };
  });
}
