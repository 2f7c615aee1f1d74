// For tests only: a server behind the ServerLink port. It signs and verifies for real and can be made to fail in every way a network
// or another server can.

import type { LinkAnswer, LinkRequest, ServerLink } from '#main/ports/server-link.ts';
import { instantFromMs } from '#src/base/instant.ts';
import { fail, ok } from '#src/base/result.ts';
import { statusRequest } from '#src/contract/sync/devices.ts';
import { enrolRequest, headRequest, type PushOutcome, publishRequest, pushRequest } from '#src/contract/sync/messages.ts';
import { passphraseRequest } from '#src/contract/sync/staff.ts';
import { protocolVersion } from '#src/contract/sync/version.ts';
import { envelope } from '#src/crypto/envelope.ts';
import { nextItemVersion, withItem } from '#src/domain/design/rules.ts';
import { formatEnrolmentCode } from '#src/domain/devices/enrolment-code.ts';
import { decideHead, type KnownHead, unknownHead } from '#src/domain/devices/heads.ts';
import type { DeviceStanding } from '#src/domain/devices/standing.ts';
import type { DeviceStatus } from '#src/domain/devices/status.ts';
import { type Configuration, configuration } from '#src/domain/organisation/schema.ts';
import type { Receipt } from '#src/domain/sync/receipt.ts';
import { sha256Hex } from '#src/node/crypto/hash.ts';
import { verifyPassphrase } from '#src/node/crypto/passphrase.ts';
import { signTogetherWith } from '#src/node/crypto/signed-together.ts';
import { generateSigningKey, keyFingerprint, type PrivateKeyText, signDocument, signerOf } from '#src/node/crypto/signing.ts';
import { verifyRequest } from '#src/node/http/signed-requests.ts';
import { FakeAttachments } from './fake-attachments.ts';
import { FakeContact } from './fake-contact.ts';
import { answerLog } from './fake-log.ts';
import { FakePersons } from './fake-persons.ts';
import { FakeRestrictions } from './fake-restrictions.ts';
import { FakeVerification } from './fake-verification.ts';

const secret = '0123456789ABCDEF';

function storedUnder(recordId: string, revision: number): string {
  return revision === 1 ? recordId : `${recordId}/${revision}`;
}

/** How the next exchanges go. */
export type Mode = 'up' | 'down' | 'captive' | 'broken' | 'impostor';

export class FakeServer implements ServerLink {
  readonly key: PrivateKeyText = generateSigningKey();
  readonly requests: LinkRequest[] = [];
  /** The server's audit log as it says it is; null: a server from before there was one. */
  logLeaves: readonly string[] | null = null;
  /** Signs checkpoints with another key. */
  isLogForged = false;
  /** Record id (later revisions: `id/2`, `id/3`) → envelope text as stored. */
  readonly stored = new Map<string, string>();
  readonly attachments = new FakeAttachments();
  readonly verification = new FakeVerification();
  readonly contact = new FakeContact();
  readonly persons = new FakePersons();
  readonly restrictions = new FakeRestrictions();
  /** Every sequence number as it came in. */
  readonly sequences: number[] = [];
  /** What the workstation told of itself, oldest first. */
  readonly statuses: DeviceStatus[] = [];
  /** What was decided about the workstation. */
  standing: Partial<DeviceStanding> = {};
  /** What it remembers of the workstation's audit chain. */
  knownHead: KnownHead = unknownHead;
  mode: Mode = 'up';
  configuration: Configuration;
  minimumProtocol = 1;
  /** What the probe says, when it is not the configuration's own version. */
  probedVersion: number | undefined;
  /** Changes what a record would be answered; undefined = as a server should. */
  answerInstead: ((recordId: string, sequence: number, receipt: Receipt) => PushOutcome | 'nothing' | undefined) | undefined;
  /** Refuses whole requests with this status and code while set. */
  refuseRecords: { readonly status: number; readonly code: string; readonly isBatchOnly?: boolean } | undefined;
  /** Refuses publishing with this while set. */
  refusePublishing: { readonly status: number; readonly code: string; readonly params?: unknown } | undefined;
  /** Passphrases that came with publishing, as they came. */
  readonly proofs: string[] = [];
  /** Called when something was published and the answer has not left yet. */
  beforePublishAnswer: (() => void) | undefined;
  /** How many versions each change of a passphrase published. */
  readonly passphraseAnswers: number[] = [];
  /** Called when a passphrase was changed and the answer has not left yet. */
  beforePassphraseAnswer: (() => void) | undefined;
  /** Called before an answer to a push leaves: the answer can still get lost. */
  beforePushAnswer: (() => void) | undefined;
  readonly #nowMs: () => number;
  #deviceKey: string | null = null;

