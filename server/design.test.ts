// Publishing one form, notice or service through the network, on a real server: who may, what is refused, and that nothing that was
// captured before is stranded by it.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { catalogueOf, publishedItem } from '#src/domain/design/rules.ts';
import { type DesignItem, formDraft } from '#src/domain/design/schema.ts';
import { configuration } from '#src/domain/organisation/schema.ts';
import { openDocument } from '#src/node/crypto/signing.ts';
import { demonstrationStaff } from './demo/staff.ts';
import { type Bench, enrolWorkstation, openBench, push, sealRecord, signFor, type Workstation } from './test-bench.ts';

let bench: Bench;
let workstation: Workstation;
const administrator = demonstrationStaff.find((person) => person.role === 'it-administrator');
const clerk = demonstrationStaff[0];
if (administrator === undefined || clerk === undefined) throw new Error('the demonstration lacks an administrator');
const proof = { number: administrator.number, passphrase: administrator.passphrase };

beforeEach(async () => {
  bench = await openBench();
  workstation = await enrolWorkstation(bench);
});
afterEach(() => bench.close());

const newest = async () => (await bench.organisation.configuration.newest()).body;

async function formItem(
  change: (form: Extract<DesignItem, { kind: 'form' }>['content']) => void = () => undefined,
): Promise<DesignItem> {
  const [form] = (await newest()).forms;
  const content = formDraft.parse(structuredClone(form));
  change(content);
  return { kind: 'form', content };
}

async function publish(
  item: unknown,
  choice: { madeOn?: number; as?: { number: string; passphrase: string }; from?: Workstation } = {},
) {
  return publishAll([item], choice);
}

async function publishAll(
  items: readonly unknown[],
  choice: { madeOn?: number; as?: { number: string; passphrase: string }; from?: Workstation } = {},
) {
  const made = items.map((item) => ({ madeOn: choice.madeOn ?? 1, item }));
  const body = JSON.stringify({ protocol: 2, administrator: choice.as ?? proof, items: made });
  const headers = await signFor(choice.from ?? workstation, bench.clock, { method: 'POST', path: '/v1/design', body });
  const answer = await bench.app.inject({ method: 'POST', url: '/v1/design', headers, payload: body });
  return { status: answer.statusCode, json: answer.json(), code: answer.json().error?.code };
}

const title = (form: Extract<DesignItem, { kind: 'form' }>['content'], en: string) => Object.assign(form.title, { en });

describe('publishing', () => {
  test('gives the next version itself, signs the whole configuration and records who, when and from where', async () => {
    const item = await formItem((form) => title(form, 'Changed'));
    const { status, json } = await publish(item);
    expect(status).toBe(200);
    expect(json.itemVersions).toEqual([2]);
    const opened = openDocument('configuration', json.configuration, bench.keyRing.serverKey, configuration);
    if (!opened.ok) throw new Error(opened.error);
    expect(opened.value.version).toBe(2);
    expect(opened.value.forms[0]).toMatchObject({ version: 2, title: { en: 'Changed' } });
    expect(opened.value.staff[0]?.passphraseVerifier).toMatch(/^\$argon2id\$/);
    expect(publishedItem(catalogueOf(opened.value), 'form', item.content.id)).toEqual(item);
    const rows = await bench.organisation.store.selectFrom('published_item').selectAll().execute();
    expect(rows).toEqual([
      expect.objectContaining({
        version: 2,
        item_kind: 'form',
        item_version: 2,
        device_id: workstation.deviceId,
        staff_id: expect.stringContaining('staff'),
      }),
    ]);
  });

  test('a lost answer is asked for again without a second version', async () => {
    const item = await formItem((form) => title(form, 'Changed'));
    await publish(item);
    expect(await publish(item)).toMatchObject({ status: 200, json: { itemVersions: [2] } });
    expect((await newest()).version).toBe(2);
  });

  test('two administrators at once: one is told that the other was first, and another item is nobody in the way', async () => {
    const one = await formItem((form) => title(form, 'One'));
    const two = await formItem((form) => title(form, 'Two'));
    const answers = await Promise.all([publish(one), publish(two)]);
    expect(answers.map(({ code }) => code ?? 'ok').sort()).toEqual(['design/overtaken', 'ok']);
    const { sections, id, title: name } = (await newest()).notices[0] ?? { sections: [], id: '', title: { 'zh-CN': '', en: '' } };
    const notice = { kind: 'notice', content: { id, title: { ...name, en: 'Newer' }, sections } };
    expect(await publish(notice, { madeOn: 1 })).toMatchObject({ status: 200, json: { itemVersions: [2] } });
    expect((await newest()).version).toBe(3);
  });

  test('a draft on a version nobody knows is overtaken', async () => {
    expect((await publish(await formItem((form) => title(form, 'x')), { madeOn: 99 })).code).toBe('design/overtaken');
  });

  test('a new form, and then a service that uses it', async () => {
    const form = await formItem((content) => Object.assign(content, { id: 'second-form' }));
    expect(await publish(form)).toMatchObject({ status: 200, json: { itemVersions: [1] } });
    const noticeId = (await newest()).notices[0]?.id;
    const content = {
      id: 'second',
      kind: 'activity',
      name: { 'zh-CN': '第二', en: 'Second' },
      formId: 'second-form',
      noticeId,
      needsSecondReview: true,
    };
    expect(await publish({ kind: 'service', content }, { madeOn: 2 })).toMatchObject({
      status: 200,
      json: { itemVersions: [null] },
    });
    expect((await newest()).services.at(-1)).toEqual(content);
  });
});

