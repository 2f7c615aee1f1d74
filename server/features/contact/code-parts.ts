// What sending and checking a code share: the digests, and what the agent says of a number.
import type { Agent } from '#server/kernel/agent/act.ts';
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock, Randomness } from '#server/kernel/clock.ts';
import type { KeyRing } from '#server/kernel/keys/key-ring.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { SealedPhone } from '#src/crypto/contact.ts';
import { macOf } from '#src/node/crypto/mac.ts';
import { deriveSubkey } from '#src/node/crypto/subkey.ts';
import { type PhoneDigest, phoneDigestAct, type Recipient } from './agent-acts.ts';
import type { ContactConfiguration } from './ports.ts';

export interface ContactDependencies {
  readonly store: Store;
  readonly keyRing: KeyRing;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly audit: AuditLog;
  readonly organisationId: string;
  readonly configuration: ContactConfiguration;
}

/** What a code is for. */
export interface CodePurpose {
  readonly codeId: string;
  readonly recordId: string;
  readonly deviceId: string;
  readonly phoneDigest: string;
}

export type DigestCode = (code: string, purpose: CodePurpose) => string;

/** Bound to all that a code is for; nobody guesses it from the store without the server's key. */
export function codeDigests({ databaseKey }: Pick<KeyRing, 'databaseKey'>): DigestCode {
  const key = Buffer.from(deriveSubkey(databaseKey, 'countersign/contact/code')).toString('base64');
  return (code, { codeId, recordId, deviceId, phoneDigest }) =>
    macOf({ algorithm: 'hmac-sha256', encoding: 'hex' }, key, JSON.stringify([codeId, recordId, deviceId, phoneDigest, code]));
}

export function sealedRecipient(
  organisationId: string,
  deviceId: string,
  { phone, recordId }: { readonly phone: SealedPhone; readonly recordId: string },
): Recipient {
  return { kind: 'sealed', phone, place: { organisationId, deviceId, recordId } };
}

/** @throws Refusal contact/not-sent */
export async function digestPhone(agent: Agent, to: Recipient): Promise<PhoneDigest & { opened: true }> {
  const said = await agent.ask(phoneDigestAct, { to });
  if ('gone' in said) throw new Refusal('contact/not-sent', { failure: 'agent-gone' });
  if (!said.opened) throw new Refusal('contact/not-sent', { failure: 'sealed-unreadable' });
  return said;
}
