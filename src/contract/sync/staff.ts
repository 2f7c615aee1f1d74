// A person at a workstation proves to the server who they are, once for some minutes (R5.2). Every request they make after it names the
// proof; without the device's signature it is worth nothing.
import * as z from 'zod';
import { instant } from '#src/base/instant.ts';
import { signedDocument } from '#src/crypto/signed.ts';
import { ownVerifier } from '#src/domain/staff/schema.ts';

const sessionToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** POST /v1/staff/session */
export const sessionRequest = z.object({
  protocol: z.int(),
  person: z.object({ number: z.string().min(1).max(40), passphrase: z.string().min(1).max(200) }),
});
export const sessionResponse = z.object({ session: sessionToken, endsAt: instant });

/** POST /v1/staff/session/end, and what every request of a person begins with. */
export const staffRequest = z.object({ protocol: z.int(), session: sessionToken });

/** POST /v1/staff/passphrase: the person with their present passphrase, and the verifier of the one that shall be. */
export const passphraseRequest = z.object({ protocol: z.int(), person: sessionRequest.shape.person, verifier: ownVerifier });
export const passphraseResponse = z.object({ configuration: signedDocument });
