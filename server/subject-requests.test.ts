// Queries and corrections by subjects over a real store of either engine (R8.1–R8.3), with the agent's own handlers and class keys.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { instantFromMs } from '#src/base/instant.ts';
import { Refusal } from '#src/contract/errors.ts';
import type { RequestAct } from '#src/contract/sync/subject-requests.ts';
import { envelope } from '#src/crypto/envelope.ts';
import type { FormDefinition } from '#src/domain/forms/schema.ts';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import { groupWanted } from '#src/domain/subject-requests/application.ts';
import { randomId } from '#src/node/crypto/random.ts';
import { openEnvelopeClass, sealCorrection, sealEnvelope } from '#src/node/crypto/sealing.ts';
import { draftOf } from './features/configuration/draft.ts';
import { correctionHandlers } from './features/subject-requests/agent.ts';
import { createSubjectRequestsService, type SubjectRequestsService } from './features/subject-requests/service.ts';
import { type Agent, agentGone } from './kernel/agent/act.ts';
import { openValuesHandler } from './kernel/agent/open-values-act.ts';
import { createAuditLog } from './kernel/audit/audit-log.ts';
import { type ClassKeys, openClassKeys } from './kernel/keys/file-key-ring.ts';
import {
  type Bench,
  classPassphrase,
  enrolWorkstation,
  openBench,
  push,
  type Sealed,
  sealRecord,
  type Workstation,
} from './test-bench.ts';

const present = { name: '王小明', documentType: 'resident-id', documentNumber: '110101199003071057' };
const recordValues = { identity: present, contact: { phone: '13800138000' } };
const subjectId = 'subject-1';

let classKeys: ClassKeys;
let bench: Bench;
let service: SubjectRequestsService;
let configuration: Configuration;
let form: FormDefinition;
let home: Workstation;
let other: Workstation;
let record: Sealed;
let agent: Agent;
/** Null: nobody answers. */
let answering: boolean;
let recordIds: string[];
/** Records through which subjects were told of a decision. */
let told: string[];

async function sealWhole(workstation: Workstation): Promise<Sealed> {
  const bare = await sealRecord(configuration, workstation);
  const { header } = envelope.parse(JSON.parse(bare.text));
  const keys = Object.fromEntries(configuration.classes.map((one) => [one.name, one.sealTo]));
  return { recordId: bare.recordId, ...(await sealEnvelope({ header, groups: recordValues, classKeys: keys })) };
}

beforeEach(async () => {
  bench = await openBench();
  classKeys = await openClassKeys(bench.layout, classPassphrase);
  configuration = (await bench.organisation.configuration.newest()).body;
  home = await enrolWorkstation(bench);
  other = await enrolWorkstation(bench);
  record = await sealWhole(home);
  expect((await push(bench, home, [record.text])).json().outcomes[0].outcome).toBe('accepted');
  const found = configuration.forms.find(({ id }) => id === envelope.parse(JSON.parse(record.text)).header.form.id);
  if (found === undefined) throw new Error('the form is not there');
  form = found;
  recordIds = [record.recordId];
  answering = true;
  told = [];
  const handlers = [openValuesHandler(classKeys), ...correctionHandlers(classKeys)];
  agent = {
    ask: async (act, input) => {
      const handler = handlers.find((one) => one.act.name === act.name);
      if (!answering || handler === undefined) return agentGone;
      return act.output.parse(await handler.answer(input)) as never;
    },
  };
  const { store, organisationId, records } = bench.organisation;
  service = createSubjectRequestsService({
    store,
    clock: bench.clock,
    audit: createAuditLog(organisationId),
    organisationId,
    configuration: bench.organisation.configuration,
    records,
    subjects: {
      find: async (_agent, type, number) => (`${type}|${number}` === `resident-id|${present.documentNumber}` ? subjectId : null),
      recordsOf: async (_store, id) => (id === subjectId ? recordIds : []),
    },
    attachments: bench.organisation.attachments,
    recipients: { of: async () => [] },
    tidings: { decided: async (_transaction, recordId) => void told.push(recordId) },
  });
});
afterEach(() => bench.close());

function staffOf(role: string) {
  const found = configuration.staff.filter((one) => one.role === role && one.branchId === 'main-street' && one.isActive);
  if (found[0] === undefined) throw new Error(`no ${role}`);
  return found[0];
}

