// The agent's part: a number exists here in the clear while one message is sent, and nowhere else on the server's side.
import { type ActHandler, answering } from '#server/kernel/agent/act.ts';
import { openFields } from '#server/kernel/agent/open-fields.ts';
import { failed } from '#server/kernel/gateways/failure.ts';
import { fillText } from '#server/kernel/gateways/fill-template.ts';
import type { SmsGateway } from '#server/kernel/gateways/gateways.ts';
import type { HttpGateway } from '#server/kernel/gateways/http-gateway.ts';
import type { Sources } from '#server/kernel/gateways/sources.ts';
import { type ClassKeys, findClassKey } from '#server/kernel/keys/file-key-ring.ts';
import { digestsFor } from '#server/kernel/keys/index-key.ts';
import { phoneContext } from '#src/crypto/contact.ts';
import { checkPhone, type PhoneNumber } from '#src/domain/identity/phones.ts';
import { openBytes } from '#src/node/crypto/sealing.ts';
import {
  type CallAnswer,
  type CallQuestion,
  callAct,
  type PhoneDigest,
  phoneDigestAct,
  type Recipient,
  type SendAnswer,
  type SendOrder,
  sendAct,
} from './agent-acts.ts';
import { askTelephone } from './ask-telephone.ts';

/** @throws Error when what is sealed does not open */
async function numberOf(to: Recipient, classKeys: ClassKeys): Promise<string> {
  if (to.kind === 'typed') return to.phone;
  if (to.kind === 'record') {
    const opened = await openFields(to.envelope, [to.field], classKeys);
    return opened[to.field.field] ?? '';
  }
  const { class: className, keyId, encapsulation, ciphertext } = to.phone;
  const key = findClassKey(classKeys, className, keyId);
  if (key === null) throw new Error('no key');
  const bytes = await openBytes(key, phoneContext(to.place, className), { keyId, encapsulation, ciphertext });
  return Buffer.from(bytes).toString('utf8');
}

/** `sealed`: it does not open here. Null: what opens is no telephone number. */
async function openPhone(to: Recipient, classKeys: ClassKeys): Promise<PhoneNumber | 'sealed' | null> {
  const typed = await numberOf(to, classKeys).catch(() => null);
  if (typed === null) return 'sealed';
  const checked = checkPhone(typed);
  return checked.ok ? checked.value : null;
}

/** Null: the description has no such text, or one that asks for what this message has not. */
function textOf({ templates }: SmsGateway, { template, language, values }: SendOrder): Record<string, string> | null {
  const text = templates[template];
  if (text === undefined) return null;
  try {
    return { text: fillText(text[language], new Map(Object.entries(values))), templateId: text.id ?? '' };
  } catch {
    return null;
  }
}

/** In a message that is none of a code. */
const noCode = { code: '', minutes: '' };

async function sendOver(gateway: HttpGateway<SmsGateway>, order: SendOrder, phone: string): Promise<SendAnswer> {
  const text = textOf(gateway.description, order);
  if (text === null) return failed('not-configured');
  const { outcome, reason } = gateway.description.answer;
  const meanings = { outcome, outcomes: ['sent', 'undeliverable'] as const, reason };
  const answer = await gateway.ask(order.reference, { ...noCode, ...order.values, ...text, phone }, meanings);
  if (!answer.answered) return answer;
  return { ...answer, reason: answer.outcome === 'sent' ? null : (answer.reason ?? 'provider-refuses') };
}

async function askAboutCall(sources: Sources, classKeys: ClassKeys, question: CallQuestion): Promise<CallAnswer> {
  if (sources.telephone === null) return failed('not-configured');
  const phone = await openPhone(question.to, classKeys);
  if (phone === 'sealed') return failed('sealed-unreadable');
  if (phone !== null) return askTelephone(sources.telephone, question, phone.number);
  const { name: source } = sources.telephone.description;
  return { answered: true, source, reference: null, outcome: 'unanswerable', reason: 'source-refuses' };
}

export function contactHandlers(sources: Sources, classKeys: ClassKeys, indexKey: Uint8Array): readonly ActHandler[] {
  const phoneDigest = digestsFor(indexKey, 'phone');
  return [
    answering(phoneDigestAct, async ({ to }): Promise<PhoneDigest> => {
      const phone = await openPhone(to, classKeys);
      if (phone === null || phone === 'sealed') return { opened: false };
      return { opened: true, digest: phoneDigest(phone.number), isMobile: phone.kind === 'mobile' };
    }),
    answering(sendAct, async (order): Promise<SendAnswer> => {
      if (sources.sms === null) return failed('not-configured');
      const phone = await openPhone(order.to, classKeys);
      if (phone === 'sealed') return failed('sealed-unreadable');
      // No message reaches a fixed line; nobody is paid to try.
      if (phone?.kind !== 'mobile') {
        const source = sources.sms.description.name;
        return { answered: true, source, reference: null, outcome: 'undeliverable', reason: 'number-unknown' };
      }
      return sendOver(sources.sms, order, phone.number);
    }),
    answering(callAct, (question) => askAboutCall(sources, classKeys, question)),
  ];
}
