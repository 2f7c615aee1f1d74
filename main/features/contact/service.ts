// Making sure that a subject is reached under the number they gave (R3.3): by a code the server sends, by a recorded call, or later.

import type * as z from 'zod';
import { contactOf, keepDeferral, keepFact } from '#main/kernel/contact/facts.ts';
import type { WriteTransaction } from '#main/store/store.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { ContactShown } from '#src/contract/ipc/contact.ts';
import type { CallOutcome, ContactFact, ContactPolicy } from '#src/domain/contact/schema.ts';
import { contactDefaults, type deferReason } from '#src/domain/contact/schema.ts';
import { contactStatus } from '#src/domain/contact/state.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import { type ContactNumber, numberOf, type Target } from './number.ts';
import type { ContactPorts } from './ports.ts';

export function policyOf({ configurations }: Pick<ContactPorts, 'configurations'>): ContactPolicy {
  return configurations.current()?.policy.contact ?? contactDefaults;
}

function secondsUntil(ports: ContactPorts, ms: number): number {
  return Math.max(0, Math.ceil((ms - ports.time.serverNowMs()) / 1_000));
}

function shownCode(ports: ContactPorts, known: ReturnType<typeof contactOf>): ContactShown['code'] {
  const { code } = known;
  if (code === null) return null;
  const [expiresInSeconds, resendInSeconds] = [secondsUntil(ports, code.expiresMs), secondsUntil(ports, code.resendMs)];
  return expiresInSeconds === 0 ? null : { expiresInSeconds, resendInSeconds, isSure: code.isSure };
}

export function showContact(ports: ContactPorts, session: Session, target: Target): ContactShown {
  const { mode } = policyOf(ports);
  const number = numberOf(ports, ports.store, session, target);
  if (number === null) {
    return { mode, state: 'not-asked', attempts: [], deferred: null, isMobile: false, hasNumber: false, code: null };
  }
  const known = contactOf(ports.store, number.recordId, number.phone);
  const staff = ports.configurations.current()?.staff ?? [];
  return {
    mode,
    state: contactStatus(mode, known.deferred !== null, known.facts).state,
    attempts: known.facts.map(({ recordId: _, by, ...fact }) => ({
      ...fact,
      asked: [...fact.asked],
      byName: staff.find(({ id }) => id === by)?.name ?? by,
    })),
    deferred: known.deferred,
    isMobile: number.isMobile,
    hasNumber: true,
    code: shownCode(ports, known),
  };
}

/** @throws Refusal `contact/not-asked`, `contact/no-number` */
export function requireNumber(ports: ContactPorts, session: Session, target: Target): ContactNumber {
  if (policyOf(ports).mode === 'none') throw new Refusal('contact/not-asked', {});
  const number = numberOf(ports, ports.store, session, target);
  if (number === null) throw new Refusal('contact/no-number', {});
  return number;
}

/** Keeps a fact and its event together. */
export function establish(
  ports: ContactPorts,
  transaction: WriteTransaction,
  session: Session,
  { number, fact }: { readonly number: ContactNumber; readonly fact: ContactFact },
): void {
  const { way, outcome, reason, source, asked } = fact;
  keepFact(transaction, ports.random, number, fact);
  ports.trail.append(transaction, {
    action: 'contact.established',
    actorId: session.staffId,
    subjectId: number.recordId,
    detail: { way, outcome, source, asked: asked.join(','), ...(reason === null ? {} : { reason }) },
  });
}

/** @throws Refusal as `contact.recordCall` declares them */
export function recordCall(
  ports: ContactPorts,
  session: Session,
  call: Target & { readonly outcome: CallOutcome; readonly asked: ContactFact['asked'] },
): ContactShown {
  const number = requireNumber(ports, session, call);
  const isConfirmed = call.outcome === 'confirmed';
  // Who answered is not known by their picking up.
  if (isConfirmed && call.asked.length === 0) throw new Refusal('contact/nothing-asked', {});
  const fact: ContactFact = {
    factId: ports.random.id(),
    recordId: number.recordId,
    way: 'telephone',
    source: 'counter',
    reference: null,
    outcome: isConfirmed ? 'confirmed' : 'refuted',
    reason: call.outcome === 'confirmed' ? null : call.outcome,
    asked: [...new Set(call.asked)],
    by: session.staffId,
    at: ports.time.claimedNow(),
  };
  ports.store.write((transaction) => establish(ports, transaction, session, { number, fact }));
  ports.emit('sync.changed', {});
  return showContact(ports, session, call);
}

/** @throws Refusal as `contact.defer` declares them */
export function deferContact(
  ports: ContactPorts,
  session: Session,
  { reason, ...target }: Target & { readonly reason: z.infer<typeof deferReason> },
): ContactShown {
  const number = requireNumber(ports, session, target);
  ports.store.write((transaction) => {
    keepDeferral(transaction, ports.random, number, reason);
    ports.trail.append(transaction, {
      action: 'contact.deferred',
      actorId: session.staffId,
      subjectId: number.recordId,
      detail: { reason },
    });
  });
  ports.emit('sync.changed', {});
  return showContact(ports, session, target);
}
