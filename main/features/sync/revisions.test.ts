// A correction never reaches the server before what it corrects (S4, R3.5), whatever was lost, failed or saved in between: a model of
// the server that takes a later revision only after the one before it, against the real queue.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { type PushPorts, pushWaiting } from '#main/features/sync/push.ts';
import { AuditScope } from '#main/kernel/audit/audit-scope.ts';
import { AuditTrail } from '#main/kernel/audit/trail.ts';
import type { Device } from '#main/kernel/device/device.ts';
import { DeviceStandings } from '#main/kernel/device/standing.ts';
import { enqueueRecord } from '#main/kernel/outbox/outbox.ts';
import { TrustedTime } from '#main/kernel/time/trusted-time.ts';
import type { LinkRequest } from '#main/ports/server-link.ts';
import { createStoreFile, openStore } from '#main/store/open.ts';
import type { Store } from '#main/store/store.ts';
import { recordToSave } from '#main/test-bench/saved-record.ts';
import { FakeTime } from '#main/test-bench/workstation.ts';
import { fail, ok } from '#src/base/result.ts';
import { type PushOutcome, pushRequest } from '#src/contract/sync/messages.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { randomBytes, randomId, randomNonce } from '#src/node/crypto/random.ts';
import { generateSigningKey, signDocument } from '#src/node/crypto/signing.ts';

const serverKey = generateSigningKey();
const deviceKey = generateSigningKey();
const device: Device = {
  deviceId: 'device-1',
  name: 'Counter 1',
  organisationId: 'organisation-1',
  branchId: 'branch-1',
  privateKey: deviceKey.privateKey,
  publicKey: deviceKey.publicKey,
  serverAddress: 'http://127.0.0.1:1',
  serverKey: { keyId: serverKey.keyId, key: serverKey.publicKey },
  serverKeySerial: 0,
  formerServerKeys: [],
  enrolledAt: '2026-11-24T08:00:00.000Z',
};
const stateRow = z.object({ record_id: z.string(), revision: z.int(), state: z.string(), last_error: z.string().nullable() });
const text = z.object({ recordId: z.string(), revision: z.int() });

/** What becomes of one record, one digit each in the order they come; then all are taken. */
type Fates = readonly ('taken' | 'unanswered' | 'incomplete')[];

class ModelServer {
  readonly taken = new Map<string, number>();
  readonly overtaken: string[] = [];
  fates: Fates = [];
  line: 'up' | 'down' | 'answer-lost' = 'up';

  async send({ body }: LinkRequest) {
    if (this.line === 'down') return fail('unreachable' as const);
    const { records } = pushRequest.parse(JSON.parse(body));
    const outcomes = records.flatMap(({ sequence, envelope }) => this.#take(sequence, envelope));
    return this.line === 'answer-lost' ? fail('unreachable' as const) : ok({ status: 200, body: JSON.stringify({ outcomes }) });
  }

  #take(sequence: number, envelope: string): PushOutcome[] {
    const { recordId, revision } = text.parse(JSON.parse(envelope));
    const fate = this.fates[0] ?? 'taken';
    this.fates = this.fates.slice(1);
    const known = this.taken.get(recordId) ?? 0;
    if (revision > known + 1) {
      this.overtaken.push(`${recordId} ${revision}`);
      return [{ sequence, outcome: 'quarantined', error: { code: 'sync/correction-unfit', params: {} } }];
    }
    if (fate === 'incomplete')
      return [{ sequence, outcome: 'incomplete', error: { code: 'sync/attachments-missing', params: {} } }];
    this.taken.set(recordId, Math.max(known, revision));
    if (fate === 'unanswered') return [];
    const receipt = {
      organisationId: device.organisationId,
      deviceId: device.deviceId,
      recordId,
      revision,
      contentHash: sha256Hex(envelope),
      position: 1,
      receivedAt: '2026-11-24T08:00:00.000Z',
    };
    return [
      { sequence, outcome: revision <= known ? 'duplicate' : 'accepted', receipt: signDocument('receipt', receipt, serverKey) },
    ];
  }
}

let folder: string;
let store: Store;
const time = new FakeTime();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'revisions-'));
  const file = { path: join(folder, 'workstation.db'), cipher: 'aegis', key: randomBytes(32) } as const;
  createStoreFile(file);
  store = openStore(file);
});
afterAll(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function portsOf(server: ModelServer, fraction: () => number): PushPorts {
  const { clock, timers } = time.ports();
  const trusted = new TrustedTime(clock, store);
  const random = { bytes: randomBytes, id: randomId, nonce: randomNonce, fraction };
  const trail = new AuditTrail(trusted, new AuditScope());
  const emit = () => undefined;
  const standings = new DeviceStandings({ store, trail, emit });
  return { store, clock, timers, random, time: trusted, trail, serverLink: server, emit, standings };
}

/** Two records that are corrected again and again, and others between them. */
type Act =
  | { readonly kind: 'save'; readonly record: 'a' | 'b' | 'other' }
  | {
      readonly kind: 'push';
      readonly isForced: boolean;
      readonly line: ModelServer['line'];
      readonly fates: Fates;
      readonly meanwhile: readonly ('a' | 'b' | 'other')[];
    }
  | { readonly kind: 'wait'; readonly ms: number };

const which = fc.constantFrom('a', 'b', 'other');
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('save' as const), record: which }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('push' as const),
      isForced: fc.boolean(),
      line: fc.constantFrom('up', 'up', 'down', 'answer-lost'),
      fates: fc.array(fc.constantFrom('taken', 'taken', 'unanswered', 'incomplete'), { maxLength: 4 }),
      meanwhile: fc.array(which, { maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 10_000 }) }) },
);

test('no revision overtakes an earlier one, and all of them arrive', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { minLength: 3, maxLength: 14 }),
      fc.array(fc.double({ min: 0, max: 0.99, noNaN: true }), { minLength: 1 }),
      async (acts, fractions) => {
        const server = new ModelServer();
        let drawn = 0;
        const ports = portsOf(server, () => fractions[drawn++ % fractions.length] ?? 0);
        store.write((transaction) => {
          transaction.run('DROP TRIGGER IF EXISTS outbox_no_delete');
          transaction.run('DELETE FROM outbox');
        });
        const ids = { a: randomId(), b: randomId() };
        const revisions = new Map<string, number>();
        const save = (record: 'a' | 'b' | 'other') => {
          const recordId = record === 'other' ? randomId() : ids[record];
          const revision = (revisions.get(recordId) ?? 0) + 1;
          revisions.set(recordId, revision);
          const envelope = JSON.stringify({ recordId, revision });
          store.write((transaction) => enqueueRecord(transaction, recordToSave({ recordId, revision, envelope })));
        };
        const push = (isForced: boolean) => pushWaiting(ports, device, { isForced, signal: new AbortController().signal });
        for (const one of acts) {
          if (one.kind === 'save') save(one.record);
          else if (one.kind === 'wait') time.advance(one.ms);
          else {
            server.line = one.line;
            server.fates = one.fates;
            const pushing = push(one.isForced);
            // Saved while the batch is under way.
            for (const record of one.meanwhile) save(record);
            await pushing;
          }
        }
        server.line = 'up';
        server.fates = [];
        for (let again = 0; again < 3; again++) await push(true);
        const rows = store.all(stateRow, "SELECT record_id, revision, state, last_error FROM outbox WHERE state <> 'synced'");
        expect({ overtaken: server.overtaken, rows }).toEqual({ overtaken: [], rows: [] });
      },
    ),
    { seed: 4242, numRuns: 150, endOnFailure: false },
  );
});
