// For tests only: a record that came with a picture.
import type { Attachment } from '#src/domain/attachments/schema.ts';
import { sealAttachment } from '#src/node/crypto/attachments.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { randomId } from '#src/node/crypto/random.ts';
import { type Bench, push, type SealChoice, type Sealed, sealRecord, signFor, type Workstation } from './test-bench.ts';

/** The picture of a field, taken in before the record that names it. @returns the record and how it names the picture */
export async function sendWithPicture(
  bench: Bench,
  workstation: Workstation,
  {
    picture,
    mediaType = 'image/jpeg',
    ...choice
  }: SealChoice & { readonly picture: Uint8Array; readonly mediaType?: Attachment['mediaType'] },
): Promise<Sealed & { readonly named: Attachment }> {
  const { body } = await bench.organisation.configuration.newest();
  const key = body.classes.find(({ name }) => name === 'identity');
  if (key === undefined) throw new Error('no such class');
  const recordId = randomId() as Sealed['recordId'];
  const place = { id: randomId(), field: 'form-signature', class: key.name, mediaType };
  const { deviceId } = workstation;
  const where = { organisationId: body.organisation.id, deviceId, recordId: recordId as never, revision: 1 };
  const bytes = await sealAttachment({ ...where, ...place }, picture, key.sealTo);
  const named = { ...place, sealedBytes: bytes.length, contentHash: sha256Hex(bytes) };
  const piece = Buffer.from(bytes).toString('base64url');
  const { sealedBytes, contentHash } = named;
  const message = JSON.stringify({ protocol: 2, contentHash, sealedBytes, offset: 0, piece });
  const path = '/v1/attachments';
  const headers = await signFor(workstation, bench.clock, { method: 'POST', path, body: message });
  await bench.app.inject({ method: 'POST', url: path, headers, payload: message });
  const sealed = await sealRecord(body, workstation, { ...choice, header: { ...choice.header, recordId, attachments: [named] } });
  const answer = (await push(bench, workstation, [sealed.text])).json();
  if (answer.outcomes[0].outcome !== 'accepted') throw new Error(JSON.stringify(answer));
  return { ...sealed, named };
}
