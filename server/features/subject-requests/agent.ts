// What the agent does about corrections. The next revision is made here and nowhere else: opened, changed in the named fields, checked by
// the form's own rules and sealed again, so that neither the serving process nor a workstation holds the whole record.
import type * as z from 'zod';
import { type ActHandler, answering } from '#server/kernel/agent/act.ts';
import { type ClassKeys, findClassKey } from '#server/kernel/keys/file-key-ring.ts';
import { parseCalendarDate } from '#src/base/calendar-date.ts';
import { type Envelope, envelope } from '#src/crypto/envelope.ts';
import { sealedKeyIdOf } from '#src/crypto/sealed-attachment.ts';
import { sealedCorrection } from '#src/crypto/sealed-correction.ts';
import { checkImage } from '#src/domain/attachments/image-check.ts';
import { checkFormOf, formFor } from '#src/domain/forms/parties.ts';
import { groupByClass } from '#src/domain/forms/rules.ts';
import type { PublicKey } from '#src/domain/organisation/schema.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import { correctableFields } from '#src/domain/subject-requests/application.ts';
import { openProof } from '#src/node/crypto/attachments.ts';
import { openCorrectionClass, openEnvelopeClass, sealEnvelope } from '#src/node/crypto/sealing.ts';
import { openProofAct, openWantedAct, type ReviseInput, type ReviseOutput, reviseAct } from './agent-acts.ts';

/** @throws Error when one of them does not open */
async function openAll(
  text: string,
  classes: Envelope['classes'],
  classKeys: ClassKeys,
  open: typeof openEnvelopeClass,
): Promise<FieldValues> {
  const values: Record<string, string> = {};
  for (const [className, sealed] of Object.entries(classes)) {
    const key = findClassKey(classKeys, className, sealed.keyId);
    if (key === null) throw new Error('no key');
    Object.assign(values, await open(text, className, key));
  }
  return values;
}

function openWanted(application: string, classKeys: ClassKeys): Promise<FieldValues> {
  const { classes } = sealedCorrection.parse(JSON.parse(application));
  return openAll(application, classes, classKeys, openCorrectionClass);
}

/** @throws Error when it does not open, or what opens is not the picture it was called */
async function openPicture({ place, sealed: text }: z.output<typeof openProofAct.input>, classKeys: ClassKeys): Promise<string> {
  const sealed = new Uint8Array(Buffer.from(text, 'base64'));
  const key = findClassKey(classKeys, place.class, sealedKeyIdOf(sealed) ?? '');
  if (key === null) throw new Error('no key');
  const bytes = await openProof(place, sealed, key);
  const image = checkImage(bytes);
  if (!image.ok || image.value.mediaType !== place.mediaType) throw new Error('no such picture');
  return Buffer.from(bytes).toString('base64');
}

/** Both speak of the revision before the one to be made. */
function belongTogether({ envelope: text, application, header }: ReviseInput): boolean {
  const { header: present } = envelope.parse(JSON.parse(text));
  const { correction } = sealedCorrection.parse(JSON.parse(application));
  return [present, correction].every(
    ({ organisationId, recordId, revision }) =>
      organisationId === header.organisationId && recordId === header.recordId && revision + 1 === header.revision,
  );
}

/** @throws Error when the ring lacks one */
function ownKeys({ classKeyIds }: ReviseInput, classKeys: ClassKeys): Record<string, PublicKey> {
  return Object.fromEntries(
    Object.entries(classKeyIds).map(([className, keyId]) => {
      const key = findClassKey(classKeys, className, keyId);
      if (key === null) throw new Error('no key');
      return [className, { keyId, key: key.publicKey }];
    }),
  );
}

async function revise(input: ReviseInput, classKeys: ClassKeys): Promise<ReviseOutput> {
  const { form, fields, header, today } = input;
  const day = parseCalendarDate(today);
  if (day === undefined || !belongTogether(input)) throw new Error('not one correction');
  const present = await openAll(input.envelope, envelope.parse(JSON.parse(input.envelope)).classes, classKeys, openEnvelopeClass);
  const wanted = await openWanted(input.application, classKeys);
  const changes = Object.fromEntries(fields.map((name) => [name, wanted[name] ?? '']));
  // Pictures stay with the revision they were taken for; nothing is typed in their place.
  const acceptedBy = header.notice.acceptedBy ?? 'subject';
  const typed = formFor({ ...form, fields: [...correctableFields(form)] }, acceptedBy);
  const checked = checkFormOf(acceptedBy, typed, { ...present, ...changes }, header.consents, day);
  if (!checked.ok) return { outcome: 'refused', errors: [...checked.error] };
  const { values, leftOut } = checked.value;
  const lost = leftOut.filter((name) => fields.includes(name));
  if (lost.length > 0) {
    return { outcome: 'refused', errors: lost.map((field) => ({ field, code: 'forms/required' as const, params: {} })) };
  }
  if (fields.every((name) => (values[name] ?? '') === (present[name] ?? ''))) return { outcome: 'unchanged' };
  const { text } = await sealEnvelope({ header, groups: groupByClass(typed, values), classKeys: ownKeys(input, classKeys) });
  return { outcome: 'revised', envelope: text };
}

export function correctionHandlers(classKeys: ClassKeys): readonly ActHandler[] {
  return [
    answering(openWantedAct, async ({ application }) => {
      const values = await openWanted(application, classKeys).catch(() => null);
      return values === null ? { opened: false as const } : { opened: true as const, values };
    }),
    answering(openProofAct, async (asked) => {
      const picture = await openPicture(asked, classKeys).catch(() => null);
      return picture === null ? { opened: false as const } : { opened: true as const, picture };
    }),
    answering(reviseAct, (input) => revise(input, classKeys).catch((): ReviseOutput => ({ outcome: 'unreadable' }))),
  ];
}
