// Subjects' requests at the workstation (R8.1–R8.3): asked of the server as a person, what is wanted sealed before it leaves, printed only
// what the person has before them, and nothing kept.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { passphrase } from '#main/test-bench/organisation.ts';
import { enrolledWorkstation, refusalOf, type TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import type { RequestAct, RequestDetail, RequestsAnswer } from '#src/contract/sync/subject-requests.ts';
import { sealedCorrection } from '#src/crypto/sealed-correction.ts';
import { registrationId } from '#src/domain/registration/schema.ts';
import { openCorrectionClass } from '#src/node/crypto/sealing.ts';

const requestId = '11111111-1111-4111-8111-111111111111';
const recordId = registrationId.parse('22222222-2222-4222-8222-222222222222');
const at = '2026-11-24T08:00:00.000Z';
const secret = '赵密密';

let workstation: TestWorkstation;
let asked: RequestAct[];

function record() {
  const [form] = workstation.organisation.configuration.forms;
  if (form === undefined) throw new Error('no form');
  return { recordId, revision: 1, serviceName: { 'zh-CN': '服务', en: 'Service' }, submittedAt: at, form };
}

function detail(): RequestDetail {
  return {
    requestId,
    number: 7,
    requestKind: 'query',
    channel: 'counter',
    branchId: 'branch-1',
    openedAt: at,
    state: 'open',
    deadline: '2026-12-15',
    daysLeft: 15,
    isOverdue: false,
    guessedYears: [],
    inCharge: { staffId: 'clerk', name: 'Clerk', isEscalated: false },
    events: [{ at, actorId: 'clerk', actorName: 'Clerk', step: { kind: 'opened', channel: 'counter' } }],
    steps: ['answered'],
    records: [record()],
    colleagues: [],
  };
}

function answerTo(act: RequestAct): RequestsAnswer {
  asked.push(act);
  const nothing = { requests: null, request: null, copy: null, comparison: null, picture: null };
  if (act.kind === 'list') return { ...nothing, requests: [] };
  const branch = { 'zh-CN': '网点', en: 'Branch' };
  const own = { values: { name: secret }, branch, earlierRevisions: 0, attachments: 0, pictures: [], noticeAcceptedAt: at };
  const copy = { madeAt: at, records: [{ ...record(), ...own }], recipients: [] };
  return { ...nothing, request: detail(), copy: act.kind === 'copy' ? copy : null };
}

beforeEach(async () => {
  asked = [];
  workstation = await enrolledWorkstation();
  workstation.server.persons.answers.set('/v1/requests', ({ act }: { act: RequestAct }) => answerTo(act));
  unwrap(await workstation.signIn());
  unwrap(await workstation.api['staff.prove']({ passphrase }));
});
afterEach(() => workstation.remove());

const act = (one: RequestAct) => workstation.api['requests.act'](one);
const print = () => workstation.api['requests.printCopy']({ requestId, language: 'zh-CN' });
const applyFor = (wanted: Record<string, string>, note = '户口簿') =>
  workstation.api['requests.applyFor']({ requestId, recordId, revision: 1, wanted, proof: 'household-register', note });

describe('a query', () => {
  test('is answered only with what was shown, and printed from what was shown', async () => {
    unwrap(await act({ kind: 'show', requestId }));
    expect(refusalOf(await act({ kind: 'answer', requestId, way: 'screen' }))).toBe('requests/copy-not-shown');
    expect(refusalOf(await print())).toBe('requests/copy-not-shown');
    unwrap(await act({ kind: 'copy', requestId }));
    expect(unwrap(await print()).copies).toBe(0);
    expect(workstation.printer.papers[0]?.document).toMatchObject({ kind: 'subject-copy', number: 7 });
    unwrap(await act({ kind: 'answer', requestId, way: 'paper' }));
    expect(asked.map(({ kind }) => kind)).toEqual(['show', 'copy', 'answer']);
  });

  test('what one person saw the next one cannot print', async () => {
    unwrap(await act({ kind: 'copy', requestId }));
    unwrap(await workstation.api['staff.signOut']({}));
    unwrap(await workstation.signIn('other'));
    unwrap(await workstation.api['staff.prove']({ passphrase }));
    expect(refusalOf(await print())).toBe('requests/copy-not-shown');
    expect(refusalOf(await workstation.api['requests.printSlip']({ requestId, language: 'en' }))).toBe('requests/unknown');
  });

  test('nothing of it is written here or logged', async () => {
    unwrap(await act({ kind: 'copy', requestId }));
    unwrap(await print());
    await workstation.app.close();
    const files = readdirSync(workstation.dataDir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(readFileSync(join(file.parentPath, file.name)).includes(secret)).toBe(false);
    expect(workstation.log.join('\n')).not.toContain(secret);
  });
});

describe('an application for a correction', () => {
  test('leaves sealed: bound to request, record and revision, and openable with the class key alone', async () => {
    unwrap(await applyFor({ name: '赵明', address: '新街 1 号' }));
    const sent = asked.at(-1);
    if (sent?.kind !== 'apply-for') throw new Error('nothing was applied for');
    expect(sent.fields).toEqual(['name', 'address']);
    expect(JSON.stringify(sent)).not.toContain('赵明');
    const { correction } = sealedCorrection.parse(JSON.parse(sent.sealed));
    expect(correction).toEqual({ organisationId: 'organisation-1', requestId, recordId, revision: 1 });
    const { identity, supplementary } = workstation.organisation.classKeys;
    if (identity === undefined || supplementary === undefined) throw new Error('no keys');
    expect(await openCorrectionClass(sent.sealed, 'identity', identity)).toEqual({ name: '赵明', $proof: '户口簿' });
    expect(await openCorrectionClass(sent.sealed, 'supplementary', supplementary)).toEqual({ address: '新街 1 号' });
    const moved = sent.sealed.replace('"revision":1', '"revision":2');
    await expect(openCorrectionClass(moved, 'identity', identity)).rejects.toThrow();
  });

  test.each([
    [{ name: '' }, 'requests/values-refused'],
    [{ phone: '12' }, 'requests/values-refused'],
    [{ nothing: 'x' }, 'requests/values-refused'],
    [{ documentNumber: '11' }, 'ok'], // judged with the record's own type, where the record is opened
    [{ documentType: 'resident-id', documentNumber: '11' }, 'requests/values-refused'],
  ])('%j: %s', async (wanted, code) => {
    expect(refusalOf(await applyFor(wanted))).toBe(code);
    expect(asked.some(({ kind }) => kind === 'apply-for')).toBe(code === 'ok');
  });
});

describe('without the server', () => {
  test('nothing can be asked, and that is said', async () => {
    workstation.server.mode = 'down';
    expect(refusalOf(await act({ kind: 'list', isSettled: false }))).toBe('server/unreachable');
  });
});
