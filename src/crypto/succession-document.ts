// A statement about the server's keys as it travels (src/domain/server-key).
import * as z from 'zod';
import { base64url } from '#src/base/base64url.ts';
import { signedDocument } from './signed.ts';

/**
 * The statement as it travels. Its signer is `from`, and `acceptance` is the signature of `to` over the same bytes, so that whoever knows
 * the new key alone can believe what the former one signed; in an emergency the signer is `to`, and there is no other signature.
 */
export const successionDocument = signedDocument.extend({ acceptance: base64url.exactOptional() });
export type SuccessionDocument = z.infer<typeof successionDocument>;

/** More renewals than a server has in its life. */
export const mostSuccessions = 200;
export const successions = z.array(successionDocument).max(mostSuccessions);
