// A restricted or suspended subject at the counter (R3.6), recognised by the document in front of the clerk, without a network. The program
// decides here, whatever the screen did: a suspended subject is not registered; a restricted one only after a supervisor identified them
// anew, which is recorded by its points and goes with the record.
import type { ReadStore, WriteTransaction } from '#main/store/store.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { RecognisedRestriction } from '#src/contract/ipc/restriction.ts';
import type { DocumentNamed } from '#src/domain/records/terms.ts';
import type { RegistrationId, Review } from '#src/domain/registration/schema.ts';
import { missingPoints, registrationNeeds } from '#src/domain/restriction/rules.ts';
import type { FurtherCheckPoint, RestrictedRegistrations } from '#src/domain/restriction/schema.ts';
import type { Credentials, Session } from '#src/domain/staff/schema.ts';
import type { RestrictionPorts } from './ports.ts';
import { digestOf, dropCheck, findCheck, findRestriction, type KnownRestriction, saveCheck } from './store.ts';

interface Recognised {
  readonly digest: string;
  readonly known: KnownRestriction;
  readonly needs: RestrictedRegistrations;
}

type Deciding = Pick<RestrictionPorts, 'configurations'>;

function recognise({ configurations }: Deciding, store: ReadStore, document: DocumentNamed | null): Recognised | null {
  const digest = document === null ? null : digestOf(store, document);
  const known = findRestriction(store, digest);
  if (digest === null || known === null) return null;
  const chosen = configurations.current()?.policy.restrictedRegistrations ?? 'further-check';
  const needs = registrationNeeds(known.state, chosen);
  return needs === 'nothing' ? null : { digest, known, needs };
}

function requireNotRefused(found: Recognised | null): Recognised | null {
  if (found?.needs === 'refused') throw new Refusal('restriction/refused', { state: found.known.state });
  return found;
}

/** For registrations: what a document's holder may. */
export function restrictedRegistrations(ports: Deciding) {
  return {
    /** @throws Refusal `restriction/refused` */
    requireAllowed: (store: ReadStore, document: DocumentNamed | null): void => {
      requireNotRefused(recognise(ports, store, document));
    },
    /**
     * The further check that was made; null where none is needed.
     * @throws Refusal `restriction/refused`, `restriction/check-needed`
     */
    requireChecked: (store: ReadStore, registrationId: string, document: DocumentNamed | null): Review | null => {
      const found = requireNotRefused(recognise(ports, store, document));
      if (found === null) return null;
      const check = findCheck(store, registrationId, found.digest);
      if (check === null) throw new Refusal('restriction/check-needed', {});
      return { reviewedBy: check.by, reviewedAt: check.at, checks: [...check.points] };
    },
    drop: (transaction: WriteTransaction, registrationId: string): void => dropCheck(transaction, registrationId),
  };
}

type Asked = { readonly registrationId: RegistrationId } & DocumentNamed;

/** @throws Refusal as `restriction.look` declares them */
export function lookForRestriction(ports: RestrictionPorts, session: Session, asked: Asked): RecognisedRestriction | null {
  const { store, trail, registrations, configurations } = ports;
  const { registrationId } = asked;
  registrations.formsOf(store, registrationId, session.staffId);
  const found = recognise(ports, store, asked);
  if (found === null) return null;
  const { known, needs, digest } = found;
  store.write((transaction) => {
    trail.append(transaction, {
      action: 'restriction.shown',
      actorId: session.staffId,
      subjectId: registrationId,
      detail: { state: known.state, needs },
    });
  });
  const check = findCheck(store, registrationId, digest);
  const nameOf = (id: string) => configurations.current()?.staff.find((member) => member.id === id)?.name ?? id;
  const checked = check === null ? null : { byName: nameOf(check.by), at: check.at, points: [...check.points] };
  return { ...known, needs, checked };
}

/** @throws Refusal as `restriction.confirm` declares them */
export async function confirmIdentity(
  ports: RestrictionPorts,
  session: Session,
  asked: Asked & { readonly supervisor: Credentials; readonly points: readonly FurtherCheckPoint[] },
): Promise<{ readonly byName: string; readonly at: string }> {
  const { store, trail, stepUp, time, registrations } = ports;
  const { registrationId, supervisor, points } = asked;
  const requireRestricted = (from: ReadStore): Recognised => {
    registrations.formsOf(from, registrationId, session.staffId);
    const found = requireNotRefused(recognise(ports, from, asked));
    if (found === null) throw new Refusal('restriction/not-possible', {});
    return found;
  };
  requireRestricted(store);
  const missing = missingPoints(points);
  if (missing.length > 0) throw new Refusal('restriction/check-incomplete', { missing: [...missing] });
  const person = await stepUp.confirm(supervisor, { session, who: 'other', permission: 'registration:confirm' });
  const at = time.claimedNow();
  store.write((transaction) => {
    // Verifying took time: a suspension may have been heard of meanwhile.
    const { digest, known } = requireRestricted(transaction);
    saveCheck(transaction, registrationId, digest, { by: person.staffId, at, points });
    trail.append(transaction, {
      action: 'restriction.check-made',
      actorId: person.staffId,
      subjectId: registrationId,
      detail: { state: known.state, points: points.join(' ') },
    });
  });
  return { byName: person.name, at };
}
