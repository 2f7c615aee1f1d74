// Which of the open restrictions a supervisor looks for: by what the list shows of them, never by a name or a number of a document.
import * as z from 'zod';
import { registrationId } from '#src/domain/registration/schema.ts';
import type { RestrictionState } from './schema.ts';

/** All that is given has to fit; null: any. */
export const restrictionFilter = z.object({
  state: z.enum(['restricted', 'suspended']).nullable(),
  /** One of the failed records is of this branch. */
  branchId: z.string().min(1).max(100).nullable(),
  /** One of the failed records is this one. */
  recordId: registrationId.nullable(),
});
export type RestrictionFilter = z.infer<typeof restrictionFilter>;

export const everyRestriction: RestrictionFilter = { state: null, branchId: null, recordId: null };

interface Listed {
  readonly state: RestrictionState;
  readonly records: readonly { readonly recordId: string; readonly branchId: string }[];
}

export function isSought({ state, branchId, recordId }: RestrictionFilter, listed: Listed): boolean {
  const { records } = listed;
  return (
    (state === null || listed.state === state) &&
    (branchId === null || records.some((one) => one.branchId === branchId)) &&
    (recordId === null || records.some((one) => one.recordId === recordId))
  );
}
