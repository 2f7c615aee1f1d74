// Designing over the real store: drafts of all administrators, publishing with one's own proof, and that nothing begun is stranded.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { passphrase, subject } from '#main/test-bench/organisation.ts';
import { enrolledWorkstation, refusalOf, type TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import { envelope } from '#src/crypto/envelope.ts';
import type { DesignItem } from '#src/domain/design/schema.ts';

let workstation: TestWorkstation;

beforeEach(async () => {
  workstation = await enrolledWorkstation();
  await workstation.api['sync.now']({}).catch(() => undefined);
  unwrap(await workstation.signIn('it'));
});
afterEach(() => workstation.remove());

const api = () => workstation.api;

/** The published form or notice with another English title. */
async function retitled(kind: 'form' | 'notice', en: string): Promise<DesignItem> {
  const { catalogue } = unwrap(await api()['design.overview']({}));
  if (kind === 'form') {
    const [form] = catalogue.forms;
    if (form === undefined) throw new Error('no form');
    const { version: _version, ...content } = form;
    return { kind, content: { ...content, title: { ...content.title, en } } };
  }
  const [notice] = catalogue.notices;
  if (notice === undefined) throw new Error('no notice');
  const { version: _version, ...content } = notice;
  return { kind, content: { ...content, title: { ...content.title, en } } };
}

async function begin(item: DesignItem): Promise<string> {
  return unwrap(await api()['design.begin']({ item })).draftId;
}
const publishAll = (draftIds: string[], proof = passphrase) => api()['design.publish']({ draftIds, passphrase: proof });
const publish = (draftId: string, proof = passphrase) => publishAll([draftId], proof);
const drafts = async () => unwrap(await api()['design.overview']({})).drafts;

test('a clerk may do none of it', async () => {
  const item = await retitled('form', 'x');
  unwrap(await api()['staff.signOut']({}));
  unwrap(await workstation.signIn('clerk'));
  expect(refusalOf(await api()['design.overview']({}))).toBe('access/denied');
  expect(refusalOf(await api()['design.begin']({ item }))).toBe('access/denied');
});

describe('a draft', () => {
  test('survives a restart, is shown with who edited it, and is begun once', async () => {
    const draftId = await begin(await retitled('form', 'One'));
    expect(await begin(await retitled('form', 'Two'))).toBe(draftId);
    unwrap(await api()['design.save']({ draftId, item: await retitled('form', 'Three') }));
    await workstation.restart();
    unwrap(await workstation.signIn('it'));
    expect(await drafts()).toMatchObject([
      {
        draftId,
        editedBy: 'Name of it',
        item: { content: { title: { en: 'Three' } } },
        base: { content: { title: { en: 'Form' } } },
      },
    ]);
  });

  test('may be unfinished in every way, but is of its kind', async () => {
    const item = await retitled('form', '');
    if (item.kind !== 'form') throw new Error('kind');
    const [first] = item.content.fields;
    if (first === undefined) throw new Error('no field');
    const empty = { 'zh-CN': '', en: '' };
    Object.assign(first, { name: '', label: empty, purpose: empty, class: '', input: { kind: 'choice', options: [] } });
    const draftId = await begin(item);
    expect((await drafts())[0]?.item).toEqual(item);
    expect(refusalOf(await api()['design.save']({ draftId, item: await retitled('notice', 'x') }))).toBe('design/unknown');
    expect(refusalOf((await workstation.app.call('design.save', { draftId, item: { kind: 'form', content: 7 } })) as never)).toBe(
      'internal/invalid-input',
    );
  });

  test('is gone when it was discarded', async () => {
    const draftId = await begin(await retitled('notice', 'x'));
    unwrap(await api()['design.discard']({ draftId }));
    expect(await drafts()).toEqual([]);
    expect(refusalOf(await api()['design.discard']({ draftId }))).toBe('design/unknown');
    expect(refusalOf(await publish(draftId))).toBe('design/unknown');
  });
});

describe('publishing', () => {
  test('puts the new version in force here at once, and the draft is done', async () => {
    const draftId = await begin(await retitled('form', 'Newer'));
    expect(unwrap(await publish(draftId))).toEqual({ configurationVersion: 2, itemVersions: [2] });
    const { catalogue, drafts: left } = unwrap(await api()['design.overview']({}));
    expect(catalogue).toMatchObject({ version: 2, forms: [{ version: 2, title: { en: 'Newer' } }] });
    expect(left).toEqual([]);
    expect(workstation.events).toContain('configuration.changed');
    expect(workstation.server.proofs).toEqual([passphrase]);
  });

  test('is refused here already without purpose, and nothing is sent (R1.4)', async () => {
    const item = await retitled('form', 'Newer');
    if (item.kind !== 'form') throw new Error('kind');
    Object.assign(item.content.fields[0] ?? {}, { purpose: { 'zh-CN': ' ', en: 'x' } });
    const refused = await publish(await begin(item));
    expect(refused).toMatchObject({
      error: { code: 'design/refused', params: { problems: [{ path: 'fields.0.purpose.zh-CN', code: 'text-missing' }] } },
    });
    expect(workstation.server.paths()).not.toContain('/v1/design');
  });

  test('needs the passphrase of whoever is signed in; a wrong one is counted and never leaves', async () => {
    const draftId = await begin(await retitled('form', 'Newer'));
    for (let attempt = 1; attempt <= 3; attempt++)
      expect(refusalOf(await publish(draftId, 'guess'))).toBe('staff/wrong-credentials');
    expect(refusalOf(await publish(draftId))).toBe('staff/too-many-attempts');
    expect(workstation.server.proofs).toEqual([]);
    workstation.time.advance(6_000);
    expect(unwrap(await publish(draftId)).itemVersions).toEqual([2]);
  });

  test.each([
    ['down', 'server/unreachable'],
    ['captive', 'server/answer-invalid'],
    ['impostor', 'server/wrong-identity'],
  ] as const)('with the server %s says so, sends no passphrase and keeps the draft', async (mode, code) => {
    const draftId = await begin(await retitled('form', 'Newer'));
    workstation.server.mode = mode;
    expect(refusalOf(await publish(draftId))).toBe(code);
    expect(workstation.server.proofs).toEqual([]);
    expect(await drafts()).toHaveLength(1);
  });

  test.each([
    [{ status: 409, code: 'design/overtaken' }, 'design/overtaken'],
    [{ status: 403, code: 'access/denied', params: { permission: 'forms:design' } }, 'access/denied'],
    [{ status: 401, code: 'staff/wrong-credentials' }, 'staff/wrong-credentials'],
    [{ status: 400, code: 'design/refused', params: { problems: 'no list' } }, 'server/answer-invalid'],
    [{ status: 404, code: 'internal/not-found' }, 'server/answer-invalid'],
    [{ status: 500, code: 'internal/unexpected', params: { correlationId: 'x' } }, 'server/answer-invalid'],
  ])('answered with %j keeps the draft and says %s', async (answer, code) => {
    const draftId = await begin(await retitled('form', 'Newer'));
    workstation.server.refusePublishing = answer;
    expect(refusalOf(await publish(draftId))).toBe(code);
    expect(await drafts()).toHaveLength(1);
  });

  test('published and the answer lost: the same draft is published again without harm', async () => {
    const draftId = await begin(await retitled('form', 'Newer'));
    workstation.server.beforePublishAnswer = () => {
      workstation.server.mode = 'down';
    };
    expect(refusalOf(await publish(draftId))).toBe('server/unreachable');
    workstation.server.mode = 'up';
    workstation.server.beforePublishAnswer = undefined;
    await api()['sync.now']({});
    expect(unwrap(await api()['design.overview']({})).catalogue.forms[0]?.title.en).toBe('Newer');
    expect((await publish(draftId)).ok).toBe(true);
    expect(await drafts()).toEqual([]);
  });

  test('overtaken here: the draft waits until it was compared', async () => {
    const draftId = await begin(await retitled('form', 'Mine'));
    const { configuration } = workstation.server;
    const forms = configuration.forms.map((form) => ({ ...form, version: 2, title: { ...form.title, en: 'Theirs' } }));
    workstation.server.configuration = { ...configuration, version: 2, forms };
    await api()['sync.now']({});
    expect(refusalOf(await publish(draftId))).toBe('design/overtaken');
    expect(unwrap(await api()['design.takeUp']({ draftId })).base).toMatchObject({ content: { title: { en: 'Theirs' } } });
    expect(unwrap(await publish(draftId)).itemVersions).toEqual([3]);
  });

  test('what was typed while the server was asked stays, on the version just published', async () => {
    const draftId = await begin(await retitled('form', 'Newer'));
    const later = await retitled('form', 'Even newer');
    workstation.server.beforePublishAnswer = () => void api()['design.save']({ draftId, item: later });
    unwrap(await publish(draftId));
    expect(await drafts()).toMatchObject([
      { item: { content: { title: { en: 'Even newer' } } }, base: { content: { title: { en: 'Newer' } } } },
    ]);
    workstation.server.beforePublishAnswer = undefined;
    expect(unwrap(await publish(draftId)).itemVersions).toEqual([3]);
  });
});

test('a form, its notice and its service are published in one act with one proof, or none of them', async () => {
  const { catalogue } = unwrap(await api()['design.overview']({}));
  const [form, notice] = [catalogue.forms[0], catalogue.notices[0]];
  if (form === undefined || notice === undefined) throw new Error('nothing published');
  const { version: _form, ...formContent } = { ...form, id: 'new-form' };
  const { version: _notice, ...noticeContent } = { ...notice, id: 'new-notice' };
  const service = { id: 'new', kind: 'core', name: { 'zh-CN': '新', en: 'New' }, needsSecondReview: false } as const;
  const ids = [
    await begin({ kind: 'service', content: { ...service, formId: 'new-form', noticeId: 'new-notice' } }),
    await begin({ kind: 'form', content: { ...formContent, fields: [] } }),
    await begin({ kind: 'notice', content: noticeContent }),
  ];
  // Alone the service has no form; with an empty one it is not a core service; nothing is sent.
  expect(refusalOf(await publish(ids[0] ?? ''))).toBe('design/refused');
  const refused = await publishAll(ids);
  expect(refused).toMatchObject({ error: { code: 'design/refused' } });
  expect(JSON.stringify(refused)).toContain('"item":1');
  expect(workstation.server.proofs).toEqual([]);
  unwrap(await api()['design.save']({ draftId: ids[1] ?? '', item: { kind: 'form', content: formContent } }));
  workstation.server.refusePublishing = { status: 409, code: 'design/overtaken' };
  expect(refusalOf(await publishAll(ids))).toBe('design/overtaken');
  expect(await drafts()).toHaveLength(3);
  workstation.server.refusePublishing = undefined;
  expect(unwrap(await publishAll([...ids, ...ids]))).toEqual({ configurationVersion: 2, itemVersions: [null, 1, 1] });
  expect(await drafts()).toEqual([]);
  expect(workstation.server.proofs).toHaveLength(2);
  unwrap(await api()['staff.signOut']({}));
  unwrap(await workstation.signIn('clerk'));
  expect(unwrap(await api()['forms.open']({ serviceId: 'new' })).form.id).toBe('new-form');
});

test('a registration begun under the old form and notice is resumed, reviewed and submitted with them after new ones were published', async () => {
  unwrap(await api()['staff.signOut']({}));
  unwrap(await workstation.signIn('clerk'));
  const registrationId = await workstation.begin();
  unwrap(await workstation.app.call('registration.save', { registrationId, values: { name: '赵测试' } }));
  unwrap(await api()['staff.signOut']({}));

  unwrap(await workstation.signIn('it'));
  const form = await retitled('form', 'Newer');
  if (form.kind !== 'form') throw new Error('kind');
  const [name, ...rest] = form.content.fields;
  if (name === undefined) throw new Error('no field');
  const added = { ...name, name: 'motherName', input: { kind: 'text', maxLength: 20 } as const };
  unwrap(
    await publish(
      await begin({
        kind: 'form',
        content: { ...form.content, fields: [name, added, ...rest.filter((one) => one.name !== 'address')] },
      }),
    ),
  );
  unwrap(await publish(await begin(await retitled('notice', 'Newer'))));
  const changed = {
    kind: 'service',
    content: {
      id: 'core',
      kind: 'core',
      name: { 'zh-CN': '改名', en: 'Renamed' },
      formId: 'form',
      noticeId: 'notice',
      needsSecondReview: true,
    },
  } as const;
  unwrap(await publish(await begin(changed)));
  unwrap(await api()['staff.signOut']({}));
  await workstation.restart();

  unwrap(await workstation.signIn('clerk'));
  expect(unwrap(await api()['forms.open']({ serviceId: 'core' }))).toMatchObject({
    form: { version: 2 },
    notice: { version: 4 },
  });
  const resumed = unwrap(await workstation.app.call('registration.resume', { registrationId }));
  expect(resumed).toMatchObject({
    form: { version: 1 },
    notice: { version: 3 },
    service: { needsSecondReview: false },
    values: { name: '赵测试' },
  });
  unwrap(await workstation.review(registrationId, subject));
  unwrap(await workstation.app.call('registration.submit', { registrationId }));
  await api()['sync.now']({});
  const text = workstation.server.stored.get(registrationId);
  expect(envelope.parse(JSON.parse(text ?? '')).header).toMatchObject({
    form: { id: 'form', version: 1 },
    notice: { noticeId: 'notice', noticeVersion: 3 },
  });
});

test('a withdrawn service begins nothing new; what was begun is finished, what was saved is corrected, and it comes back', async () => {
  unwrap(await api()['staff.signOut']({}));
  unwrap(await workstation.signIn('clerk'));
  const saved = await workstation.register();
  const begun = await workstation.begin();
  unwrap(await api()['staff.signOut']({}));

  unwrap(await workstation.signIn('it'));
  const { catalogue } = unwrap(await api()['design.overview']({}));
  const service = catalogue.services.find((one) => one.id === 'core');
  if (service === undefined) throw new Error('no service');
  unwrap(await publish(await begin({ kind: 'service', content: { ...service, isWithdrawn: true } })));
  unwrap(await api()['staff.signOut']({}));

  unwrap(await workstation.signIn('clerk'));
  expect(unwrap(await api()['forms.services']({})).services.map(({ id }) => id)).toEqual(['activity']);
  expect(refusalOf(await api()['forms.open']({ serviceId: 'core' }))).toBe('forms/service-unknown');
  // A screen that still shows the notice gets no further.
  const shown = { serviceId: 'core', noticeId: 'notice', noticeVersion: 3, language: 'zh-CN' } as const;
  expect(refusalOf(await api()['consent.accept'](shown))).toBe('forms/service-unknown');
  expect(refusalOf(await api()['consent.printNotice'](shown))).toBe('forms/service-unknown');
  unwrap(await workstation.review(begun, subject));
  unwrap(await workstation.app.call('registration.submit', { registrationId: begun }));
  const { registrationId } = unwrap(
    await workstation.app.call('records.reopen', { recordId: saved, reason: 'mistake-found' }),
  ) as { registrationId: string };
  unwrap(await workstation.review(registrationId, subject));
  unwrap(await workstation.app.call('registration.submit', { registrationId }));
  unwrap(await api()['staff.signOut']({}));

  unwrap(await workstation.signIn('it'));
  unwrap(await publish(await begin({ kind: 'service', content: service })));
  unwrap(await api()['staff.signOut']({}));
  unwrap(await workstation.signIn('clerk'));
  expect(unwrap(await api()['forms.services']({})).services).toHaveLength(2);
});

test('what a notice says of the signature stays with it when it is edited', async () => {
  const { configuration } = workstation.server;
  const signature = { need: 'required', class: 'supplementary' } as const;
  const notices = configuration.notices.map((notice) => ({ ...notice, version: notice.version + 1, signature }));
  workstation.server.configuration = { ...configuration, version: configuration.version + 1, notices };
  await api()['sync.now']({});
  unwrap(await publish(await begin(await retitled('notice', 'Signed'))));
  expect(workstation.server.configuration.notices).toMatchObject([{ title: { en: 'Signed' }, signature }]);
});
