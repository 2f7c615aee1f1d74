import type { Store } from '#server/kernel/store/store.ts';
import type { CheckKind, VerificationState } from '#src/domain/verification/schema.ts';
import { verificationStatus } from '#src/domain/verification/status.ts';
import { loadFactsOf } from './store.ts';

/** How revisions stand with the authorities, in their order: derived from the facts each time (R1.2). */
export async function statesOf(
  store: Store,
  organisationId: string,
  revisions: readonly { readonly recordId: string; readonly revision: number }[],
  required: readonly CheckKind[],
): Promise<readonly VerificationState[]> {
  const facts = await loadFactsOf(store, organisationId, [...new Set(revisions.map(({ recordId }) => recordId))]);
  return revisions.map(({ recordId, revision }) => {
    const own = facts.filter((fact) => fact.recordId === recordId && fact.revision === revision);
    return verificationStatus(required, own).state;
  });
}
