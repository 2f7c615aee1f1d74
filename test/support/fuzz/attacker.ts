// Turns an attack into a request and sends it: bodies from samples, signatures of the wrong kind.

import fc from 'fast-check';
import { canonicalJson, type Json } from '#src/base/canonical-json.ts';
import { randomNonce } from '#src/node/crypto/random.ts';
import type { PrivateKeyText } from '#src/node/crypto/signing.ts';
import { signRequest } from '#src/node/http/signed-requests.ts';
import { type Attack, attacks, type Body, type Signing } from './cases.ts';
import type { Operation } from './document.ts';
import { mutated } from './hostile.ts';
import { type Answer, judge } from './judge.ts';

export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | null;
  readonly from: string;
}

export interface Device {
  readonly deviceId: string;
  readonly key: PrivateKeyText;
}

export interface Target {
  readonly send: (request: Sent) => Promise<Answer | null>;
  readonly nowMs: () => number;
  /** Enrolled; the second one only lends its signature. */
  readonly devices: readonly [Device, Device];
  /** Of a system with every scope; null where there is none. */
  readonly systemToken: string | null;
  /** A message that the server takes, by operation. */
  readonly sample: (operationId: string) => Promise<Json>;
}

function recordsOf(sample: Json): { readonly records: readonly { readonly envelope: string }[] } {
  return sample as unknown as ReturnType<typeof recordsOf>;
}

/** The envelope altered, then canonical again, so that more than the first look is tried; what has no canonical form goes as it is. */
function alteredEnvelope(sample: Json, mutation: Parameters<typeof mutated>[1]): string {
  const { records } = recordsOf(sample);
  const text = mutated(JSON.parse(records[0]?.envelope ?? '{}'), mutation);
  try {
    return JSON.stringify({ protocol: 2, records: [{ sequence: 1, envelope: canonicalJson(JSON.parse(text)) }] });
  } catch {
    return JSON.stringify({ protocol: 2, records: [{ sequence: 1, envelope: text }] });
  }
}

async function bodyText(body: Body, { operation }: Attack, target: Target): Promise<string | Buffer | null> {
  switch (body.kind) {
    case 'none':
      return null;
    case 'raw':
      return body.text;
    case 'bytes':
      return Buffer.from(body.base64, 'base64');
    case 'limit':
      return ' '.repeat(Math.max(0, operation.maximumBytes + body.excess));
    case 'schema':
      return mutated(body.value, body.mutation);
    case 'sample':
      return mutated(await target.sample(operation.id), body.mutation);
    case 'envelope':
      return alteredEnvelope(await target.sample(operation.id), body.mutation);
  }
}

const minuteMs = 60_000;
/** A refusal that needs no body does not wait for a large one; whoever is still sending may find the line closed. */
const unreadBytes = 32 * 1024;

interface Signed {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

/** What is signed instead of what is sent. */
const disguises: Partial<Record<Signing, (request: Signed) => Signed>> = {
  'other-body': (request) => ({ ...request, body: `${request.body} ` }),
  'other-path': (request) => ({ ...request, url: '/v1/heads' }),
  'other-method': (request) => ({ ...request, method: request.method === 'GET' ? 'POST' : 'GET' }),
};
const shifts: Partial<Record<Signing, number>> = { old: -10 * minuteMs, future: 10 * minuteMs };

/** One label, and the whole coverage without the nonce. */
function spoiled(headers: Record<string, string>, signing: Signing): Record<string, string> {
  const input = headers['signature-input'] ?? '';
  if (signing === 'no-nonce') return { ...headers, 'signature-input': input.replace(/;nonce="[^"]*"/, '') };
  if (signing === 'half') return { 'content-digest': headers['content-digest'] ?? '', signature: headers.signature ?? '' };
  if (signing === 'garbage') return { ...headers, signature: 'sig=:AAAA:', 'signature-input': `${input}, sig=();alg="none"` };
  return headers;
}

async function signatureOf(request: Signed, signing: Signing, target: Target): Promise<Record<string, string>> {
  const [own, other] = target.devices;
  const { method, url, body } = (disguises[signing] ?? ((same) => same))(request);
  const headers = await signRequest(
    { method, url: `http://server${url}`, body },
    {
      deviceId: signing === 'unknown-device' ? '00000000-0000-4000-8000-000000000000' : own.deviceId,
      privateKey: signing === 'other-device' ? other.key.privateKey : own.key.privateKey,
      createdAtMs: target.nowMs() + (shifts[signing] ?? 0),
      nonce: randomNonce(),
    },
  );
  return spoiled(headers, signing);
}

function tokenOf({ operation, signing }: Attack, { systemToken }: Target): Record<string, string> {
  if (!operation.isOfSystem || systemToken === null || signing === 'absent') return {};
  const isRight = signing === 'good' || signing === 'replayed';
  return { authorization: `Bearer ${isRight ? systemToken : `${systemToken.slice(0, -1)}!`}` };
}

/** Sends it, and again where it is a replay. @returns what is wrong with the answers */
export async function attack(one: Attack, target: Target): Promise<readonly string[]> {
  const { operation, signing } = one;
  const method = one.method ?? operation.method;
  const body = await bodyText(one.body, one, target);
  const text = body === null ? '' : body.toString('utf8');
  const signed = operation.isSigned && signing !== 'absent' && URL.canParse(one.url, 'http://server');
  const signature = signed ? await signatureOf({ method, url: one.url, body: text }, signing, target) : {};
  const { 'content-type': type = '', ...rest } = one.headers;
  const headers = { ...rest, ...(body === null ? {} : { 'content-type': type }), ...signature, ...tokenOf(one, target) };
  const request = { method, url: one.url, headers, body, from: `127.77.${one.from.join('.')}` };
  const isServed =
    method === operation.method && one.url.split('?')[0]?.startsWith(operation.path.replace('{tile}', '')) === true;
  const mayHangUp = body !== null && Buffer.byteLength(body) > unreadBytes;
  const judged = (answer: Answer | null): readonly string[] => {
    if (answer !== null) return judge(one, isServed, answer);
    return mayHangUp ? [] : ['hung up'];
  };
  const faults = judged(await target.send(request));
  if (signing !== 'replayed') return faults;
  const again = await target.send(request);
  const isTaken = operation.isSigned && isServed && again?.status === 200;
  return [...faults, ...judged(again), ...(isTaken ? ['a replay was taken'] : [])];
}

/** @returns one line for each fault: what was asked, and what was wrong with the answer */
export async function attackAll(
  operations: readonly Operation[],
  target: Target,
  { seed, numRuns }: { readonly seed: number; readonly numRuns: number },
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const one of fc.sample(attacks(operations), { seed, numRuns })) {
    const { url, operation, ...rest } = one;
    const asked = () => fc.stringify({ operation, ...rest, url: url.slice(0, 200) }).slice(0, 2_000);
    for (const fault of await attack(one, target)) found.push(`${fault} — ${asked()}`);
  }
  return found;
}
