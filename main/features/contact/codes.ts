// A code at the counter (R3.3): the server makes it, the agent sends it, the subject reads it aloud, the server judges it. The number
// leaves sealed to the class of its field; the answer counts only when our server signed it for this workstation and registration.
import type * as z from 'zod';
import { contactOf, keepCode } from '#main/kernel/contact/facts.ts';
import { type Device, loadDevice } from '#main/kernel/device/device.ts';
import { askAsDevice } from '#main/kernel/server/ask-as-device.ts';
import { refusalFrom, requireOurServer } from '#main/kernel/server/require-our-server.ts';
import { utf8 } from '#src/base/bytes.ts';
import { type ErrorCode, Refusal } from '#src/contract/errors.ts';
import { type ContactShown, contactCalls } from '#src/contract/ipc/contact.ts';
import { type codeCheckRequest, type codeRequest, signedContactFact } from '#src/contract/sync/contact.ts';
import { routes } from '#src/contract/sync/index.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import { phoneContext, type SealedPhone } from '#src/crypto/contact.ts';
import type { ContactFact } from '#src/domain/contact/schema.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import { sealBytes } from '#src/node/crypto/sealing.ts';
import { openDocument } from '#src/node/crypto/signing.ts';
import type { ContactNumber, Target } from './number.ts';
import type { ContactPorts } from './ports.ts';
import { establish, requireNumber, showContact } from './service.ts';

/** Longer than the agent's patience with a provider. */
const timeoutMs = 110_000;
const sending: readonly ErrorCode[] = contactCalls['contact.sendCode'].errors;
const checking: readonly ErrorCode[] = contactCalls['contact.checkCode'].errors;

async function sealPhone(ports: ContactPorts, device: Device, number: ContactNumber): Promise<SealedPhone> {
  const { className, recordId, phone } = number;
  const key = ports.configurations.current()?.classes.find(({ name }) => name === className)?.sealTo;
  if (key === undefined) throw new Refusal('contact/not-sent', { failure: 'sealed-unreadable' });
  const place = { organisationId: device.organisationId, deviceId: device.deviceId, recordId };
  return { class: className, ...(await sealBytes(key, phoneContext(place, className), utf8(phone))) };
}

async function ourServer(ports: ContactPorts, answerable: readonly ErrorCode[]): Promise<Device> {
  const enrolled = loadDevice(ports.store);
  if (enrolled === null) throw new Refusal('devices/not-enrolled', {});
  return requireOurServer(ports, enrolled, answerable);
}

/** @throws Refusal as `contact.sendCode` declares them */
export async function sendCode(ports: ContactPorts, session: Session, target: Target): Promise<ContactShown> {
  const number = requireNumber(ports, session, target);
  const { recordId, language } = number;
  const device = await ourServer(ports, sending);
  const codeId = ports.random.id();
  const phone = await sealPhone(ports, device, number);
  const request = { protocol: protocolVersion, codeId, recordId, phone, staffId: session.staffId, language };
  const { path, response } = routes.contactCodes;
  const body = JSON.stringify(request satisfies z.input<typeof codeRequest>);
  const answer = await askAsDevice(ports, device, { method: 'POST', path, body, timeoutMs }, response);
  if (!answer.ok) throw refusalFrom(answer.error, sending);
  const { expiresAt, resendAt, isSure } = answer.value;
  ports.store.write((transaction) => {
    keepCode(transaction, ports.random, number, {
      codeId,
      expiresMs: Date.parse(expiresAt),
      resendMs: Date.parse(resendAt),
      isSure,
    });
    ports.trail.append(transaction, {
      action: 'contact.code-sent',
      actorId: session.staffId,
      subjectId: recordId,
      detail: { codeId, isSure },
    });
  });
  return showContact(ports, session, target);
}

function isOurs(fact: ContactFact, codeId: string, { recordId }: ContactNumber): boolean {
  return fact.factId === codeId && fact.recordId === recordId && fact.way === 'sms-code' && fact.outcome === 'confirmed';
}

/** @throws Refusal as `contact.checkCode` declares them */
export async function checkCode(
  ports: ContactPorts,
  session: Session,
  { code, ...target }: Target & { readonly code: string },
): Promise<ContactShown> {
  const number = requireNumber(ports, session, target);
  const sent = contactOf(ports.store, number.recordId, number.phone).code;
  if (sent === null) throw new Refusal('contact/code-unknown', {});
  const device = await ourServer(ports, checking);
  const { codeId } = sent;
  const phone = await sealPhone(ports, device, number);
  const request = { protocol: protocolVersion, codeId, recordId: number.recordId, code, phone };
  const { path, response } = routes.contactChecks;
  const body = JSON.stringify(request satisfies z.input<typeof codeCheckRequest>);
  const answer = await askAsDevice(ports, device, { method: 'POST', path, body, timeoutMs }, response);
  if (!answer.ok) throw refusalFrom(answer.error, checking);
  const opened = openDocument('contact-fact', answer.value.fact, device.serverKey, signedContactFact);
  const { deviceId, organisationId } = device;
  const said = opened.ok && opened.value.deviceId === deviceId && opened.value.organisationId === organisationId;
  if (!said || !isOurs(opened.value.fact, codeId, number)) throw new Refusal('server/answer-invalid', {});
  const { fact } = opened.value;
  ports.store.write((transaction) => establish(ports, transaction, session, { number, fact }));
  ports.emit('sync.changed', {});
  return showContact(ports, session, target);
}
