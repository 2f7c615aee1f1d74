// What the agent does about a check: a question's values exist while its request to the source is made.
import { type ActHandler, answering } from '#server/kernel/agent/act.ts';
import { openFields } from '#server/kernel/agent/open-fields.ts';
import { failed } from '#server/kernel/gateways/failure.ts';
import type { Sources } from '#server/kernel/gateways/sources.ts';
import type { ClassKeys } from '#server/kernel/keys/file-key-ring.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import { type Answer, type ComparedField, checkAct } from './agent-acts.ts';
import { type ComparedValues, checkSource } from './check-source.ts';

function comparedValues(fields: readonly ComparedField[], opened: FieldValues): ComparedValues | null {
  const held = (meaning: ComparedField['meaning']) => {
    const field = fields.find((one) => one.meaning === meaning)?.field;
    return field === undefined ? undefined : opened[field];
  };
  const name = held('name') ?? '';
  const documentNumber = held('document-number') ?? '';
  if (name === '' || documentNumber === '') return null;
  return { name, documentNumber, documentType: held('document-type') ?? null };
}

/** Opens what is sealed and asks the first gateway of the kind. */
export function checkHandler(sources: Sources, classKeys: ClassKeys): ActHandler {
  return answering(checkAct, async ({ checkId, kind, envelope, fields }): Promise<Answer> => {
    const source = checkSource(sources, kind);
    if (source === null) return failed('not-configured');
    const opened = await openFields(envelope, fields, classKeys).catch(() => null);
    if (opened === null) return failed('sealed-unreadable');
    const values = comparedValues(fields, opened);
    if (values === null) {
      return { answered: true, source: source.name, reference: null, outcome: 'unanswerable', reason: 'values-missing' };
    }
    return source.ask(checkId, values);
  });
}
