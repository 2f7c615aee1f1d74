// What the serving process needs of its keys (R4.1, R4.2). The default implementation reads an encrypted file; one that asks a key
// service can take its place, which is why signing is asynchronous and no private key is a member. Class private keys are not here:
// the process that takes records in cannot read them.
import type { Json } from '#src/base/canonical-json.ts';
import type { SignedDocument, SignedKind, SignedReceipt } from '#src/crypto/signed.ts';
import type { SuccessionDocument } from '#src/crypto/succession-document.ts';
import type { PublicKey } from '#src/domain/organisation/schema.ts';
import type { FormerServerKey } from '#src/domain/server-key/succession.ts';

/** Authenticated page ciphers only: an unauthenticated one returns altered data without a word. */
export const pageCiphers = ['aegis', 'chacha20'] as const;
export type PageCipher = (typeof pageCiphers)[number];

export interface KeyRing {
  /** The server's identity: what workstations pin at enrolment. */
  readonly serverKey: PublicKey;
  /** How often it was renewed. */
  readonly serverKeySerial: number;
  /** Keys it had before, oldest first: what they signed stays readable. */
  readonly formerServerKeys: readonly FormerServerKey[];
  /** The statements of all renewals, oldest first. */
  readonly successions: readonly SuccessionDocument[];
  readonly cipher: PageCipher;
  /** The store's raw 256-bit key. */
  readonly databaseKey: Uint8Array;
  /** Keys it had before, or is being given: what is sealed under one of them still opens. */
  readonly otherDatabaseKeys: readonly Uint8Array[];
  readonly signDocument: (kind: SignedKind, body: Json) => Promise<SignedDocument>;
  /** Several receipts by one signature. */
  readonly signTogether: (bodies: readonly Json[]) => Promise<readonly SignedReceipt[]>;
  /** Signs the text of a checkpoint of the audit log, and nothing else. */
  readonly signCheckpoint: (text: string) => Promise<Uint8Array>;
}
