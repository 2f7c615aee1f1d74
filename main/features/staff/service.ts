// Sessions at the counter (S2, S6, R7.1): begun online or offline by whoever is verified, ended by the person or by what the server says.
import type { WriteTransaction } from '#main/store/store.ts';
import type { Credentials, Session } from '#src/domain/staff/schema.ts';
import type { StaffPorts } from './ports.ts';
import { gate, verifyMember } from './verify-person.ts';

/** @throws Refusal as `staff.signIn` declares them */
export async function signIn(ports: StaffPorts, credentials: Credentials): Promise<Session> {
  const { session: known, verifier } = await verifyMember(ports, credentials, 'staff.sign-in-refused');
  // Without a network nobody can change it: then it is only said.
  const mustChange = known.passphrase === 'initial' && ports.isOnline();
  const session: Session = mustChange ? { ...known, passphrase: 'must-change' } : known;
  ports.store.write((transaction) => {
    // Verifying took time: whoever was signed in meanwhile leaves by this, and the trail says so.
    recordEnd(ports, transaction, ports.session.current);
    ports.trail.append(transaction, { action: 'staff.signed-in', actorId: session.staffId, subjectId: session.staffId });
  });
  ports.session.begin(session, verifier);
  return session;
}

function recordEnd(ports: StaffPorts, transaction: WriteTransaction, session: Session | null): void {
  if (session === null) return;
  ports.trail.append(transaction, { action: 'staff.signed-out', actorId: session.staffId, subjectId: session.staffId });
}

/** Ends the session first: a full disk must not keep a screen open. */
export function signOut(ports: StaffPorts, session: Session): void {
  ports.session.end();
  ports.store.write((transaction) => recordEnd(ports, transaction, session));
}

/**
 * After a new configuration, and as time passes: whoever may not sign in any more (a clearance or the days without the server are over), or
 * not by this passphrase, is signed out now, not at the next shift.
 */
export function endRevokedSession(ports: StaffPorts): void {
  const session = ports.session.current;
  const configuration = ports.configurations.current();
  if (session === null || configuration === null) return;
  const member = configuration.staff.find((candidate) => candidate.id === session.staffId);
  const isSame = member !== undefined && member.role === session.role && ports.session.hasShown(member.passphraseVerifier);
  if (!isSame || gate(ports, configuration, member) !== null) signOut(ports, session);
}