function as(role: 'clerk' | 'supervisor', act: RequestAct, workstation = other) {
  const { deviceId, branchId } = workstation;
  return service.act({ deviceId, branchId, member: staffOf(role) }, agent, act);
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'ok';
  } catch (error) {
    if (error instanceof Refusal) return error.wire.code;
    throw error;
  }
}

async function opened(requestKind: 'query' | 'correction'): Promise<string> {
  const requestId = randomId();
  const { documentType, documentNumber } = { documentType: 'resident-id' as const, documentNumber: present.documentNumber };
  await as('clerk', { kind: 'open', requestId, requestKind, documentType, documentNumber });
  return requestId;
}

async function application(requestId: string, wanted: FieldValues, change: { revision?: number } = {}) {
  const revision = change.revision ?? 1;
  const sealed = await sealCorrection({
    correction: { organisationId: configuration.organisation.id, requestId, recordId: record.recordId as never, revision },
    groups: groupWanted(form, wanted, '户口簿第 3 页'),
    classKeys: Object.fromEntries(configuration.classes.map((one) => [one.name, one.sealTo])),
  });
  const fields = Object.keys(wanted);
  return {
    kind: 'apply-for',
    requestId,
    recordId: record.recordId as never,
    revision,
    fields,
    proof: 'household-register',
    sealed,
  } as const;
}

/** A correction that was applied for and checked. */
async function checked(wanted: FieldValues): Promise<string> {
  const requestId = await opened('correction');
  await as('clerk', await application(requestId, wanted));
  await as('supervisor', { kind: 'check', requestId });
  return requestId;
}

async function leaves(): Promise<readonly Record<string, unknown>[]> {
  const rows = await bench.organisation.store.selectFrom('audit_leaf').select('content').orderBy('leaf_index').execute();
  return rows.map(({ content }) => JSON.parse(content));
}

function stored() {
  return bench.organisation.store
    .selectFrom('record')
    .select(['revision', 'envelope', 'device_id'])
    .where('record_id', '=', record.recordId)
    .orderBy('revision')
    .execute();
}

async function valuesOf(text: string, className: string): Promise<FieldValues> {
  const key = classKeys.classes[className];
  if (key === undefined) throw new Error('no key');
  return openEnvelopeClass(text, className, key);
}

describe('a query (R8.1, R8.2)', () => {
  test('is answered by a complete copy, every opening written down before, and is over', async () => {
    const requestId = await opened('query');
    const { copy, request } = await as('clerk', { kind: 'copy', requestId });
    expect(copy?.records.map(({ values, revision }) => ({ values, revision }))).toEqual([
      { values: { ...present, phone: '13800138000' }, revision: 1 },
    ]);
    expect(request?.state).toBe('open');
    const reads = (await leaves()).filter(({ action }) => action === 'values.opened');
    expect(reads.map(({ className }) => className)).toEqual(['identity', 'contact']);
    expect(reads[0]).toMatchObject({ actorId: staffOf('clerk').id, purpose: 'subject-query', recordId: record.recordId });
    const answered = await as('clerk', { kind: 'answer', requestId, way: 'paper' });
    expect(answered.request).toMatchObject({ state: 'closed', steps: [] });
    expect(answered.request?.events.at(-1)?.step).toEqual({ kind: 'answered', way: 'paper', records: 1 });
    expect(await codeOf(as('clerk', { kind: 'copy', requestId }))).toBe('requests/not-now');
    expect((await as('clerk', { kind: 'list', isSettled: false })).requests).toEqual([]);
    expect((await as('clerk', { kind: 'list', isSettled: true })).requests).toMatchObject([{ requestId, number: 1 }]);
  });

  test('without the agent nothing is shown and the request stays', async () => {
    const requestId = await opened('query');
    answering = false;
    expect(await codeOf(as('clerk', { kind: 'copy', requestId }))).toBe('agent/gone');
    answering = true;
    expect((await as('clerk', { kind: 'show', requestId })).request?.state).toBe('open');
  });

  test('of nobody that is known is refused; opened twice it is one; another under its number is refused', async () => {
    const requestId = randomId();
    const open = { kind: 'open', requestId, requestKind: 'query', documentType: 'resident-id' } as const;
    expect(await codeOf(as('clerk', { ...open, documentNumber: '110101199003074610' }))).toBe('requests/subject-unknown');
    const known = { ...open, documentNumber: present.documentNumber };
    await Promise.all([as('clerk', known), as('clerk', known)]);
    expect((await as('clerk', { kind: 'list', isSettled: false })).requests).toHaveLength(1);
    expect(await codeOf(as('clerk', { ...known, requestKind: 'correction' }))).toBe('internal/invalid-input');
  });

  test('numbers run on, whoever opens at once', async () => {
    await Promise.all([opened('query'), opened('query'), opened('correction')]);
    const { requests } = await as('clerk', { kind: 'list', isSettled: false });
    expect(requests?.map(({ number }) => number).toSorted()).toEqual([1, 2, 3]);
  });
});

