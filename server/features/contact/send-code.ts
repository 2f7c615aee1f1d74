// A code is made here, sent by the agent and kept as a digest (R3.3). Whatever a provider does, what happened is said: a message that is
// not sure to have been sent may still arrive, and then its code counts.
import type * as z from 'zod';
import type { Agent } from '#server/kernel/agent/act.ts';
import type { Randomness } from '#server/kernel/clock.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { codeRequest, codeResponse } from '#src/contract/sync/contact.ts';
import type { ContactPolicy } from '#src/domain/contact/schema.ts';
import type { RequestChannel } from '#src/domain/subject-requests/schema.ts';
import { type Recipient, type SendAnswer, sendAct } from './agent-acts.ts';
import { type ContactDependencies, codeDigests, digestPhone, sealedRecipient } from './code-parts.ts';
import { requireWithin } from './limits.ts';
import { type Code, findCode, forgetOldCodes, insertCode, loadSent, replaceEarlier, settleCode } from './store.ts';

type CodeRequest = z.output<typeof codeRequest>;
type CodeResponse = z.output<typeof codeResponse>;

/** @param channel a counter's workstation, unless it is the page that everybody shares @throws Refusal contact/… */
export type SendCode = (deviceId: string, request: CodeRequest, agent: Agent, channel?: RequestChannel) => Promise<CodeResponse>;

type Settled = Pick<Code, 'state' | 'source' | 'reference' | 'failure'>;

/** After these nobody can say that no message left. */
const unsure = ['timeout', 'unreachable', 'source-failed', 'busy', 'answer-invalid', 'signature-invalid', 'agent-gone'];

function settledAs(answer: SendAnswer): Settled {
  if (!answer.answered) {
    const state = unsure.includes(answer.failure) ? 'unsure' : 'unsent';
    return { state, source: null, reference: null, failure: answer.failure };
  }
  const { source, reference, outcome, reason } = answer;
  return { state: outcome === 'sent' ? 'sent' : 'unsent', source, reference, failure: reason };
}

/** Why a code is not on its way. */
function refusalOf({ source, failure }: Pick<Code, 'source' | 'failure'>): Refusal {
  const reason = failure ?? 'timeout';
  return source === null
    ? new Refusal('contact/not-sent', { failure: reason })
    : new Refusal('contact/undeliverable', { reason });
}

/** Six digits, each as likely: a number beyond the last whole million of 32 bits is drawn again. */
function newCode(randomness: Randomness): string {
  const number = new DataView(randomness.bytes(4).buffer).getUint32(0);
  return number >= 4_294_000_000 ? newCode(randomness) : String(number % 1_000_000).padStart(6, '0');
}

function responseOf({ state, made_ms, expires_ms }: Code, { resendSeconds }: ContactPolicy): CodeResponse {
  return {
    expiresAt: instantFromMs(expires_ms),
    resendAt: instantFromMs(made_ms + resendSeconds * 1_000),
    isSure: state === 'sent' || state === 'spent',
  };
}

export function createSendCode(dependencies: ContactDependencies): SendCode {
  const { store, clock, randomness, audit, organisationId, configuration } = dependencies;
  const now = () => instantFromMs(clock.nowMs());
  const digestOf = codeDigests(dependencies.keyRing);

  /** @throws Refusal contact/too-soon, contact/too-many */
  const begin = (code: Code, policy: ContactPolicy, ofDevice: number): Promise<void> =>
    store.transaction().execute((transaction) =>
      // The log's lock is taken before anything is counted: codes at once are counted one by one.
      audit.during(transaction, now(), async (addLeaf) => {
        const { phone_digest: phoneDigest, device_id: deviceId, code_id: codeId, record_id: recordId } = code;
        await forgetOldCodes(transaction, organisationId, code.made_ms);
        const sent = await loadSent(transaction, organisationId, { phoneDigest, deviceId }, code.made_ms);
        requireWithin(sent, { ...policy, ofDevice }, code.made_ms);
        await insertCode(transaction, code);
        addLeaf({ action: 'contact.code-asked', codeId, recordId, deviceId, actorId: code.staff_id });
      }),
    );

  const settle = (code: Code, settled: Settled): Promise<void> =>
    store.transaction().execute(async (transaction) => {
      if (!(await settleCode(transaction, code, settled))) return;
      if (settled.state !== 'unsent') await replaceEarlier(transaction, code);
      const { state: outcome, source, failure: reason } = settled;
      const { code_id: codeId, record_id: recordId } = code;
      await audit.append(transaction, now(), { action: 'contact.code-settled', codeId, recordId, outcome, source, reason });
    });

  /** What was asked for before; null when this is the first time. @throws Refusal contact/… */
  const known = async (
    deviceId: string,
    { codeId, recordId }: CodeRequest,
    policy: ContactPolicy,
  ): Promise<CodeResponse | null> => {
    const code = await findCode(store, organisationId, codeId);
    if (code === null) return null;
    if (code.device_id !== deviceId || code.record_id !== recordId) throw new Refusal('contact/code-unknown', {});
    if (code.state === 'unsent') throw refusalOf(code);
    return responseOf(code, policy);
  };

  const make = (deviceId: string, { codeId, recordId, staffId }: CodeRequest, phoneDigest: string, minutes: number) => {
    const text = newCode(randomness);
    const madeMs = clock.nowMs();
    const code: Code = {
      organisation_id: organisationId,
      code_id: codeId,
      device_id: deviceId,
      record_id: recordId,
      staff_id: staffId,
      phone_digest: phoneDigest,
      code_digest: digestOf(text, { codeId, recordId, deviceId, phoneDigest }),
      state: 'asked',
      attempts: 0,
      made_ms: madeMs,
      expires_ms: madeMs + minutes * 60_000,
      source: null,
      reference: null,
      failure: null,
    };
    return { code, text };
  };

  const deliver = async (
    agent: Agent,
    order: { reference: string; language: CodeRequest['language']; to: Recipient },
    text: string,
    minutes: number,
  ) => {
    const values = { code: text, minutes: String(minutes) };
    const said = await agent.ask(sendAct, { ...order, template: 'code', values });
    return settledAs('gone' in said ? { answered: false, failure: 'agent-gone', waitMs: null } : said);
  };

  return async (deviceId, request, agent, channel = 'counter') => {
    const policy = (await configuration.newest()).body.policy.contact;
    if (policy.mode === 'none') throw new Refusal('contact/not-asked', {});
    const before = await known(deviceId, request, policy);
    if (before !== null) return before;
    const to = sealedRecipient(organisationId, deviceId, request);
    const { digest, isMobile } = await digestPhone(agent, to);
    if (!isMobile) throw new Refusal('contact/not-mobile', {});
    const { code, text } = make(deviceId, request, digest, policy.codeMinutes);
    await begin(code, policy, channel === 'online' ? policy.codesOnlineHour : policy.codesPerWorkstationHour);
    const settled = await deliver(agent, { reference: code.code_id, language: request.language, to }, text, policy.codeMinutes);
    await settle(code, settled);
    if (settled.state === 'unsent') throw refusalOf(settled);
    return responseOf({ ...code, ...settled }, policy);
  };
}
