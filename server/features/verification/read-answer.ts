// What a source's answer says, or why it is none. It is believed only as far as it can be read, and, where the source signs, only when
// its signature is right.
import { parseJson } from '#src/base/json.ts';
import type { CheckOutcome, CheckReason } from '#src/domain/verification/schema.ts';
import { isSameMac, macOf } from '#src/node/crypto/mac.ts';
import type { AskFailure } from './agent-messages.ts';
import { textAt } from './fill-template.ts';
import type { GatewayDescription } from './gateways.ts';

type AnswerDescription = GatewayDescription['answer'];

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly signature: string | null;
}

export interface ReadAnswer {
  readonly reference: string | null;
  readonly outcome: CheckOutcome;
  readonly reason: CheckReason | null;
}

function outcomeOf(code: string | null, codes: AnswerDescription['outcome']): CheckOutcome | null {
  if (code === null) return null;
  if (codes.confirmed.includes(code)) return 'confirmed';
  if (codes.refuted.includes(code)) return 'refuted';
  return codes.unanswerable.includes(code) ? 'unanswerable' : null;
}

/** Why a reply must not even be read. */
function faultOf(reply: Reply, { signed }: AnswerDescription, secrets: ReadonlyMap<string, string>): AskFailure | null {
  const { status, text, signature } = reply;
  if (status >= 500 || status === 429) return 'unreachable';
  if (status < 200 || status > 299) return 'refused';
  if (signed === undefined) return null;
  const expected = macOf(signed, secrets.get(signed.secret) ?? '', text);
  return signature !== null && isSameMac(signature, expected) ? null : 'signature-invalid';
}

function reasonOf(body: unknown, reason: AnswerDescription['reason']): CheckReason | null {
  const code = reason === undefined ? null : textAt(body, reason.at);
  return code === null || reason === undefined || !Object.hasOwn(reason.meanings, code) ? null : (reason.meanings[code] ?? null);
}

/** @param checkId our number of the request, which the answer must name where it names one */
export function readAnswer(
  reply: Reply,
  description: AnswerDescription,
  secrets: ReadonlyMap<string, string>,
  checkId: string,
): ReadAnswer | AskFailure {
  const fault = faultOf(reply, description, secrets);
  if (fault !== null) return fault;
  const body = parseJson(reply.text);
  const { echo, reference } = description;
  if (echo !== undefined && textAt(body, echo) !== checkId) return 'answer-invalid';
  const outcome = outcomeOf(textAt(body, description.outcome.at), description.outcome);
  if (outcome === null) return 'answer-invalid';
  return {
    reference: reference === undefined ? null : (textAt(body, reference)?.slice(0, 200) ?? null),
    outcome,
    reason: outcome === 'confirmed' ? null : reasonOf(body, description.reason),
  };
}
