import type { FastifyInstance } from 'fastify';
import { Refusal } from '#src/contract/errors.ts';
import { CountedLimit } from './limits.ts';
import { createOwnRecords, type OwnDependencies } from './own.ts';
import { type Announced, addPageRoute } from './page-route.ts';
import { type Asked, codeMinutes, createProofs, type ProofDependencies, type Proven } from './proof.ts';
import { Sessions, type Ticket } from './sessions.ts';

const minuteMs = 60_000;
const mayAsk = { rateLimit: { max: 20, timeWindow: minuteMs } };
const mayGuess = { rateLimit: { max: 30, timeWindow: minuteMs } };
/** Messages cost money and patience: of whoever is registered, not of who asks. */
const perDocument = [
  { most: 5, windowMs: 60 * minuteMs },
  { most: 10, windowMs: 24 * 60 * minuteMs },
];
const life = { idleMs: 10 * minuteMs, longestMs: 30 * minuteMs };

export type OwnWiring = Omit<ProofDependencies, 'documents'> & OwnDependencies;

export function addOwnRoutes(app: FastifyInstance, dependencies: OwnWiring): void {
  const { clock, randomness } = dependencies;
  const documents = perDocument.map((limit) => new CountedLimit(clock, randomness, limit));
  const proofs = createProofs({ ...dependencies, documents });
  const own = createOwnRecords(dependencies);
  const sessions = new Sessions<Asked | Proven>(clock, randomness, life);
  /** @throws Refusal online/session-ended */
  const requireProven = (ticket: Ticket): Proven => {
    const kept = sessions.read(ticket);
    if (kept.state !== 'proven') throw new Refusal('online/session-ended', {});
    return kept;
  };
  const onlyProven = ({ ticket }: Announced) => {
    requireProven(ticket);
    return null;
  };

  addPageRoute(app, 'prove', { config: mayAsk }, async (input, visit) => {
    const asked = proofs.begin(input);
    sessions.end(visit.ticket);
    const { cookie, page } = sessions.open(asked);
    visit.setCookie(cookie);
    return { page, codeMinutes };
  });
  addPageRoute(app, 'confirm', { config: mayGuess }, async ({ code }, visit) => {
    const counted = sessions.change(visit.ticket, (kept) =>
      kept.state === 'asked' ? { ...kept, attempts: kept.attempts + 1 } : kept,
    );
    if (counted.state === 'proven') throw new Refusal('online/session-ended', {});
    const proven = await proofs.confirm(counted, code);
    // Another session than the one that was guessed at.
    sessions.end(visit.ticket);
    const { cookie, page } = sessions.open(proven);
    visit.setCookie(cookie);
    return { page };
  });
  addPageRoute(app, 'copy', { config: mayAsk }, (_input, { ticket }) => {
    const { subjectId, proofId } = requireProven(ticket);
    return own.copy(subjectId, proofId);
  });
  addPageRoute(app, 'requests', { config: mayAsk }, (_input, { ticket }) => own.requests(requireProven(ticket).subjectId));
  addPageRoute(app, 'correct', { config: mayAsk, before: onlyProven }, (input, { ticket }) =>
    own.correct(requireProven(ticket).subjectId, input),
  );
  addPageRoute(app, 'leave', { config: mayAsk }, async (_input, visit) => {
    sessions.end(visit.ticket);
    visit.dropCookie();
    return {};
  });
}
