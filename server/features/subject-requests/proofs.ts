// Pictures that prove a correction asked for online (R8.3): sealed when they come in, and opened by the agent for the one comparison, one
// after the other.
import type { Agent } from '#server/kernel/agent/act.ts';
import type { AddLeaf } from '#server/kernel/audit/audit-log.ts';
import type { Store } from '#server/kernel/store/store.ts';
import type { ProofShown } from '#src/contract/sync/subject-requests.ts';
import type { CorrectionHeader } from '#src/crypto/sealed-correction.ts';
import type { ImageMediaType } from '#src/domain/attachments/schema.ts';
import { openProofAct } from './agent-acts.ts';

/** In the order in which they were given. */
export interface SealedProof {
  readonly className: string;
  readonly mediaType: ImageMediaType;
  readonly sealed: Uint8Array;
}

type RequestKey = Pick<CorrectionHeader, 'organisationId' | 'requestId'>;

/** In the transaction that takes the application in. */
export async function keepProofs(
  transaction: Store,
  { organisationId, requestId }: RequestKey,
  proofs: readonly SealedProof[],
  addLeaf: AddLeaf,
): Promise<void> {
  if (proofs.length === 0) return;
  const values = proofs.map(({ className, mediaType, sealed }, index) => ({
    organisation_id: organisationId,
    request_id: requestId,
    position: index + 1,
    class: className,
    media_type: mediaType,
    sealed,
  }));
  await transaction.insertInto('request_proof').values(values).execute();
  addLeaf({ action: 'request.proof-kept', requestId, pictures: proofs.length });
}

export interface KeptProof extends SealedProof {
  readonly position: number;
}

export async function loadProofs(store: Store, { organisationId, requestId }: RequestKey): Promise<readonly KeptProof[]> {
  const rows = await store
    .selectFrom('request_proof')
    .select(['position', 'class', 'media_type', 'sealed'])
    .where('organisation_id', '=', organisationId)
    .where('request_id', '=', requestId)
    .orderBy('position')
    .execute();
  return rows.map(({ position, class: className, media_type: mediaType, sealed }) => ({
    position,
    className,
    mediaType,
    sealed,
  }));
}

/** The leaves stand before. One that does not open is shown as such: whoever compares asks the subject for another. */
export async function openProofs(
  agent: Agent,
  { organisationId, requestId, recordId, revision }: CorrectionHeader,
  proofs: readonly KeptProof[],
): Promise<ProofShown[]> {
  const shown: ProofShown[] = [];
  for (const { position, className, mediaType, sealed } of proofs) {
    const place = { organisationId, requestId, recordId, revision, position, class: className, mediaType };
    const answer = await agent.ask(openProofAct, { place, sealed: Buffer.from(sealed).toString('base64') });
    const picture = 'gone' in answer || !answer.opened ? null : answer.picture;
    shown.push({ position, picture });
  }
  return shown;
}
