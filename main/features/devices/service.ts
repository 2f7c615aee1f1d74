// Enrolment in one step (S7). The code carries the fingerprint of the server's key, so the workstation knows which server it is
// looking for: the key the server shows has to match before anything it signed is looked at, and the one-time secret is sent only
// after a probe that names this key. Device, server key and configuration are stored in one transaction or not at all.

import type * as z from 'zod';
import { openConfiguration } from '#main/kernel/configuration/configurations.ts';
import { loadDevice, saveDevice } from '#main/kernel/device/device.ts';
import { saveStanding } from '#main/kernel/device/standing.ts';
import { type ExchangeFailure, exchange, failureError } from '#main/kernel/server/exchange.ts';
import { askProbe } from '#main/kernel/server/probe.ts';
import { Refusal } from '#src/contract/errors.ts';
import { routes } from '#src/contract/sync/index.ts';
import { enrolment } from '#src/contract/sync/messages.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import type { SignedDocument } from '#src/crypto/signed.ts';
import { type EnrolmentCode, encodeBase32, parseEnrolmentCode } from '#src/domain/devices/enrolment-code.ts';
import type { PublicKey } from '#src/domain/organisation/schema.ts';
import { generateSigningKey, keyFingerprint, keyIdOf, openDocument } from '#src/node/crypto/signing.ts';
import { parseServerAddress } from './address.ts';
import type { DevicesPorts } from './ports.ts';
import { ensurePendingKey, forgetPendingKey } from './store.ts';

const enrolTimeoutMs = 30_000;

export interface EnrolmentRequest {
  readonly address: string;
  readonly code: string;
  readonly name: string;
}

function minimumOf({ minimum }: Record<string, unknown>): number {
  return typeof minimum === 'number' ? minimum : protocolVersion + 1;
}

function refusalOf(failure: ExchangeFailure): Refusal {
  const { code, params } = failureError(failure);
  switch (code) {
    case 'devices/code-refused':
    case 'devices/code-malformed':
    case 'internal/too-many-requests':
    case 'server/unreachable':
      return new Refusal(code, {});
    case 'server/protocol-too-old':
      return new Refusal(code, { minimum: minimumOf(params) });
    default:
      return new Refusal('server/answer-invalid', {});
  }
}

/** A key id is the start of the same hash the fingerprint is made of: twelve of its sixteen characters can be compared. */
function namesFingerprint(keyId: string, fingerprint: string): boolean {
  if (!/^[0-9a-f]{16}$/.test(keyId)) return false;
  const start = new Uint8Array(10);
  start.set(Buffer.from(keyId, 'hex'));
  return encodeBase32(start).slice(0, 12) === fingerprint.slice(0, 12);
}

async function requireServer(ports: DevicesPorts, address: string, code: EnrolmentCode): Promise<void> {
  const answer = await askProbe(ports.serverLink, address, { nonce: ports.random.nonce() });
  if (!answer.ok) throw refusalOf(answer.error);
  if (!namesFingerprint(answer.value.probe.keyId, code.fingerprint)) throw new Refusal('server/wrong-identity', {});
}

/** Asks the server and checks everything it says. @returns what is to be stored, with the time the server stated */
async function askEnrolment(ports: DevicesPorts, address: string, code: EnrolmentCode, name: string, publicKey: string) {
  const nonce = ports.random.nonce();
  const body = { protocol: protocolVersion, code: code.secret, nonce, deviceKey: publicKey, name, appVersion: ports.appVersion };
  const answer = await exchange(
    ports.serverLink,
    {
      method: 'POST',
      url: `${address}${routes.enrol.path}`,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
      timeoutMs: enrolTimeoutMs,
    },
    routes.enrol.response,
  );
  if (!answer.ok) throw refusalOf(answer.error);
  const { serverKey } = answer.value;
  const isPinned = keyFingerprint(serverKey.key) === code.fingerprint && keyIdOf(serverKey.key) === serverKey.keyId;
  if (!isPinned) throw new Refusal('server/wrong-identity', {});
  const opened = openDocument('enrolment', answer.value.enrolment, serverKey, enrolment);
  if (!opened.ok) throw new Refusal(opened.error === 'signature' ? 'server/wrong-identity' : 'server/answer-invalid', {});
  const isAnswer = opened.value.nonce === nonce && opened.value.serverKey.key === serverKey.key;
  if (!isAnswer) throw new Refusal('server/wrong-identity', {});
  return { serverKey, enrolment: opened.value, taken: requireConfiguration(opened.value, serverKey, answer.value.configuration) };
}

interface Taken {
  readonly document: SignedDocument;
  readonly version: number;
}

/**
 * Null while the workstation has to be approved: only then, and then always, nothing of the organisation's comes along.
 * @throws Refusal server/answer-invalid
 */
function requireConfiguration(
  { state, organisationId }: z.output<typeof enrolment>,
  serverKey: PublicKey,
  document: SignedDocument | undefined,
): Taken | null {
  if (state === 'waiting' && document === undefined) return null;
  const configuration =
    document === undefined || state === 'waiting' ? null : openConfiguration(document, { serverKey, formerServerKeys: [] });
  const isOurs = configuration?.ok === true && configuration.value.organisation.id === organisationId;
  if (document === undefined || !isOurs) throw new Refusal('server/answer-invalid', {});
  return { document, version: configuration.value.version };
}

/**
 * Enrols this workstation.
 * @throws Refusal as `devices.enrol` declares them; after any of them the same code may be tried again
 */
export async function enrol(ports: DevicesPorts, request: EnrolmentRequest): Promise<{ readonly deviceId: string }> {
  const { store, time, trail, configurations } = ports;
  if (loadDevice(store) !== null) throw new Refusal('devices/already-enrolled', {});
  const code = parseEnrolmentCode(request.code);
  if (!code.ok) throw new Refusal('devices/code-malformed', {});
  const address = parseServerAddress(request.address);
  if (!address.ok) throw new Refusal('devices/address-invalid', {});
  await requireServer(ports, address.value, code.value);
  const key = ensurePendingKey(store, generateSigningKey);
  const answer = await askEnrolment(ports, address.value, code.value, request.name, key.publicKey);
  const { deviceId, organisationId, branchId, serverTime } = answer.enrolment;
  const { taken } = answer;
  const version = taken?.version ?? 0;
  const enrolledAt = time.claimedNow();
  store.write((transaction) => {
    if (loadDevice(transaction) !== null) throw new Refusal('devices/already-enrolled', {});
    saveDevice(transaction, {
      deviceId,
      name: request.name,
      organisationId,
      branchId,
      privateKey: key.privateKey,
      publicKey: key.publicKey,
      serverAddress: address.value,
      serverKey: answer.serverKey,
      serverKeySerial: answer.enrolment.serverKeySerial ?? 0,
      enrolledAt,
    });
    forgetPendingKey(transaction);
    if (taken === null) {
      saveStanding(transaction, { version: 0, state: 'waiting', reason: null, decidedAt: enrolledAt }, null);
    } else configurations.apply(transaction, taken.document, version, enrolledAt);
    trail.append(transaction, { action: 'device.enrolled', actorId: null, subjectId: deviceId, detail: { version } });
    time.recordVerified(transaction, Date.parse(serverTime));
  });
  time.anchor(Date.parse(serverTime));
  await ports.enrolled();
  return { deviceId };
}
