// A correction that its subject asked for online, with a picture as proof, before a test began.
import type { Organisation } from '#server/app/organisation.ts';
import { subjectHandlers } from '#server/features/subjects/agent.ts';
import { dataLayout } from '#server/kernel/data-layout.ts';
import { openClassKeys } from '#server/kernel/keys/file-key-ring.ts';
import { openIndexKey } from '#server/kernel/keys/index-key.ts';
import { systemRandomness } from '#server/kernel/system.ts';
import { localAgent } from '#server/test-bench.ts';
import { registrationId } from '#src/domain/registration/schema.ts';
import { groupWanted } from '#src/domain/subject-requests/application.ts';
import { requestId as anyRequest } from '#src/domain/subject-requests/schema.ts';
import { sealProof } from '#src/node/crypto/attachments.ts';
import { randomId } from '#src/node/crypto/random.ts';
import { sealCorrection } from '#src/node/crypto/sealing.ts';
import type { ServerSecrets } from '#test/support/server-process.ts';

/** @returns the request's id */
export async function askOnlineWithProof(
  { configuration, organisationId, requests, store, subjects }: Organisation,
  server: { readonly dataDir: string; readonly secrets: ServerSecrets },
  asked: { readonly recordId: string; readonly name: string; readonly picture: Uint8Array },
): Promise<string> {
  const layout = dataLayout(server.dataDir);
  const classKeys = await openClassKeys(layout, server.secrets.classPassphrase);
  const { key } = await openIndexKey(layout, server.secrets.classPassphrase, systemRandomness);
  while ((await subjects.askDue(localAgent([...subjectHandlers(classKeys, key)]))) > 0);
  const { body } = await configuration.newest();
  const recordId = registrationId.parse(asked.recordId);
  const subjectId = await subjects.subjectAt(store, recordId, 1);
  const [form] = body.forms;
  const identity = body.classes.find(({ name }) => name === 'identity')?.sealTo;
  if (subjectId === null || form === undefined || identity === undefined) throw new Error('nobody to ask for');
  const requestId = anyRequest.parse(randomId());
  const correction = { organisationId, requestId, recordId, revision: 1 };
  const sealed = await sealCorrection({
    correction,
    groups: groupWanted(form, { name: asked.name }, ''),
    classKeys: Object.fromEntries(body.classes.map(({ name, sealTo }) => [name, sealTo])),
  });
  const proof = { className: 'identity', mediaType: 'image/png' } as const;
  const place = { ...correction, position: 1, class: proof.className, mediaType: proof.mediaType };
  await requests.online.open(subjectId, requestId, 'correction');
  await requests.online.applyFor(subjectId, { ...correction, fields: ['name'], proof: 'household-register', sealed }, [
    { ...proof, sealed: await sealProof(place, asked.picture, identity) },
  ]);
  return requestId;
}
