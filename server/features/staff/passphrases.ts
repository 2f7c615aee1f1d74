// A person's own passphrase (R7.1; ASVS 6.2.2, 6.2.3, 7.4.3). The server sees the verifier of the new one only, checks the present one
// itself, and publishes: every workstation hears of it with its next configuration, and whatever was proved by the former one ends.
import { objection, requireKnown } from '#server/kernel/access/administrator.ts';
import type { AuditLog } from '#server/kernel/audit/audit-log.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Store } from '#server/kernel/store/store.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { SignedDocument } from '#src/crypto/signed.ts';
import { normalStaffNumber } from '#src/domain/staff/gate.ts';
import type { Credentials, StaffMember } from '#src/domain/staff/schema.ts';
import { hashPassphrase, verifyPassphrase } from '#src/node/crypto/passphrase.ts';
import type { PublishedVerifiers } from './ports.ts';

/** Each change is a whole configuration that every workstation fetches: nobody needs more. */
const mostChanges = 5;
const countedMs = 24 * 3_600_000;

export interface PassphraseService {
  /** @throws Refusal staff/…, internal/too-many-requests */
  readonly change: (
    deviceId: string,
    asked: { readonly person: Credentials; readonly verifier: string },
  ) => Promise<{ readonly configuration: SignedDocument }>;
  /** An administrator's command; the person has to choose their own afterwards. @throws Refusal staff/wrong-credentials: there is no such person */
  readonly reset: (number: string, passphrase: string, actorId: string) => Promise<{ readonly version: number }>;
}

interface Dependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly organisationId: string;
  readonly verifiers: PublishedVerifiers;
}

/** In memory, like the other limits of this process. */
function createLimit(clock: Clock): (staffId: string) => void {
  const changed = new Map<string, readonly number[]>();
  return (staffId) => {
    const nowMs = clock.nowMs();
    const recent = (changed.get(staffId) ?? []).filter((atMs) => nowMs - atMs < countedMs);
    if (recent.length >= mostChanges) throw new Refusal('internal/too-many-requests', {});
    changed.set(staffId, [...recent, nowMs]);
  };
}

export function createPassphraseService(dependencies: Dependencies): PassphraseService {
  const { clock, audit, verifiers } = dependencies;
  const requireFew = createLimit(clock);

  /** Who asks, with the passphrase that holds now. @throws Refusal staff/… */
  const requirePerson = async (person: Credentials): Promise<StaffMember> => {
    const { body } = await verifiers.newest();
    const { hasInitialPassphrase: _initial, ...member } = await requireKnown(dependencies, body, person);
    const refusal = objection(member, 'signed-in', instantFromMs(clock.nowMs()).slice(0, 10));
    if (refusal !== null) throw refusal;
    return member;
  };

  return {
    change: async (deviceId, { person, verifier }) => {
      const { body, document } = await verifiers.newest();
      const number = normalStaffNumber(person.number);
      const known = body.staff.find((one) => normalStaffNumber(one.number) === number);
      // Asked again because the answer was lost: it is so already, and every workstation is told so. Nothing is counted or proved by it.
      if (known?.passphraseVerifier === verifier) return { configuration: document };
      const member = await requirePerson(person);
      if (await verifyPassphrase(verifier, person.passphrase)) throw new Refusal('staff/passphrase-unchanged', {});
      requireFew(member.id);
      const published = await verifiers.change(
        member.id,
        (now) => {
          if (now?.passphraseVerifier === verifier) return null;
          // What was proved has to be what is replaced.
          if (now?.passphraseVerifier !== member.passphraseVerifier) throw new Refusal('staff/passphrase-overtaken', {});
          return { passphraseVerifier: verifier };
        },
        (transaction, version, at) =>
          audit.append(transaction, at, { action: 'staff.passphrase-changed', staffId: member.id, deviceId, version }),
      );
      return { configuration: published.document };
    },

    reset: async (number, passphrase, actorId) => {
      const wanted = normalStaffNumber(number);
      const { body } = await verifiers.newest();
      const member = body.staff.find((one) => normalStaffNumber(one.number) === wanted);
      if (member === undefined) throw new Refusal('staff/wrong-credentials', {});
      const passphraseVerifier = await hashPassphrase(passphrase);
      const published = await verifiers.change(
        member.id,
        () => ({ passphraseVerifier, hasInitialPassphrase: true }),
        (transaction, version, at) =>
          audit.append(transaction, at, { action: 'staff.passphrase-reset', staffId: member.id, actorId, version }),
      );
      return { version: published.body.version };
    },
  };
}