describe('a correction (R8.3)', () => {
  test('becomes the next revision from another workstation; the earlier one stays sealed as it was; the subject is told', async () => {
    const requestId = await checked({ name: '王晓明' });
    const compared = await as('supervisor', { kind: 'compare', requestId });
    expect(compared.comparison?.lines).toEqual([{ field: 'name', present: '王小明', wanted: '王晓明' }]);
    expect(compared.comparison?.note).toBe('户口簿第 3 页');
    expect(await codeOf(as('supervisor', { kind: 'copy', requestId }))).toBe('requests/not-now');
    const applied = await as('supervisor', { kind: 'apply', requestId });
    expect(await codeOf(as('supervisor', { kind: 'compare', requestId }))).toBe('requests/not-now');
    expect(applied.request?.state).toBe('applied');
    const [first, second] = await stored();
    expect(first?.envelope).toBe(record.text);
    expect(await valuesOf(first?.envelope ?? '', 'identity')).toEqual(present);
    expect(await valuesOf(second?.envelope ?? '', 'identity')).toEqual({ ...present, name: '王晓明' });
    expect(await valuesOf(second?.envelope ?? '', 'contact')).toEqual(recordValues.contact);
    expect(second?.device_id).toBe(other.deviceId);
    const { header } = envelope.parse(JSON.parse(second?.envelope ?? ''));
    expect(header).toMatchObject({
      revision: 2,
      corrects: { revision: 1, contentHash: record.contentHash, reason: 'subject-request' },
      capturedBy: staffOf('clerk').id,
      secondReview: { reviewedBy: staffOf('supervisor').id },
    });
    expect(told).toEqual([record.recordId]);
    const settled = await as('clerk', { kind: 'tell', requestId, way: 'paper' });
    expect(settled.request?.state).toBe('closed');
    const actions = (await leaves()).slice(-3).map(({ action, step }) => step ?? action);
    expect(actions).toEqual(['record.accepted', 'applied', 'told']);
  });

  test('nothing a subject said is in the request, its events or the log', async () => {
    const requestId = await checked({ name: '王晓明' });
    const store = bench.organisation.store;
    const rows = [
      ...(await store.selectFrom('subject_request').selectAll().execute()),
      ...(await store.selectFrom('subject_request_event').selectAll().execute()),
      ...(await leaves()),
    ];
    expect(rows.length).toBeGreaterThan(5);
    for (const text of ['王', '晓', '户口', present.documentNumber]) expect(JSON.stringify(rows)).not.toContain(text);
    expect(JSON.stringify(rows)).toContain(requestId);
  });

  test('is not checked by who took it in, nor decided by a clerk', async () => {
    const requestId = await opened('correction');
    const own = { deviceId: other.deviceId, branchId: other.branchId, member: staffOf('supervisor') };
    await service.act(own, agent, await application(requestId, { name: '王晓明' }));
    expect(await codeOf(as('clerk', { kind: 'check', requestId }))).toBe('access/denied');
    expect(await codeOf(as('supervisor', { kind: 'check', requestId }))).toBe('requests/other-person-needed');
    expect(await codeOf(as('supervisor', { kind: 'apply', requestId }))).toBe('requests/not-now');
  });

  test('applied twice at once it is one revision', async () => {
    const requestId = await checked({ phone: '13900139000' });
    const codes = await Promise.all([1, 2].map(() => codeOf(as('supervisor', { kind: 'apply', requestId }))));
    expect(codes.toSorted()).toEqual(['ok', 'requests/not-now']);
    expect(await stored()).toHaveLength(2);
  });

  test('what was corrected meanwhile, or does not fit the form, or changes nothing, is not applied', async () => {
    const bad = await checked({ documentNumber: '110101199003071058' });
    expect(await codeOf(as('supervisor', { kind: 'apply', requestId: bad }))).toBe('requests/values-refused');
    const same = await checked({ name: present.name });
    expect(await codeOf(as('supervisor', { kind: 'apply', requestId: same }))).toBe('requests/nothing-changed');
    const first = await checked({ phone: '13900139000' });
    const second = await checked({ phone: '13700137000' });
    await as('supervisor', { kind: 'apply', requestId: first });
    expect(await codeOf(as('supervisor', { kind: 'apply', requestId: second }))).toBe('requests/record-changed');
    expect((await as('supervisor', { kind: 'show', requestId: second })).request?.state).toBe('checked');
    expect(await stored()).toHaveLength(2);
  });

  test('an application about another revision, record, request or field is not taken', async () => {
    const requestId = await opened('correction');
    const fits = await application(requestId, { name: '王晓明' });
    expect(await codeOf(as('clerk', await application(requestId, { name: '王晓明' }, { revision: 2 })))).toBe(
      'requests/record-changed',
    );
    expect(await codeOf(as('clerk', { ...fits, fields: ['phone'] }))).toBe('internal/invalid-input');
    expect(await codeOf(as('clerk', { ...fits, fields: ['name', 'name'] }))).toBe('internal/invalid-input');
    expect(await codeOf(as('clerk', { ...fits, sealed: '{}' }))).toBe('internal/invalid-input');
    const elsewhere = await application(randomId(), { name: '王晓明' });
    expect(await codeOf(as('clerk', { ...elsewhere, requestId }))).toBe('internal/invalid-input');
    recordIds = [];
    expect(await codeOf(as('clerk', fits))).toBe('requests/subject-unknown');
  });

  test('without an approval another workstation corrects nothing, and afterwards the first one cannot either', async () => {
    const { header } = envelope.parse(JSON.parse(record.text));
    const keys = Object.fromEntries(configuration.classes.map((one) => [one.name, one.sealTo]));
    const corrects = { revision: 1, contentHash: record.contentHash, reason: 'subject-request' as const };
    const foreign = await sealEnvelope({
      header: { ...header, deviceId: other.deviceId, revision: 2, corrects },
      groups: recordValues,
      classKeys: keys,
    });
    const refused = (await push(bench, other, [foreign.text])).json().outcomes[0];
    expect(refused).toMatchObject({ outcome: 'quarantined', error: { code: 'sync/foreign-record' } });
    const requestId = await checked({ phone: '13900139000' });
    await as('supervisor', { kind: 'apply', requestId });
    const late = await sealEnvelope({ header: { ...header, revision: 2, corrects }, groups: recordValues, classKeys: keys });
    expect((await push(bench, home, [late.text])).json().outcomes[0]).toMatchObject({ outcome: 'conflict' });
    expect(await stored()).toHaveLength(2);
  });

  test('refused, with its reason, and told', async () => {
    const requestId = await opened('correction');
    await as('clerk', await application(requestId, { name: '王晓明' }));
    const refused = await as('supervisor', { kind: 'refuse', requestId, reason: 'proof-insufficient' });
    expect(refused.request?.state).toBe('refused');
    expect(await codeOf(as('supervisor', { kind: 'apply', requestId }))).toBe('requests/not-now');
    expect((await as('clerk', { kind: 'tell', requestId, way: 'screen' })).request?.state).toBe('closed');
    const last = (await leaves()).filter(({ action }) => action === 'request.step').map(({ step, reason }) => [step, reason]);
    expect(last.slice(-2)).toEqual([
      ['refused', 'proof-insufficient'],
      ['told', null],
    ]);
  });
});