  constructor(configuration: Configuration, nowMs: () => number) {
    this.configuration = configuration;
    this.#nowMs = nowMs;
  }

  get code(): string {
    return formatEnrolmentCode({ secret, fingerprint: keyFingerprint(this.key.publicKey) });
  }

  async send(request: LinkRequest) {
    this.requests.push(request);
    if (this.mode === 'down') return fail('unreachable' as const);
    if (this.mode === 'captive') return ok({ status: 200, body: '<html>please log in</html>' });
    if (this.mode === 'broken') return ok({ status: 502, body: 'bad gateway' });
    const answer = await this.#answer(request);
    // A connection can break after the server did its work.
    return (this.mode as Mode) === 'down' ? fail('unreachable' as const) : ok(answer);
  }

  paths(): string[] {
    return this.requests.map((request) => new URL(request.url).pathname);
  }

  receiptOf(recordId: string, text: string): Receipt {
    const { header } = envelope.parse(JSON.parse(text));
    return {
      organisationId: header.organisationId,
      deviceId: header.deviceId,
      recordId,
      revision: header.revision,
      contentHash: sha256Hex(text),
      position: [...this.stored.keys()].indexOf(storedUnder(header.recordId, header.revision)) + 1,
      receivedAt: instantFromMs(this.#nowMs()),
    };
  }

  sign(receipt: Receipt) {
    return signDocument('receipt', { ...receipt }, this.#signer());
  }

  /** The signed configuration as an administrator's file. */
  configurationFile(): string {
    return JSON.stringify({ kind: 'countersign-configuration', configuration: this.#configuration() });
  }

  #signer(): PrivateKeyText {
    return this.mode === 'impostor' ? generateSigningKey() : this.key;
  }

  async #answer(request: LinkRequest): Promise<LinkAnswer> {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === '/v1/probe') return this.#json(200, { probe: this.#probe(searchParams.get('nonce') ?? '') });
    if (pathname === '/v1/enrol') return this.#enrol(request.body);
    const refused = await this.#refuseUnsigned(request);
    if (refused !== null) return refused;
    const known = this.#answers[pathname];
    return known?.(request.body) ?? this.persons.answer(pathname, request.body) ?? this.#refuse(404, 'internal/not-found');
  }

  /** By path; asked by an enrolled workstation. */
  readonly #answers: Readonly<Record<string, (body: string) => LinkAnswer | Promise<LinkAnswer>>> = {
    '/v1/configuration': () => this.#json(200, { configuration: this.#configuration() }),
    '/v1/heads': (body) => this.#head(body),
    '/v1/log': (body) => this.#log(body),
    '/v1/design': (body) => this.#publish(body),
    '/v1/attachments/progress': (body) => this.#json(200, this.attachments.progress(body)),
    '/v1/attachments': (body) => this.#takePiece(body),
    '/v1/status': (body) => this.#status(body),
    '/v1/verification': (body) => this.#json(200, this.verification.answer(body, this.#signer())),
    '/v1/contact/codes': (body) => this.#said(this.contact.send(body, this.#nowMs())),
    '/v1/contact/checks': (body) => this.#said(this.contact.check(body, this.#nowMs(), this.#signer())),
    '/v1/contact/calls': (body) => this.#said(this.contact.keep(body, this.#signer())),
    '/v1/restriction-pages': (body) => this.#json(200, this.restrictions.answer(body, this.#signer())),
    '/v1/restrictions': (body) => this.#decide(body),
    '/v1/records': (body) => this.#push(body),
    '/v1/staff/passphrase': (body) => this.#changePassphrase(body),
  };

  #json(status: number, body: unknown): LinkAnswer {
    return { status, body: JSON.stringify(body) };
  }

