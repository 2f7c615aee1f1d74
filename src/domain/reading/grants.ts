// Who may read which class of values at the server, and what for (R4.2, R5.1, R5.2). The organisation signs it; what no grant names is
// read by nobody.
import * as z from 'zod';
import { role } from '#src/domain/access/roles.ts';
import type { StaffMember } from '#src/domain/staff/schema.ts';

/** R5.1: serving; operations; legal duties. Statistics are no purpose: they need no value (R5.5). */
export const readingPurposes = [
  'service',
  'customer-relations',
  'risk-control',
  'tax-filing',
  'regulatory-report',
  'subject-request',
  'supervision',
] as const;
export const readingPurpose = z.enum(readingPurposes);
export type ReadingPurpose = z.infer<typeof readingPurpose>;

export const readingGrant = z.object({
  role,
  /** Absent: whatever their department. */
  departmentId: z.string().min(1).exactOptional(),
  className: z.string().min(1),
  purposes: z.array(readingPurpose).min(1),
});
export type ReadingGrant = z.infer<typeof readingGrant>;

type Reader = Pick<StaffMember, 'role' | 'departmentId'>;

function isFor({ role: granted, departmentId }: ReadingGrant, reader: Reader): boolean {
  return granted === reader.role && (departmentId === undefined || departmentId === reader.departmentId);
}

/** May this person read values of this class for this purpose? */
export function mayRead(grants: readonly ReadingGrant[], reader: Reader, className: string, purpose: ReadingPurpose): boolean {
  return grants.some((grant) => isFor(grant, reader) && grant.className === className && grant.purposes.includes(purpose));
}

/** The classes this person may read, each with what for. */
export function readableClasses(
  grants: readonly ReadingGrant[],
  reader: Reader,
): readonly { readonly className: string; readonly purposes: readonly ReadingPurpose[] }[] {
  const own = grants.filter((grant) => isFor(grant, reader));
  const names = [...new Set(own.map(({ className }) => className))];
  return names.map((className) => ({
    className,
    purposes: readingPurposes.filter((purpose) => mayRead(own, reader, className, purpose)),
  }));
}