describe('deadline and who answers for it (R8.2)', () => {
  const dayMs = 86_400_000;

  test('overdue requests stand first, on the list of the person who opened them, and go to the supervisor when that person is gone', async () => {
    const late = await opened('query');
    bench.clock.advance(40 * dayMs);
    const fresh = await opened('query');
    const list = async () => (await as('supervisor', { kind: 'list', isSettled: false })).requests ?? [];
    expect((await list()).map(({ requestId, isOverdue }) => [requestId, isOverdue])).toEqual([
      [late, true],
      [fresh, false],
    ]);
    expect((await list())[0]?.inCharge).toMatchObject({ staffId: staffOf('clerk').id, isEscalated: false });
    const { supervisor, clerk } = { supervisor: staffOf('supervisor'), clerk: staffOf('clerk') };
    const draft = draftOf(configuration);
    const staff = draft.staff.map((one) => (one.id === clerk.id ? { ...one, isActive: false } : one));
    await bench.organisation.configuration.publish({ ...draft, staff });
    expect((await list())[0]?.inCharge).toEqual({ staffId: supervisor.id, name: supervisor.name, isEscalated: true });
  });

  test('a pause keeps the days that are left; only a named reason pauses', async () => {
    const requestId = await opened('query');
    const before = (await as('clerk', { kind: 'show', requestId })).request;
    await as('clerk', { kind: 'pause', requestId, reason: 'proof-awaited' });
    bench.clock.advance(30 * dayMs);
    const paused = (await as('clerk', { kind: 'show', requestId })).request;
    expect(paused).toMatchObject({ state: 'paused', isOverdue: false, daysLeft: before?.daysLeft });
    expect(await codeOf(as('clerk', { kind: 'answer', requestId, way: 'screen' }))).toBe('requests/not-now');
    expect((await as('clerk', { kind: 'resume', requestId })).request).toMatchObject({
      state: 'open',
      daysLeft: before?.daysLeft,
    });
  });

  test('a year without its notice is said', async () => {
    const days = Date.UTC(2026, 11, 30, 4) - bench.clock.nowMs();
    bench.clock.advance(days);
    const requestId = await opened('query');
    expect((await as('clerk', { kind: 'show', requestId })).request?.guessedYears).toContain(2027);
  });

  test('another branch knows nothing of it', async () => {
    const requestId = await opened('query');
    const stranger = configuration.staff.find((one) => one.branchId !== 'main-street' && one.role === 'clerk' && one.isActive);
    const member = stranger ?? { ...staffOf('clerk'), branchId: 'old-town' };
    const caller = { deviceId: other.deviceId, branchId: 'old-town', member };
    expect(await codeOf(service.act(caller, agent, { kind: 'show', requestId }))).toBe('requests/unknown');
    expect((await service.act(caller, agent, { kind: 'list', isSettled: false })).requests).toEqual([]);
  });

  test('is given to a colleague of the branch, and to nobody else', async () => {
    const requestId = await opened('query');
    const supervisor = staffOf('supervisor');
    const given = await as('supervisor', { kind: 'assign', requestId, staffId: supervisor.id });
    expect(given.request?.inCharge?.staffId).toBe(supervisor.id);
    expect(await codeOf(as('supervisor', { kind: 'assign', requestId, staffId: 'nobody' }))).toBe('internal/invalid-input');
    expect(await codeOf(as('clerk', { kind: 'assign', requestId, staffId: supervisor.id }))).toBe('access/denied');
  });
});

