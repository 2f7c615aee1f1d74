// What the agent does about a check: a question's values exist while its request to the source is made.
import { type ActHandler, answering } from '#server/kernel/agent/act.ts';
import { openFields } from '#server/kernel/agent/open-fields.ts';
import { openNamedPicture } from '#server/kernel/agent/open-picture-act.ts';
import { failed } from '#server/kernel/gateways/failure.ts';
import type { Sources } from '#server/kernel/gateways/sources.ts';
import type { ClassKeys } from '#server/kernel/keys/file-key-ring.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import { type Answer, type ComparedField, checkAct, type Question } from './agent-acts.ts';
import { type ComparedValues, checkSource } from './check-source.ts';

function comparedValues(fields: readonly ComparedField[], opened: FieldValues): Omit<ComparedValues, 'portrait'> | null {
  const held = (meaning: ComparedField['meaning']) => {
    const field = fields.find((one) => one.meaning === meaning)?.field;
    return field === undefined ? undefined : opened[field];
  };
  const name = held('name') ?? '';
  const documentNumber = held('document-number') ?? '';
  if (name === '' || documentNumber === '') return null;
  return { name, documentNumber, documentType: held('document-type') ?? null };
}

/** @throws Error when it does not open, or what opens is no JPEG */
async function openPortrait({ envelope, portrait }: Question, classKeys: ClassKeys): Promise<Uint8Array | null> {
  if (typeof portrait === 'string') return null;
  const { bytes, mediaType } = await openNamedPicture(envelope, portrait, classKeys);
  if (mediaType !== 'image/jpeg') throw new Error('no JPEG');
  return bytes;
}

/** Opens what is sealed and asks the first gateway of the kind. */
export function checkHandler(sources: Sources, classKeys: ClassKeys): ActHandler {
  return answering(checkAct, async (question): Promise<Answer> => {
    const { checkId, kind, envelope, fields } = question;
    const source = checkSource(sources, kind);
    if (source === null) return failed('not-configured');
    // The gateways were described anew between the two questions: it is asked again with the picture.
    if (source.takesPortrait && question.portrait === 'held-back') return failed('portrait-awaited');
    const reading = Promise.all([
      openFields(envelope, fields, classKeys),
      source.takesPortrait ? openPortrait(question, classKeys) : null,
    ]);
    const read = await reading.catch(() => null);
    if (read === null) return failed('sealed-unreadable');
    const [opened, portrait] = read;
    const values = comparedValues(fields, opened);
    if (values === null) {
      return { answered: true, source: source.name, reference: null, outcome: 'unanswerable', reason: 'values-missing' };
    }
    return source.ask(checkId, { ...values, portrait });
  });
}