  #said(said: ReturnType<FakeContact['send']>): LinkAnswer {
    if ('body' in said) return this.#json(200, said.body);
    return this.#json(said.status, { error: { code: said.code, params: said.params ?? {} } });
  }

  #refuse(status: number, code: string): LinkAnswer {
    return this.#json(status, { error: { code, params: {} } });
  }

  #probe(nonce: string) {
    const body = {
      nonce,
      organisationId: 'organisation-1',
      serverTime: instantFromMs(this.#nowMs()),
      protocol: protocolVersion,
      minimumProtocol: this.minimumProtocol,
      configurationVersion: this.probedVersion ?? this.configuration.version,
    };
    return signDocument('probe', body, this.#signer());
  }

  #configuration() {
    return signDocument('configuration', JSON.parse(JSON.stringify(this.configuration)), this.#signer());
  }

  #enrol(body: string): LinkAnswer {
    const { code, nonce, deviceKey } = enrolRequest.parse(JSON.parse(body));
    if (code !== secret || (this.#deviceKey !== null && this.#deviceKey !== deviceKey)) {
      return this.#refuse(403, 'devices/code-refused');
    }
    this.#deviceKey = deviceKey;
    const serverKey = { keyId: this.key.keyId, key: this.key.publicKey };
    const serverTime = instantFromMs(this.#nowMs());
    const ids = { deviceId: 'device-1', organisationId: 'organisation-1', branchId: 'branch-1' };
    const state = this.standing.state === 'waiting' ? 'waiting' : 'active';
    const enrolment = signDocument('enrolment', { nonce, ...ids, serverKey, serverTime, state }, this.#signer());
    const given = state === 'waiting' ? {} : { configuration: this.#configuration() };
    return this.#json(200, { serverKey, enrolment, ...given });
  }

  async #refuseUnsigned(request: LinkRequest): Promise<LinkAnswer | null> {
    const verdict = await verifyRequest(request, async () => this.#deviceKey, this.#nowMs());
    if (verdict.outcome !== 'valid') return this.#refuse(401, 'devices/signature-refused');
    const { state } = this.standing;
    if (state === 'revoked' || state === 'retired') {
      const params = { statement: this.signStanding(this.standing) };
      return this.#json(403, { error: { code: 'devices/revoked', params } });
    }
    const isForWaiting = new URL(request.url).pathname === '/v1/status';
    return state === 'waiting' && !isForWaiting ? this.#refuse(403, 'devices/waiting') : null;
  }

  #decide(body: string): LinkAnswer {
    const { refusal } = this.restrictions;
    if (refusal !== null) return this.#json(refusal.status, { error: { code: refusal.code, params: {} } });
    return this.#json(200, this.restrictions.decide(body, instantFromMs(this.#nowMs())));
  }

  /** Gives what the real server gives for an item that is in order; `refusePublishing` stands for its refusals. */
  #publish(body: string): LinkAnswer {
    const { items, administrator } = publishRequest.parse(JSON.parse(body));
    this.proofs.push(administrator.passphrase);
    const refusal = this.refusePublishing;
    if (refusal !== undefined) return this.#json(refusal.status, { error: { code: refusal.code, params: refusal.params ?? {} } });
    const before = this.configuration;
    const itemVersions = items.map(({ item }) => nextItemVersion(item, [before]));
    const designed = items.reduce<Parameters<typeof withItem>[0]>(
      (now, { item }, index) => withItem(now, item, itemVersions[index] ?? 1),
      before,
    );
    this.configuration = { ...before, ...designed, version: before.version + 1 };
    this.beforePublishAnswer?.();
    return this.#json(200, { configuration: this.#configuration(), itemVersions });
  }

  /** As the real server: what is so already is answered, the present passphrase is looked at, the verifier is published. */
  async #changePassphrase(body: string): Promise<LinkAnswer> {
    const { person, verifier } = passphraseRequest.parse(JSON.parse(body));
    const { staff, version } = this.configuration;
    const member = staff.find(({ number }) => number === person.number);
    if (member?.passphraseVerifier !== verifier) {
      if (!(await verifyPassphrase(member?.passphraseVerifier ?? '', person.passphrase))) {
        return this.#refuse(401, 'staff/wrong-credentials');
      }
      this.publishStaff(person.number, { passphraseVerifier: verifier, hasInitialPassphrase: undefined });
    }
    this.passphraseAnswers.push(this.configuration.version - version);
    this.beforePassphraseAnswer?.();
    return this.#json(200, { configuration: this.#configuration() });
  }

  /** The next configuration says this of a person. */
  publishStaff(number: string, change: { readonly passphraseVerifier: string; readonly hasInitialPassphrase: true | undefined }) {
    const { staff, version } = this.configuration;
    const changed = staff.map((one) => (one.number === number ? { ...one, ...change } : one));
    // As it travels: a member that is not said is not there.
    this.configuration = configuration.parse(
      JSON.parse(JSON.stringify({ ...this.configuration, staff: changed, version: version + 1 })),
    );
  }

  /** What is said of the workstation; `standing` stands for what was decided. */
  #status(body: string): LinkAnswer {
    this.statuses.push(statusRequest.parse(JSON.parse(body)).status);
    return this.#json(200, { standing: this.signStanding(this.standing) });
  }

  signStanding(change: Partial<DeviceStanding>, key: PrivateKeyText = this.#signer()) {
    const ids = { organisationId: 'organisation-1', deviceId: 'device-1' };
    const ordinary = { version: 1, state: 'active', reason: null, name: 'Counter 1', replaces: null, replacedBy: null } as const;
    return signDocument('device-standing', { ...ids, ...ordinary, decidedAt: instantFromMs(this.#nowMs()), ...change }, key);
  }

  async #log(body: string): Promise<LinkAnswer> {
    if (this.logLeaves === null) return this.#refuse(404, 'internal/not-found');
    const key = this.isLogForged ? generateSigningKey() : this.key;
    return this.#json(200, await answerLog(this.logLeaves, 'organisation-1', key, body));
  }

  #head(body: string): LinkAnswer {
    const decided = decideHead(this.knownHead, headRequest.parse(JSON.parse(body)));
    if (decided === null) return this.#refuse(400, 'internal/invalid-input');
    this.knownHead = decided.next;
    return this.#json(200, { outcome: decided.outcome, known: decided.next.head });
  }

  #takePiece(body: string): LinkAnswer {
    const taken = this.attachments.take(body);
    return taken === null ? this.#refuse(400, 'sync/attachment-invalid') : this.#json(200, taken);
  }

  #push(body: string): LinkAnswer {
    const { records, receipts } = pushRequest.parse(JSON.parse(body));
    const refusal = this.refuseRecords;
    if (refusal !== undefined && (refusal.isBatchOnly !== true || records.length > 1)) {
      return this.#refuse(refusal.status, refusal.code);
    }
    const outcomes = records.flatMap(({ sequence, envelope: text }) => this.#store(sequence, text));
    this.beforePushAnswer?.();
    return this.#json(200, { outcomes: receipts === 'together' ? this.#signTogether(outcomes) : outcomes });
  }

  /** What was taken in now, by one signature; what was changed on purpose stays as it is. */
  #signTogether(outcomes: readonly PushOutcome[]): readonly PushOutcome[] {
    const isNew = (one: PushOutcome) => one.outcome === 'accepted' && one.receipt.keyId === this.key.keyId;
    const bodies = outcomes.flatMap((one) => (isNew(one) && 'receipt' in one ? [JSON.parse(one.receipt.body)] : []));
    if (bodies.length < 2 || this.answerInstead !== undefined) return outcomes;
    const signed = [...signTogetherWith(bodies, this.key.keyId, signerOf(this.key.privateKey))];
    return outcomes.map((one) => {
      const receipt = isNew(one) ? signed.shift() : undefined;
      return receipt === undefined ? one : { sequence: one.sequence, outcome: 'accepted', receipt };
    });
  }

  #store(sequence: number, text: string): PushOutcome[] {
    const { recordId, revision, attachments } = envelope.parse(JSON.parse(text)).header;
    this.sequences.push(sequence);
    const missing = this.attachments.missing(attachments ?? []);
    if (missing > 0) {
      return [{ sequence, outcome: 'incomplete', error: { code: 'sync/attachments-missing', params: { missing } } }];
    }
    const key = storedUnder(recordId, revision);
    const isKnown = this.stored.has(key);
    if (!isKnown) this.stored.set(key, text);
    const receipt = this.receiptOf(recordId, text);
    const instead = this.answerInstead?.(recordId, sequence, receipt);
    if (instead === 'nothing') return [];
    return [instead ?? { sequence, outcome: isKnown ? 'duplicate' : 'accepted', receipt: this.sign(receipt) }];
  }
}