describe('online', () => {
  test('a subject opens, follows and is answered; another subject sees nothing of it', async () => {
    const requestId = randomId();
    await service.online.open(subjectId, requestId, 'query');
    expect(await service.online.list(subjectId)).toMatchObject([
      { requestId, channel: 'online', state: 'open', branchId: 'main-street' },
    ]);
    expect(await service.online.list('subject-2')).toEqual([]);
    expect(await codeOf(service.online.answer(agent, 'subject-2', requestId))).toBe('requests/unknown');
    const copy = await service.online.answer(agent, subjectId, requestId);
    expect(copy.records[0]?.values).toMatchObject(present);
    expect(await service.online.list(subjectId)).toMatchObject([{ state: 'closed' }]);
  });

  test('what a subject applied for a supervisor checks and applies', async () => {
    const requestId = randomId();
    await service.online.open(subjectId, requestId, 'correction');
    const { kind: _kind, ...asked } = await application(requestId, { phone: '13900139000' });
    await service.online.applyFor(subjectId, asked, []);
    expect((await as('supervisor', { kind: 'show', requestId })).request?.inCharge?.staffId).toBe(staffOf('supervisor').id);
    await as('supervisor', { kind: 'check', requestId });
    await as('supervisor', { kind: 'apply', requestId });
    const [, second] = await stored();
    expect(await valuesOf(second?.envelope ?? '', 'contact')).toEqual({ phone: '13900139000' });
    expect(instantFromMs(bench.clock.nowMs())).toBe((await service.online.list(subjectId))[0]?.events.at(-1)?.at);
  });
});
