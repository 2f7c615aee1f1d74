// The codes a field can show, as the domains name them: the text tables are typed by these, so a new code without a text in both
// languages does not compile.
import type { FormErrorCode } from '#src/domain/forms/field-error.ts';
import type { IdentityErrorCode, IdentityWarningCode } from '#src/domain/identity/errors.ts';

export type FieldCode = FormErrorCode | IdentityErrorCode;
export type FieldWarningCode = IdentityWarningCode;
