// The end of the day of a whole branch (S6): two real workstations and a real server; by network, by medium and by hand.
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { passphrase } from '#main/test-bench/organisation.ts';
import { refusalOf, type TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import { generateSigningKey, signDocument } from '#src/node/crypto/signing.ts';
import { type Branch, openBranch, registerWithScan } from '#test/support/branch-in-memory.ts';

let branch: Branch;
let first: TestWorkstation;
let second: TestWorkstation;
let folder = '';

beforeEach(async () => {
  branch = await openBranch();
  ({ folder } = branch);
  first = branch.workstation;
  second = await branch.another();
  const begin = async () => {
    for (const workstation of [first, second]) {
      unwrap(await workstation.signIn('supervisor'));
      await syncNow(workstation);
    }
  };
  // What began by itself ends before the clocks move.
  await begin();
  // Every moment of the test lies in one business day, wherever and whenever it runs.
  later(noonMs - branch.bench.clock.nowMs());
  await begin();
});
afterEach(async () => {
  await branch.close();
});

/** Tomorrow: later than the moment of the enrolments, which is the real one. */
const noonMs = Math.ceil(Date.now() / 86_400_000) * 86_400_000 + 12 * 3_600_000;
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const day = dayOf(noonMs);
const nextDay = dayOf(noonMs + 24 * 3_600_000);
const syncNow = async (workstation: TestWorkstation) => void unwrap(await workstation.api['sync.now']({}));
const shown = async (workstation: TestWorkstation, asked: string | null = day) =>
  unwrap(await workstation.api['reconciliation.branch']({ day: asked }));
const states = async (workstation: TestWorkstation) =>
  (await shown(workstation)).workstations.map(({ isOwn, state }) => `${isOwn ? 'own' : 'other'} ${state}`).toSorted();

function later(ms: number): void {
  branch.bench.clock.advance(ms);
  for (const workstation of [first, second]) workstation.time.advance(ms);
}

/** Both have told and heard everything there is; whatever ran by itself has ended before. */
async function meet(): Promise<void> {
  for (let round = 0; round < 2; round++) {
    for (const workstation of [first, second, first]) await syncNow(workstation);
    later(60_000);
  }
  for (const workstation of [first, second, first]) await syncNow(workstation);
}

async function close(workstation: TestWorkstation, asked = day): Promise<void> {
  // What synced by itself meanwhile would change the figures that are signed.
  await syncNow(workstation);
  const { digest } = unwrap(await workstation.api['reconciliation.day']({ day: asked }));
  unwrap(await workstation.api['reconciliation.close']({ day: asked, digest, passphrase }));
}

type Reasons = { readonly deviceId: string; readonly reason: 'no-network' }[];

async function sign(workstation: TestWorkstation, reasons: Reasons = [], typed = passphrase) {
  const { digest } = await shown(workstation);
  return workstation.api['reconciliation.signBranch']({ day, digest, passphrase: typed, reasons });
}

async function leaves(action: string): Promise<Record<string, unknown>[]> {
  const rows = await branch.bench.organisation.store.selectFrom('audit_leaf').select('content').execute();
  return rows.map(({ content }) => JSON.parse(content)).filter((leaf) => leaf.action === action);
}

const deviceOf = async (workstation: TestWorkstation) =>
  (await shown(workstation)).workstations.find(({ isOwn }) => isOwn)?.deviceId ?? '';

describe('by network', () => {
  test('both sheets come together, each clerk is added up, and the signature is heard everywhere', async () => {
    unwrap(await first.signIn('clerk'));
    await registerWithScan(first);
    unwrap(await first.signIn('supervisor'));
    unwrap(await second.signIn('clerk'));
    await registerWithScan(second);
    await registerWithScan(second);
    unwrap(await second.signIn('supervisor'));
    await meet();
    expect(await states(first)).toEqual(['other open', 'own open']);

    await close(second);
    await close(first);
    await meet();
    expect(await states(first)).toEqual(['other closed', 'own closed']);
    const view = await shown(first);
    expect(view.clerks.map(({ number, name, figures }) => [number, name, figures.captured])).toEqual([
      ['CLERK', 'Name of clerk', 3],
    ]);
    expect(view.total).toMatchObject({ captured: 3, synced: 3, pending: 0 });

    expect(refusalOf(await sign(first, [], 'wrong'))).toBe('staff/wrong-credentials');
    const { hash } = unwrap(await sign(first));
    expect(refusalOf(await sign(first))).toBe('reconciliation/branch-signed');
    await meet();
    expect((await shown(second)).signatures).toMatchObject([{ hash, number: 1, missing: 0, isCurrent: true }]);
    const { sheet } = unwrap(await second.api['reconciliation.branchSheet']({ hash, language: 'en' }));
    expect(sheet.report).toMatchObject({ day, closedBy: 'supervisor', total: { captured: 3 } });
    unwrap(await second.api['reconciliation.printBranch']({ hash, language: 'zh-CN' }));
    expect(second.printer.papers.at(-1)?.document).toMatchObject({ kind: 'branch-day', hash });

    const taken = await leaves('day.taken');
    expect(taken.map(({ kind, closing }) => [kind, closing])).toEqual([
      ['day-statement', 1],
      ['day-statement', 1],
      ['branch-day', 1],
    ]);
    expect(JSON.stringify(taken)).not.toContain('Name of');
  });

  test('a missing one needs a reason; what comes later shows, and is signed again', async () => {
    second.server.mode = 'down';
    await registerWithScan(first);
    await registerWithScan(second);
    await close(first);
    await close(second);
    await syncNow(first);
    expect(await states(first)).toEqual(['other idle', 'own closed']);
    // Heard a while ago that nothing had happened by then: that is no word for the whole day.
    later(20 * 60_000);
    expect(await states(first)).toEqual(['other silent', 'own closed']);
    expect(refusalOf(await sign(first))).toBe('reconciliation/reason-missing');
    const other = (await shown(first)).workstations.find(({ isOwn }) => !isOwn)?.deviceId ?? '';
    unwrap(await sign(first, [{ deviceId: other, reason: 'no-network' }]));
    expect((await shown(first)).signatures).toMatchObject([{ missing: 1, isCurrent: true }]);

    second.server.mode = 'up';
    await meet();
    const view = await shown(first);
    expect(view.signatures).toMatchObject([{ number: 1, isCurrent: false }]);
    expect(view.total.captured).toBe(2);
    unwrap(await sign(first));
    expect((await shown(first)).signatures).toMatchObject([
      { number: 2, missing: 0, isCurrent: true },
      { number: 1, missing: 1, isCurrent: false },
    ]);
  });

  test('what happens after closing is told by the next sheet and shown at the day', async () => {
    await registerWithScan(second);
    await close(second);
    await registerWithScan(second);
    later(24 * 3_600_000);
    await syncNow(second);
    await registerWithScan(second);
    await close(second, nextDay);
    await meet();
    const view = await shown(first);
    expect([view.total.captured, view.late?.captured]).toEqual([1, 1]);
    expect(view.workstations.map(({ late }) => late?.captured ?? 0).toSorted()).toEqual([0, 1]);
    expect((await shown(first, nextDay)).total.captured).toBe(1);
  });

  test('sent twice it is there once; forged, foreign and revoked ones are not taken', async () => {
    await registerWithScan(second);
    await close(second);
    await syncNow(second);
    const { store, days } = branch.bench.organisation;
    const rows = async () => store.selectFrom('day_document').selectAll().execute();
    const [row] = await rows();
    const document = JSON.parse(row?.document ?? '');
    const deviceId = row?.device_id ?? '';
    const question = { after: 0, businessDay: day, unclosed: [] };
    const stranger = generateSigningKey();
    const body = JSON.parse(document.body);
    const forged = signDocument('day-statement', { ...body, closing: 7 }, stranger);
    const changed = { ...document, body: document.body.replace('"closing":1', '"closing":2') };
    const outcomes = async (...documents: (typeof document)[]) => {
      const entries = documents.map((one) => ({ kind: 'day-statement' as const, document: one }));
      const page = await days.exchange(deviceId, { ...question, documents: entries });
      return JSON.parse(page.body).outcomes.map(({ outcome }: { outcome: string }) => outcome);
    };
    expect(await outcomes(document, document, forged, changed)).toEqual(['taken', 'taken', 'refused', 'refused']);
    expect(await rows()).toHaveLength(1);
    expect(await leaves('day.taken')).toHaveLength(1);
    await store.updateTable('device').set({ state: 'revoked' }).where('device_id', '=', deviceId).execute();
    expect(await outcomes({ ...document })).toEqual(['refused']);
  });
});

describe('without a network', () => {
  beforeEach(async () => {
    for (const { server } of [first, second]) server.mode = 'down';
    await registerWithScan(first);
    await registerWithScan(second);
    await close(first);
    await close(second);
  });

  async function carried(from: TestWorkstation): Promise<string> {
    from.place = join(folder, 'days.json');
    unwrap(await from.api['reconciliation.saveDays']({}));
    return readFileSync(from.place, 'utf8');
  }

  test('sheets go by hand; a forged or foreign file changes nothing', async () => {
    later(60 * 60_000);
    expect(await states(first)).toEqual(['other silent', 'own closed']);
    const file = await carried(second);
    expect(file).not.toContain('Name of');
    const take = (text: string) => first.api['reconciliation.takeDays']({ file: text });
    expect(refusalOf(await take('{}'))).toBe('reconciliation/file-unreadable');
    const parsed = JSON.parse(file);
    const otherServer = signDocument('branch-roster', JSON.parse(parsed.roster.body), generateSigningKey());
    expect(refusalOf(await take(JSON.stringify({ ...parsed, roster: otherServer })))).toBe('reconciliation/file-foreign');
    const [{ kind, document }] = parsed.documents;
    const more = { ...document, body: document.body.replace('"captured":1', '"captured":9') };
    expect(unwrap(await take(JSON.stringify({ ...parsed, documents: [{ kind, document: more }] })))).toEqual({
      taken: 0,
      known: 0,
      refused: 1,
    });
    expect(await states(first)).toEqual(['other silent', 'own closed']);
    expect(unwrap(await take(file))).toEqual({ taken: 1, known: 0, refused: 0 });
    expect(unwrap(await take(file))).toEqual({ taken: 0, known: 1, refused: 0 });
    expect(await states(first)).toEqual(['other closed', 'own closed']);
    unwrap(await sign(first));

    // Whoever comes to the server carries all of it.
    first.server.mode = 'up';
    await syncNow(first);
    const taken = await leaves('day.taken');
    const own = await deviceOf(first);
    expect(taken.map(({ kind: what, carrierId }) => [what, carrierId])).toEqual([
      ['day-statement', own],
      ['day-statement', own],
      ['branch-day', own],
    ]);
  });

  test('sheets go to the server with a medium, and the branch’s come back with the receipts', async () => {
    second.place = join(folder, 'medium.age');
    unwrap(await second.api['exchange.export']({ afterSequence: 0 }));
    const { exchange } = branch.bench.organisation;
    const medium = () => createReadStream(join(folder, 'medium.age'));
    await exchange.importFile(medium, branch.identities);
    expect(await leaves('day.taken')).toHaveLength(1);
    first.place = join(folder, 'first.age');
    unwrap(await first.api['exchange.export']({ afterSequence: 0 }));
    const { receipts } = await exchange.importFile(() => createReadStream(join(folder, 'first.age')), branch.identities);
    unwrap(await first.api['exchange.importReceipts']({ file: receipts }));
    expect(await states(first)).toEqual(['other closed', 'own closed']);
    // The same medium again, and again later: nothing is there twice.
    await exchange.importFile(medium, branch.identities);
    expect(await leaves('day.taken')).toHaveLength(2);
    unwrap(await first.api['exchange.importReceipts']({ file: receipts }));
  });
});
