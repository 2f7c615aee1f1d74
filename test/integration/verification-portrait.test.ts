// The comparison by name, number and portrait (R3.2): a real sealed picture goes over a real socket to the agent, which alone opens it,
// and on to a real HTTP server that knows what people look like.
import type { Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sampleJpeg } from '#main/test-bench/pictures.ts';
import { draftOf } from '#server/app/organisation.ts';
import { pictureClass, pictureForm, pictureNotice } from '#server/demo/picture-form.ts';
import { checkHandler } from '#server/features/verification/agent.ts';
import { AgentClient } from '#server/kernel/agent/client.ts';
import { listenForActs } from '#server/kernel/agent/server.ts';
import { gatewaysFile } from '#server/kernel/gateways/gateways.ts';
import { readyHandler } from '#server/kernel/gateways/ready-act.ts';
import { createSources } from '#server/kernel/gateways/sources.ts';
import { openClassKeys } from '#server/kernel/keys/file-key-ring.ts';
import {
  type Bench,
  classPassphrase,
  enrolWorkstation,
  openBench,
  push,
  sealRecord,
  signFor,
  type Workstation,
} from '#server/test-bench.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { largestPieceBytes } from '#src/contract/sync/attachments.ts';
import type { AttachmentPlace } from '#src/crypto/sealed-attachment.ts';
import { type Attachment, maximumImageBytes } from '#src/domain/attachments/schema.ts';
import { sealAttachment } from '#src/node/crypto/attachments.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { randomId } from '#src/node/crypto/random.ts';
import { AuthoritySimulator } from '#test/support/authority-simulator.ts';

let bench: Bench;
let simulator: AuthoritySimulator;
let workstation: Workstation;
let agent: AgentClient;
let server: Server | null;

const person = { name: '王小明', documentType: 'resident-id', documentNumber: '110101199003071057' };
const face = sampleJpeg('her face');
const largest = sampleJpeg('x'.repeat(maximumImageBytes - sampleJpeg('').length));

beforeEach(async () => {
  bench = await openBench();
  simulator = await AuthoritySimulator.start();
  simulator.people.set(person.documentNumber, person.name);
  simulator.portraits.set(person.documentNumber, sha256Hex(face));
  workstation = await enrolWorkstation(bench);
  const { configuration } = bench.organisation;
  const draft = draftOf((await configuration.newest()).body);
  await configuration.publish({ ...draft, policy: { ...draft.policy, requiredChecks: ['public-security'] } });
  server = null;
  agent = new AgentClient(join(bench.layout.root, 'agent.socket'));
});
afterEach(async () => {
  agent.close();
  server?.close();
  await simulator.stop();
  await bench.close();
});

/** @param portrait what its description says of portraits; null: nothing */
async function startAgent(portrait: Record<string, unknown> | null): Promise<void> {
  const kind = 'public-security';
  const description =
    portrait === null
      ? simulator.description('database', kind, 20_000)
      : simulator.portraitDescription('database', kind, portrait);
  const file = gatewaysFile.parse({ gateways: [description], secrets: { simulator: 'unused' } });
  const sources = createSources(file, new Map([['simulator', simulator.secret]]), bench.clock);
  const handlers = [checkHandler(sources, await openClassKeys(bench.layout, classPassphrase)), readyHandler(sources)];
  server = await listenForActs(handlers, join(bench.layout.root, 'agent.socket'), () => undefined);
}

interface SealedImage {
  readonly named: Attachment;
  readonly bytes: Uint8Array;
}

async function sealPortrait(recordId: string, picture: Uint8Array, field = 'portrait', isDamaged = false): Promise<SealedImage> {
  const { body } = await bench.organisation.configuration.newest();
  const sealTo = body.classes.find(({ name }) => name === pictureClass)?.sealTo;
  if (sealTo === undefined) throw new Error('no such class');
  const own = { id: randomId(), field, class: pictureClass, mediaType: 'image/jpeg' } as const;
  const record = { organisationId: body.organisation.id, deviceId: workstation.deviceId, recordId, revision: 1 };
  const sealed = await sealAttachment({ ...record, ...own } as AttachmentPlace, picture, sealTo);
  const bytes = isDamaged ? sealed.map((byte, index) => (index === sealed.length - 20 ? byte ^ 1 : byte)) : sealed;
  return { bytes, named: { ...own, sealedBytes: bytes.length, contentHash: sha256Hex(bytes) } };
}

async function upload({ named: { contentHash, sealedBytes }, bytes }: SealedImage): Promise<void> {
  for (let offset = 0; offset < bytes.length; offset += largestPieceBytes) {
    const piece = Buffer.from(bytes.subarray(offset, offset + largestPieceBytes)).toString('base64url');
    const body = JSON.stringify({ protocol: 2, contentHash, sealedBytes, offset, piece });
    const headers = await signFor(workstation, bench.clock, { method: 'POST', path: '/v1/attachments', body });
    const answer = await bench.app.inject({ method: 'POST', url: '/v1/attachments', headers, payload: body });
    expect(answer.statusCode).toBe(200);
  }
}

async function pushRecord(recordId: string, images: readonly SealedImage[]): Promise<string> {
  const { body } = await bench.organisation.configuration.newest();
  const attachments = images.map(({ named }) => named);
  const service = body.services.find(({ formId }) => formId === pictureForm.id);
  const form = { id: pictureForm.id, version: pictureForm.version };
  const accepted = { language: 'zh-CN', channel: 'screen', acceptedAt: instantFromMs(Date.UTC(2026, 10, 24, 8)) };
  const notice = { noticeId: pictureNotice.id, noticeVersion: pictureNotice.version, ...accepted };
  const sealed = await sealRecord(body, workstation, {
    values: person,
    header: { recordId, serviceId: service?.id, form, notice, attachments },
  });
  return (await push(bench, workstation, [sealed.text])).json().outcomes[0].outcome;
}

