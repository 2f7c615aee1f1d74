// Workstations that send what they have: each its next batch when the last was answered, all at the same time. Requests are written,
// signed and joined before the time is taken, and answers are read afterwards, because sender and server share the processors.
import { Agent, request } from 'node:http';
import type * as z from 'zod';
import { type pushRequest, pushResponse } from '#src/contract/sync/messages.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import { receipt } from '#src/domain/sync/receipt.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { randomNonce } from '#src/node/crypto/random.ts';
import { openDocument } from '#src/node/crypto/signing.ts';
import { signRequest } from '#src/node/http/signed-requests.ts';
import { makeEnvelope } from './envelopes.ts';
import type { Subject } from './subject.ts';

interface Batch {
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: Buffer;
  readonly hashes: readonly string[];
}

/** A list of batches for each workstation. */
export type Work = readonly (readonly Batch[])[];

export async function prepare(subject: Subject, records: number, perRequest: number): Promise<Work> {
  const share = Math.ceil(records / subject.devices.length / perRequest);
  const work: Batch[][] = [];
  for (const device of subject.devices) {
    const batches: Batch[] = [];
    for (let made = 0; made < share; made += 1) {
      const envelopes = Array.from({ length: perRequest }, () => makeEnvelope(subject.configuration, device));
      const first = made * perRequest + 1;
      const records = envelopes.map((envelope, index) => ({ sequence: first + index, envelope }));
      const body = JSON.stringify({ protocol: protocolVersion, records, receipts: 'together' } satisfies z.input<
        typeof pushRequest
      >);
      const signer = { ...device, createdAtMs: Date.now(), nonce: randomNonce() };
      const signed = await signRequest({ method: 'POST', url: 'http://server/v1/records', body }, signer);
      const bytes = Buffer.from(body);
      const headers = { ...signed, 'content-type': 'application/json', 'content-length': bytes.length };
      batches.push({ headers, body: bytes, hashes: envelopes.map((envelope) => sha256Hex(envelope)) });
    }
    work.push(batches);
  }
  return work;
}

export function countRecords(work: Work): number {
  return work.flat().reduce((sum, { hashes }) => sum + hashes.length, 0);
}

function post(url: string, agent: Agent, { headers, body }: Batch): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/v1/records`, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const answer = Buffer.concat(chunks);
        if (response.statusCode === 200) resolve(answer);
        else reject(new Error(`the server answered ${response.statusCode}: ${answer}`));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Every record has a receipt of this server over its own bytes; anything else is an error and no figure. */
function requireReceipts(subject: Subject, batch: Batch, answer: Buffer): void {
  const { outcomes } = pushResponse.parse(JSON.parse(answer.toString()));
  for (const [index, hash] of batch.hashes.entries()) {
    const outcome = outcomes[index];
    if (outcome?.outcome !== 'accepted') throw new Error(`a record was not accepted: ${JSON.stringify(outcome)}`);
    const opened = openDocument('receipt', outcome.receipt, subject.serverKey, receipt);
    if (!opened.ok || opened.value.contentHash !== hash) throw new Error('a receipt does not fit its record');
  }
}

export interface Sent {
  readonly records: number;
  readonly elapsedMs: number;
  /** Processor time of server and database together. */
  readonly serverMs: number;
  readonly databaseMs: number;
}

export async function send(subject: Subject, work: Work): Promise<Sent> {
  const agent = new Agent({ keepAlive: true });
  const answers: (readonly [Batch, Buffer])[] = [];
  const before = subject.usedMs();
  const from = performance.now();
  await Promise.all(
    work.map(async (batches) => {
      for (const batch of batches) answers.push([batch, await post(subject.url, agent, batch)]);
    }),
  );
  const elapsedMs = performance.now() - from;
  const after = subject.usedMs();
  agent.destroy();
  for (const [batch, answer] of answers) requireReceipts(subject, batch, answer);
  return {
    records: countRecords(work),
    elapsedMs,
    serverMs: after.server - before.server,
    databaseMs: after.database - before.database,
  };
}
