// The fuzzer's way to a server in a process of its own. Each attack comes from another address of this machine (127.0.0.0/8), so that the
// limits for one address do not end the run.
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { enrolment } from '#src/contract/sync/messages.ts';
import { configuration as configurationSchema } from '#src/domain/organisation/schema.ts';
import { randomNonce } from '#src/node/crypto/random.ts';
import { generateSigningKey, openDocument } from '#src/node/crypto/signing.ts';
import type { Device, Sent, Target } from './attacker.ts';
import type { Answer } from './judge.ts';
import { samplesFor } from './samples.ts';

/** @returns null when the server hung up on a body that it did not want to read to its end */
function send(server: URL, { method, url, headers, body, from }: Sent): Promise<Answer | null> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer | null>();
  let isAnswered = false;
  const asked = request({
    host: server.hostname,
    port: server.port,
    method,
    path: url,
    headers: body === null ? headers : { ...headers, 'content-length': Buffer.byteLength(body) },
    agent: false,
    ...(process.platform === 'linux' ? { localAddress: from } : {}),
  });
  asked.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') reject(error);
  });
  asked.once('close', () => {
    if (!isAnswered) resolve(null);
  });
  asked.once('response', (answer) => {
    isAnswered = true;
    text(answer).then(
      (answered) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: answered }),
      () => resolve(null),
    );
  });
  asked.end(body ?? undefined);
  return promise;
}

interface Enrolled {
  readonly device: Device & { readonly branchId: string };
  readonly configuration: ReturnType<typeof configurationSchema.parse>;
}

async function enrol(server: URL, code: string): Promise<Enrolled> {
  const key = generateSigningKey();
  const message = { protocol: 2, code, nonce: randomNonce(), deviceKey: key.publicKey, name: 'Fuzzer', appVersion: '1' };
  const answer = await send(server, {
    method: 'POST',
    url: '/v1/enrol',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(message),
    from: `127.78.${Math.ceil(Math.random() * 250)}.${Math.ceil(Math.random() * 250)}`,
  });
  if (answer === null) throw new Error('the server hung up on an enrolment');
  const { serverKey, enrolment: document, configuration } = JSON.parse(answer.body);
  const opened = openDocument('enrolment', document, serverKey, enrolment);
  const published = openDocument('configuration', configuration, serverKey, configurationSchema);
  if (!opened.ok || !published.ok) throw new Error(`enrolment failed: ${answer.body.slice(0, 200)}`);
  const { deviceId, branchId } = opened.value;
  return { device: { deviceId, branchId, key }, configuration: published.value };
}

/** @param codes three fresh enrolment codes: two workstations, and one that is fuzzed with */
export async function httpTarget(url: string, codes: readonly [string, string, string]): Promise<Target> {
  const server = new URL(url);
  const own = await enrol(server, codes[0]);
  const other = await enrol(server, codes[1]);
  const workstation = { ...own.device, serverKey: { keyId: '', key: '' } };
  return {
    devices: [own.device, other.device],
    systemToken: null,
    nowMs: Date.now,
    send: (sent) => send(server, sent),
    sample: samplesFor(own.configuration, workstation, codes[2]),
  };
}