/** A record with this portrait, asked about once. */
async function check(picture: Uint8Array | null, field?: string): Promise<void> {
  const recordId = randomId();
  const images = picture === null ? [] : [await sealPortrait(recordId, picture, field)];
  for (const image of images) await upload(image);
  expect(await pushRecord(recordId, images)).toBe('accepted');
  await askDue();
}

async function askDue(): Promise<void> {
  await bench.organisation.verification.askDue(agent);
}

async function facts(): Promise<{ outcome: string; reason: string | null }[]> {
  const rows = await bench.organisation.store.selectFrom('verification_fact').select('fact').orderBy('position').execute();
  return rows.map(({ fact }) => JSON.parse(fact));
}

function waiting() {
  const rows = bench.organisation.store.selectFrom('verification_check').select(['attempts', 'last_error']);
  return rows.where('state', '=', 'waiting').execute();
}

/** Classes that the log says were opened. */
async function openedClasses(): Promise<string[]> {
  const rows = await bench.organisation.store.selectFrom('audit_leaf').select('content').orderBy('leaf_index').execute();
  const leaves = rows.map(({ content }) => JSON.parse(content));
  return leaves.filter(({ action }) => action === 'values.opened').map(({ className }) => className);
}

test('a picture that matches, one of somebody else, and the largest there may be', async () => {
  await startAgent({ need: 'required' });
  await check(face);
  await check(sampleJpeg('another face'));
  simulator.portraits.set(person.documentNumber, sha256Hex(largest));
  await check(largest);
  expect(await facts()).toMatchObject([
    { outcome: 'confirmed', reason: null },
    { outcome: 'refuted', reason: 'portrait-differs' },
    { outcome: 'confirmed', reason: null },
  ]);
  expect(await openedClasses()).toEqual(Array.from({ length: 3 }, () => ['identity', pictureClass]).flat());
  const base64 = Buffer.from(face).toString('base64');
  expect(bench.logged.join()).not.toContain(base64.slice(-40));
});

test('no portrait: who needs one is not asked, who is offered one compares without', async () => {
  await startAgent({ need: 'required', maximumBytes: face.length });
  await check(null);
  await check(face, 'documentScan');
  await check(sampleJpeg('her face, larger'));
  const missing = { outcome: 'unanswerable', reason: 'values-missing' };
  expect(await facts()).toMatchObject([missing, missing, missing]);
  expect(simulator.portraitLengths).toEqual([]);
  agent.close();
  await new Promise((resolve) => server?.close(resolve));
  agent = new AgentClient(join(bench.layout.root, 'agent.socket'));
  await startAgent({ need: 'offered', maximumBytes: face.length });
  await check(null);
  await check(sampleJpeg('her face, larger'));
  await check(sampleJpeg('her fact'));
  const confirmed = { outcome: 'confirmed' };
  expect((await facts()).slice(3)).toMatchObject([confirmed, confirmed, { reason: 'portrait-differs' }]);
  expect(simulator.portraitLengths).toEqual([0, 0, Buffer.from(face).toString('base64').length]);
});

test('a source that takes no picture gets none, and none is opened for it', async () => {
  await startAgent(null);
  await check(sampleJpeg('another face'));
  expect(await facts()).toMatchObject([{ outcome: 'confirmed' }]);
  expect(simulator.portraitLengths).toEqual([0]);
  expect(await openedClasses()).toEqual(['identity']);
});

test('while the picture is on its way it waits and says so; nothing is opened before', async () => {
  await startAgent({ need: 'required' });
  const recordId = randomId();
  const image = await sealPortrait(recordId, face);
  expect(await pushRecord(recordId, [image])).toBe('incomplete');
  expect(await waiting()).toEqual([]);
  await upload(image);
  expect(await pushRecord(recordId, [image])).toBe('accepted');
  const setComplete = (isComplete: 0 | 1) =>
    bench.organisation.store.updateTable('attachment').set({ is_complete: isComplete }).execute();
  await setComplete(0);
  await askDue();
  expect(await waiting()).toEqual([{ attempts: 0, last_error: 'portrait-awaited' }]);
  expect(await openedClasses()).toEqual([]);
  await setComplete(1);
  bench.clock.advance(16 * 60_000);
  await askDue();
  expect(await facts()).toMatchObject([{ outcome: 'confirmed' }]);
});

test('a damaged picture, and one that is no picture, wait and are never sent', async () => {
  await startAgent({ need: 'offered' });
  const recordId = randomId();
  const damaged = await sealPortrait(recordId, face, 'portrait', true);
  await upload(damaged);
  expect(await pushRecord(recordId, [damaged])).toBe('accepted');
  await check(Buffer.from('no picture at all'));
  const unreadable = { attempts: 1, last_error: 'sealed-unreadable' };
  expect(await waiting()).toEqual([unreadable, unreadable]);
  expect(simulator.portraitLengths).toEqual([]);
});

test('without an agent no attempt is counted and nothing is written down as opened', async () => {
  await check(face);
  expect(await waiting()).toEqual([{ attempts: 0, last_error: 'agent-gone' }]);
  expect(await openedClasses()).toEqual([]);
});
