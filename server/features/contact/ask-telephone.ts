// Whether a telephone system knows of a call (R3.3), as its description says. Runs in the agent.
import { failed } from '#server/kernel/gateways/failure.ts';
import type { TelephoneGateway } from '#server/kernel/gateways/gateways.ts';
import type { HttpGateway } from '#server/kernel/gateways/http-gateway.ts';
import { instantFromMs } from '#src/base/instant.ts';
import type { CallAnswer, CallQuestion } from './agent-acts.ts';

const outcomes = ['confirmed', 'refuted', 'unanswerable'] as const;
const minuteMs = 60_000;

export async function askTelephone(
  gateway: HttpGateway<TelephoneGateway>,
  { callId, at, branchId: branch, deviceId: workstation }: CallQuestion,
  phone: string,
): Promise<CallAnswer> {
  const { window, leastSeconds, answer: described } = gateway.description;
  const { outcome, reason, seconds } = described;
  const recordedMs = Date.parse(at);
  const from = instantFromMs(recordedMs - window.beforeMinutes * minuteMs);
  const until = instantFromMs(recordedMs + window.afterMinutes * minuteMs);
  const answer = await gateway.ask(callId, { phone, from, until, branch, workstation }, { outcome, outcomes, reason, seconds });
  if (!answer.answered) return answer;
  const { source, reference } = answer;
  const said = { answered: true, source, reference } as const;
  if (answer.outcome === 'unanswerable') return { ...said, outcome: 'unanswerable', reason: answer.reason ?? 'source-refuses' };
  if (answer.outcome === 'refuted') return { ...said, outcome: 'refuted', reason: answer.reason ?? 'no-such-call' };
  if (leastSeconds === undefined) return { ...said, outcome: 'confirmed', reason: null };
  // A call whose length it does not tell is not known to be long enough.
  if (answer.seconds === undefined || answer.seconds === null) return failed('answer-invalid');
  return answer.seconds < leastSeconds
    ? { ...said, outcome: 'refuted', reason: 'too-short' }
    : { ...said, outcome: 'confirmed', reason: null };
}
