// The organisation file an administrator writes (R1.4, R2.1, R2.2): the configuration without what the server adds itself (version,
// time, public keys). Refusing happens here, before anything is signed: a field without purpose does not parse.
import * as z from 'zod';
import { type Configuration, configuration, sensitivityClass } from '#src/domain/organisation/schema.ts';
import { staffMember } from '#src/domain/staff/schema.ts';

const organisationDraft = configuration
  .omit({ version: true, issuedAt: true, classes: true, recoveryKey: true, exchangeKey: true })
  .extend({
    /** Names of the sensitivity classes; their keys were made at init. */
    classes: z.array(sensitivityClass.shape.name).min(1),
    /** A member without a verifier keeps the passphrase of the newest configuration. */
    staff: z.array(
      staffMember.partial({ passphraseVerifier: true }).extend({
        /**
         * Absent: a verifier of this file is initial, whoever made it; a member without one keeps what they have. False beside a verifier:
         * the person typed the passphrase themselves.
         */
        hasInitialPassphrase: z.boolean().exactOptional(),
      }),
    ),
  });
export type OrganisationDraft = z.infer<typeof organisationDraft>;

/** The organisation file that would publish this configuration again. */
export function draftOf({
  version: _version,
  issuedAt: _issuedAt,
  recoveryKey: _key,
  exchangeKey: _exchangeKey,
  ...rest
}: Configuration): OrganisationDraft {
  // Neither the verifier nor what is said of it: a file printed earlier must not take a person's own passphrase back.
  const staff = rest.staff.map(({ passphraseVerifier: _verifier, hasInitialPassphrase: _initial, ...member }) => member);
  return { ...rest, classes: rest.classes.map((one) => one.name), staff };
}

/** Why a draft cannot be published: where in the file, and the reason in plain words. Never a value of the file. */
export interface DraftProblem {
  readonly path: string;
  readonly reason: string;
}

/** Reads an organisation file. */
export function parseDraft(
  value: unknown,
): { readonly draft: OrganisationDraft } | { readonly problems: readonly DraftProblem[] } {
  const parsed = organisationDraft.safeParse(value);
  if (parsed.success) return { draft: parsed.data };
  return { problems: parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), reason: issue.message })) };
}