describe('several items at once', () => {
  const text = (en: string) => ({ 'zh-CN': '新', en });
  async function newService() {
    const { forms, notices } = await newest();
    const { version: _form, ...form } = { ...forms[0], id: 'new-form' };
    const { version: _notice, ...notice } = { ...notices[0], id: 'new-notice' };
    const ids = { formId: 'new-form', noticeId: 'new-notice' };
    const service = { id: 'new-service', kind: 'core', name: text('New'), ...ids, needsSecondReview: false };
    return [
      { kind: 'service', content: service },
      { kind: 'form', content: form },
      { kind: 'notice', content: notice },
    ] as const;
  }

  test('a new form, its notice and its service are one version, in any order, each on the record', async () => {
    const items = await newService();
    const { status, json } = await publishAll(items);
    expect([status, json.itemVersions]).toEqual([200, [null, 1, 1]]);
    const { version, services } = await newest();
    expect(version).toBe(2);
    expect(services.at(-1)).toMatchObject({ id: 'new-service', formId: 'new-form' });
    const rows = await bench.organisation.store.selectFrom('published_item').select(['version', 'item_id']).execute();
    expect(rows.map((row) => `${row.version} ${row.item_id}`).sort()).toEqual(['2 new-form', '2 new-notice', '2 new-service']);
    // The answer was lost, and one of them was changed meanwhile: the others stand as they are.
    expect((await publishAll(items)).json.itemVersions).toEqual([null, 1, 1]);
    expect((await newest()).version).toBe(2);
  });

  test('none of them when one is refused or overtaken, and the place names which', async () => {
    const [service, form, notice] = await newService();
    const broken = { kind: 'notice', content: { ...notice.content, sections: [] } };
    const refused = await publishAll([service, form, broken]);
    expect(refused.json.error.params.problems[0]).toMatchObject({ item: 2, code: 'topic-missing' });
    expect((await newest()).version).toBe(1);
    const changed = await formItem((one) => title(one, 'Mine'));
    await publish(await formItem((one) => title(one, 'Theirs')));
    expect((await publishAll([service, form, notice, changed])).code).toBe('design/overtaken');
    expect((await newest()).services.map(({ id }) => id)).not.toContain('new-service');
    expect((await publishAll([form, form], { madeOn: 2 })).code).toBe('internal/invalid-input');
  });

  test('a form that gives up what a core service needs goes with the service that no longer offers it, and only so (R2.1)', async () => {
    const [service] = (await newest()).services.filter((one) => one.kind === 'core');
    const used = (await newest()).services.filter((one) => one.kind === 'core' && one.formId === service?.formId);
    const lesser = await formItem((one) => Object.assign(one.fields[3] ?? {}, { part: 'supplementary' }));
    const withdrawn = used.map((content) => ({ kind: 'service', content: { ...content, isWithdrawn: true } }));
    expect((await publish(lesser)).code).toBe('design/refused');
    expect((await publishAll([lesser, ...withdrawn])).json).toMatchObject({ itemVersions: [2, null, null] });
  });
});

describe('is refused', () => {
  test('without purpose or necessity, with the place (R1.4)', async () => {
    const item = await formItem((form) => {
      Object.assign(form.fields[0] ?? {}, { purpose: { 'zh-CN': ' 　', en: 'x' } });
      Object.assign(form.fields[4] ?? {}, { necessity: { 'zh-CN': '', en: '' } });
    });
    const { status, json } = await publish(item);
    expect(status).toBe(400);
    expect(json.error).toMatchObject({ code: 'design/refused' });
    expect(json.error.params.problems.map((one: { path: string; code: string }) => `${one.path} ${one.code}`)).toEqual([
      'fields.0.purpose.zh-CN text-missing',
      'fields.4.necessity.zh-CN text-missing',
      'fields.4.necessity.en text-missing',
    ]);
    expect((await newest()).version).toBe(1);
  });

  test('a core form that no longer asks everybody for a number (R2.1)', async () => {
    const item = await formItem((form) => Object.assign(form.fields[3] ?? {}, { part: 'supplementary' }));
    expect((await publish(item)).json.error.params.problems).toEqual([
      { path: 'fields', code: 'core-kind-missing', params: { kind: 'phone' } },
    ]);
  });

  test('a notice without its topics, a service without form or notice, an odd id', async () => {
    const notice = { kind: 'notice', content: { id: 'Odd Id', title: { 'zh-CN': '告知', en: 'Notice' }, sections: [] } };
    expect((await publish(notice)).json.error.params.problems.map((one: { code: string }) => one.code)).toEqual([
      'id-invalid',
      ...Array<string>(4).fill('topic-missing'),
    ]);
    const content = {
      id: 's',
      kind: 'activity',
      name: { 'zh-CN': '一', en: 'S' },
      formId: 'no',
      noticeId: 'no',
      needsSecondReview: false,
    };
    expect(
      (await publish({ kind: 'service', content })).json.error.params.problems.map((one: { code: string }) => one.code),
    ).toEqual(['form-unknown', 'notice-unknown']);
  });

  test('what is not an item at all', async () => {
    for (const item of [null, {}, { kind: 'staff', content: {} }, { kind: 'form', content: { id: 'x', fields: 'no' } }]) {
      expect((await publish(item)).code).toBe('internal/invalid-input');
    }
  });
});

