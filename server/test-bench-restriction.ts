// For tests only: people whose registrations are refuted, the agent that says whose a record is, and supervisors who ask.

import { digestAct, digestKeyAct, type SealedDocument } from '#server/features/restriction/agent-acts.ts';
import { identifyAct } from '#server/features/subjects/agent-acts.ts';
import { type Answer, checkAct } from '#server/features/verification/agent-acts.ts';
import { type Agent, agentGone, answering } from '#server/kernel/agent/act.ts';
import { createAuditLog } from '#server/kernel/audit/audit-log.ts';
import { type OpenRestriction, restrictionsResponse } from '#src/contract/sync/restriction.ts';
import { everyRestriction, type RestrictionFilter } from '#src/domain/restriction/filter.ts';
import type { Credentials } from '#src/domain/staff/schema.ts';
import { type VerificationFact, verificationFact } from '#src/domain/verification/schema.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { randomId } from '#src/node/crypto/random.ts';
import { type Bench, readySource, signFor, type Workstation } from './test-bench.ts';

const refuted: Answer = { answered: true, source: 'authority', reference: null, outcome: 'refuted', reason: 'name-differs' };

/** Answers as the agent does, of whatever is sealed: the test says whose it is. */
export class FakeSubjects implements Agent {
  readonly asked: SealedDocument[] = [];
  isGone = false;
  person = 'one person';
  readonly #handlers = [
    answering(identifyAct, async () => ({ opened: true, keyId: 'key', document: sha256Hex(this.person), phone: null })),
    readySource,
    answering(checkAct, async () => refuted),
    answering(digestAct, async (sealed) => {
      this.asked.push(sealed);
      return { digest: Buffer.from(sha256Hex(this.person), 'hex').toString('base64url') };
    }),
    answering(digestKeyAct, async () => ({ key: 'k'.repeat(43) })),
  ];

  readonly ask: Agent['ask'] = async (act, input) => {
    const handler = this.#handlers.find((one) => one.act.name === act.name);
    return this.isGone || handler === undefined ? agentGone : act.output.parse(await handler.answer(input));
  };
}

export function factOf(recordId: string, change: Partial<VerificationFact> = {}): VerificationFact {
  return verificationFact.parse({
    checkId: randomId(),
    recordId,
    revision: 1,
    kind: 'identity-authority',
    source: 'authority',
    reference: null,
    outcome: 'refuted',
    reason: 'name-differs',
    at: '2026-11-25T08:00:00.000Z',
    ...change,
  });
}

/** An authority's answer, in the transaction that learns of it. */
export async function countFact(bench: Bench, fact: VerificationFact): Promise<void> {
  const { store, restriction, configuration, organisationId } = bench.organisation;
  const { policy } = (await configuration.newest()).body;
  const audit = createAuditLog(organisationId);
  await store
    .transaction()
    .execute((transaction) =>
      audit.during(transaction, fact.at, (addLeaf) => restriction.answered(transaction, fact, { addLeaf, policy })),
    );
}

/** What of restrictions is in the log. */
export async function restrictionActions(bench: Bench): Promise<readonly string[]> {
  const rows = await bench.organisation.store.selectFrom('audit_leaf').select('content').orderBy('leaf_index').execute();
  return rows.map(({ content }) => JSON.parse(content).action as string).filter((action) => action.startsWith('restriction.'));
}

/** Who asks, from where. */
export interface Caller {
  readonly bench: Bench;
  readonly workstation: Workstation;
}

async function post({ bench, workstation }: Caller, path: string, content: object) {
  const body = JSON.stringify({ protocol: 2, ...content });
  const headers = await signFor(workstation, bench.clock, { method: 'POST', path, body });
  const answer = await bench.app.inject({ method: 'POST', url: path, headers, payload: body });
  return { isOk: answer.statusCode === 200, json: answer.json() };
}

/** @returns what is shown, or the code of the refusal */
export async function askRestrictions(
  caller: Caller,
  path: '/v1/restrictions' | '/v1/restrictions/list',
  content: object,
): Promise<readonly OpenRestriction[] | string> {
  const { isOk, json } = await post(caller, path, content);
  return isOk ? restrictionsResponse.parse(json).items : (json.error.code as string);
}

/** @returns a session of some minutes */
export async function proven(caller: Caller, { number, passphrase }: Credentials): Promise<string> {
  const { json } = await post(caller, '/v1/staff/session', { person: { number, passphrase } });
  return json.session;
}

export const listed = (caller: Caller, session: string, filter: Partial<RestrictionFilter> = {}) =>
  askRestrictions(caller, '/v1/restrictions/list', { session, filter: { ...everyRestriction, ...filter } });