test('a notice keeps its signature, which needs a class that exists', async () => {
  const before = (await newest()).notices[0];
  if (before === undefined) throw new Error('no notice');
  const { version: _version, ...content } = { ...before, signature: { need: 'required', class: 'identity' } };
  expect((await publish({ kind: 'notice', content })).status).toBe(200);
  expect((await newest()).notices[0]?.signature).toEqual(content.signature);
  const wrong = { ...content, signature: { need: 'required', class: 'nobody' } };
  expect((await publish({ kind: 'notice', content: wrong }, { madeOn: 2 })).json.error.params.problems).toEqual([
    { path: 'signature.class', code: 'class-unknown', params: {} },
  ]);
});

describe('who may publish', () => {
  test.each([
    ['a clerk', { number: clerk.number, passphrase: clerk.passphrase }, 'access/denied'],
    ['a wrong passphrase', { ...proof, passphrase: 'guess' }, 'staff/wrong-credentials'],
    ['an unknown number', { number: 'nobody', passphrase: 'guess' }, 'staff/wrong-credentials'],
  ])('not %s', async (_name, as, code) => {
    expect((await publish(await formItem((form) => title(form, 'x')), { as })).code).toBe(code);
    expect((await newest()).version).toBe(1);
  });

  test('not an administrator whose clearance has ended (R7.1)', async () => {
    bench.clock.advance(3 * 366 * 24 * 3_600_000);
    expect((await publish(await formItem((form) => title(form, 'x')))).code).toBe('staff/not-cleared');
  });

  test('nobody after too many wrong passphrases, until the delay is over; many at once are counted too', async () => {
    const item = await formItem((form) => title(form, 'x'));
    const wrong = () => publish(item, { as: { ...proof, passphrase: 'guess' } });
    const { signInAttempts } = (await newest()).policy;
    const codes = (await Promise.all(Array.from({ length: signInAttempts + 2 }, wrong))).map(({ code }) => code);
    expect(codes.filter((code) => code === 'staff/wrong-credentials')).toHaveLength(signInAttempts);
    const locked = await publish(item);
    expect(locked.json.error).toMatchObject({ code: 'staff/too-many-attempts', params: { waitSeconds: 5 } });
    bench.clock.advance(6_000);
    expect((await publish(item)).status).toBe(200);
  });

  test('not a device that is not enrolled, nor the same request twice', async () => {
    const item = await formItem((form) => title(form, 'x'));
    expect((await publish(item, { from: { ...workstation, deviceId: 'nobody' } })).code).toBe('devices/unknown');
    const body = JSON.stringify({ protocol: 2, administrator: proof, items: [{ madeOn: 1, item }] });
    const headers = await signFor(workstation, bench.clock, { method: 'POST', path: '/v1/design', body });
    const send = () => bench.app.inject({ method: 'POST', url: '/v1/design', headers, payload: body });
    expect((await send()).statusCode).toBe(200);
    expect((await send()).json().error.code).toBe('devices/signature-refused');
  });

  test('the passphrase is in no log line', async () => {
    await publish(await formItem((form) => title(form, 'x')), { as: { ...proof, passphrase: 'a very secret guess' } });
    await publish({ kind: 'form' });
    expect(bench.logged.length).toBeGreaterThan(0);
    expect(bench.logged.join('\n')).not.toMatch(/secret guess/);
    expect(bench.logged.join('\n')).not.toContain(proof.passphrase);
  });
});

test('a record captured under the old form and notice is accepted after the new ones were published and its service was withdrawn', async () => {
  const before = await newest();
  const sealed = await sealRecord(before, workstation);
  await publish(await formItem((form) => title(form, 'Newer')));
  const { sections, id, title: name } = before.notices[0] ?? { sections: [], id: '', title: { 'zh-CN': '', en: '' } };
  await publish({ kind: 'notice', content: { id, title: { ...name, en: 'Newer' }, sections } });
  for (const content of before.services) await publish({ kind: 'service', content: { ...content, isWithdrawn: true } });
  expect((await newest()).services.every(({ isWithdrawn }) => isWithdrawn)).toBe(true);
  expect((await newest()).forms[0]?.version).toBe(2);
  expect((await newest()).notices[0]?.version).toBe(2);
  expect((await push(bench, workstation, [sealed.text])).json().outcomes[0].outcome).toBe('accepted');
});
