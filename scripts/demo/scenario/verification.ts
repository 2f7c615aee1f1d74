// The demonstration of verification and what follows from it: confirmed; refused, told, corrected, confirmed; offline and confirmed later; a
// code by SMS; a call; repeated failure, restriction, release; a query and a correction by the subject (R3.1–R3.7, R8.1–R8.3).
import { randomUUID } from 'node:crypto';
import { everyRestriction } from '#src/domain/restriction/filter.ts';
import type { AuthoritySimulator } from '#test/support/authority-simulator.ts';
import { makeResidentId, type SamplePerson } from '#test/support/sample-people.ts';
import type { SmsSimulator } from '#test/support/sms-simulator.ts';
import { type DemoCounter, staffOf } from './counter.ts';

export interface Providers {
  readonly authority: AuthoritySimulator;
  readonly sms: SmsSimulator;
}

/** What was seen in one part of the demonstration, in codes. */
export interface Part {
  readonly name: string;
  readonly play: (counter: DemoCounter, providers: Providers) => Promise<readonly string[]>;
}

/** Somebody the authority knows under this name. */
function person(name: string, sequence: number, { authority }: Providers): SamplePerson {
  const birthDate = { year: 1986, month: 4, day: 12 };
  const documentNumber = makeResidentId({ regionCode: '530102', birthDate, sex: 'male', sequence });
  authority.people.set(documentNumber, name);
  return { name, documentType: 'resident-id', documentNumber, phone: `1380013${8000 + sequence}`, birthDate, sex: 'male' };
}

async function confirmed(counter: DemoCounter, providers: Providers): Promise<readonly string[]> {
  const recordId = await counter.register(person('段正平', 11, providers));
  return [await counter.verification(recordId, 'verified')];
}

async function corrected(counter: DemoCounter, providers: Providers): Promise<readonly string[]> {
  const { sms } = providers;
  const subject = person('高文轩', 12, providers);
  const recordId = await counter.register(subject, '高文宣');
  const before = await counter.verification(recordId, 'refuted');
  const told = await counter.until('the subject to be told', async () =>
    sms.messages.some(({ phone }) => phone === subject.phone) ? 'told by SMS' : null,
  );
  const { item } = await counter.call('records.open', { recordId });
  await counter.call('verification.tell', { recordId: item.recordId, revision: item.revision, way: 'in-person' });
  const { item: after } = await counter.call('records.open', { recordId });
  await counter.correct(recordId, subject.name);
  return [
    before,
    told,
    after.mustTell ? 'nobody told in person' : 'told in person',
    await counter.verification(recordId, 'verified'),
  ];
}

async function offline(counter: DemoCounter, providers: Providers): Promise<readonly string[]> {
  const { link } = counter.workplace;
  await link.cut();
  const recordId = await counter.register(person('杨若溪', 13, providers));
  const meanwhile = await counter.verification(recordId, 'pending', 'verified');
  await link.restore();
  return [meanwhile, await counter.verification(recordId, 'verified')];
}

async function registrationOf(counter: DemoCounter): Promise<string> {
  const id = await counter.workplace.page.locator('[data-view="capture"]').getAttribute('data-registration-id');
  if (id === null) throw new Error('no registration is open');
  return id;
}

async function byCode(counter: DemoCounter, providers: Providers): Promise<readonly string[]> {
  const subject = person('赵一舟', 14, providers);
  const screen = await counter.fill(subject);
  const target = { registrationId: await registrationOf(counter), phone: subject.phone };
  await counter.call('contact.sendCode', target);
  const code = providers.sms.code(subject.phone);
  const wrong = code === '000000' ? '000001' : '000000';
  const refused = await counter.ask('contact.checkCode', { ...target, code: wrong });
  const { state } = await counter.call('contact.checkCode', { ...target, code });
  const recordId = await counter.finish(screen);
  const said = refused.ok ? 'a wrong code was taken' : refused.error.code;
  return [said, state, await counter.verification(recordId, 'verified')];
}

async function byTelephone(counter: DemoCounter, providers: Providers): Promise<readonly string[]> {
  const subject = person('李清禾', 15, providers);
  const screen = await counter.fill(subject);
  const target = { registrationId: await registrationOf(counter), phone: subject.phone };
  const deferred = await counter.call('contact.defer', { ...target, reason: 'subject-asks' });
  const recordId = await counter.finish(screen);
  const later = { registrationId: recordId, phone: null };
  const { state } = await counter.call('contact.recordCall', { ...later, outcome: 'confirmed', asked: ['name', 'own-matter'] });
  return [deferred.state, state, await counter.verification(recordId, 'verified')];
}

async function restricted(counter: DemoCounter, providers: Providers): Promise<readonly string[]> {
  const subject = person('孙启明', 16, providers);
  const recordId = await counter.register(subject, '孙起明');
  const seen = [await counter.verification(recordId, 'refuted')];
  for (const wrong of ['孙启名', '孙其明']) {
    await counter.correct(recordId, wrong);
    seen.push(await counter.verification(recordId, 'refuted'));
  }
  const screen = await counter.fill(subject);
  const document = {
    registrationId: await registrationOf(counter),
    type: 'resident-id' as const,
    number: subject.documentNumber,
  };
  const state = await counter.until('the restriction at the counter', async () => {
    await counter.call('sync.now', {});
    return (await counter.call('restriction.look', document)).found?.state ?? null;
  });
  const refusal = await counter.finish(screen).then(
    () => 'a restricted subject was registered',
    (error: Error) => error.message.replace('the program refused: ', ''),
  );
  await screen.discard();
  return [...seen, state, refusal, ...(await release(counter)), await afterwards(counter, subject)];
}

/** A supervisor makes the further check and releases the subject. */
async function release(counter: DemoCounter): Promise<readonly string[]> {
  await counter.become('supervisor');
  const { passphrase } = staffOf('supervisor');
  await counter.call('staff.prove', { passphrase });
  const decide = async (decision: object) => {
    const [open] = (await counter.call('restriction.list', { filter: everyRestriction })).items;
    if (open === undefined) throw new Error('nobody is restricted');
    const { subjectId, version } = open;
    await counter.call('restriction.decide', {
      passphrase,
      act: { kind: 'decide', subjectId, version, decision: decision as never },
    });
  };
  await decide({ kind: 'checked', result: 'passed', points: ['original-seen', 'person-matches', 'details-asked'] });
  await decide({ kind: 'released', reason: 'identity-confirmed' });
  return ['further check passed', 'released'];
}

async function afterwards(counter: DemoCounter, subject: SamplePerson): Promise<string> {
  await counter.become('clerk');
  await counter.call('sync.now', {});
  return counter.verification(await counter.register(subject), 'verified');
}

/** Opens a request once the agent has seen whom the record is about. */
async function openRequest(counter: DemoCounter, subject: SamplePerson, requestKind: 'query' | 'correction'): Promise<string> {
  const requestId = randomUUID();
  const { documentNumber } = subject;
  await counter.until('the subject to be known', async () => {
    const opened = await counter.ask('requests.act', {
      kind: 'open',
      requestId,
      requestKind,
      documentType: 'resident-id',
      documentNumber,
    });
    if (opened.ok) return opened.value;
    if (opened.error.code !== 'requests/subject-unknown') throw new Error(opened.error.code);
    return null;
  });
  return requestId;
}

async function query(counter: DemoCounter, providers: Providers): Promise<readonly string[]> {
  const subject = person('何知秋', 17, providers);
  await counter.verification(await counter.register(subject), 'verified');
  await counter.call('staff.prove', { passphrase: staffOf('clerk').passphrase });
  const requestId = await openRequest(counter, subject, 'query');
  const { copy } = await counter.call('requests.act', { kind: 'copy', requestId });
  const isComplete = JSON.stringify(copy).includes(subject.name) && JSON.stringify(copy).includes(subject.phone);
  const { request } = await counter.call('requests.act', { kind: 'answer', requestId, way: 'screen' });
  return [isComplete ? 'complete copy' : 'the copy lacks something', request?.state ?? 'gone'];
}

async function correction(counter: DemoCounter, providers: Providers): Promise<readonly string[]> {
  const subject = person('何知秋', 17, providers);
  const requestId = await openRequest(counter, subject, 'correction');
  const { request } = await counter.call('requests.act', { kind: 'show', requestId });
  const [record] = request?.records ?? [];
  if (record === undefined) throw new Error('the request knows no record');
  const { recordId, revision } = record;
  const wanted = { phone: '13900139017' };
  await counter.call('requests.applyFor', { requestId, recordId, revision, wanted, proof: 'operator-record', note: '' });
  await counter.become('supervisor');
  await counter.call('staff.prove', { passphrase: staffOf('supervisor').passphrase });
  const seen: string[] = [];
  for (const act of [
    { kind: 'compare', requestId },
    { kind: 'check', requestId },
    { kind: 'apply', requestId },
    { kind: 'tell', requestId, way: 'paper' },
  ] as const) {
    const answer = await counter.call('requests.act', act);
    if (act.kind !== 'compare') seen.push(answer.request?.state ?? 'gone');
  }
  await counter.become('clerk');
  return seen;
}

export const verificationParts: readonly Part[] = [
  { name: 'confirmed', play: confirmed },
  { name: 'refused, told, corrected', play: corrected },
  { name: 'offline, confirmed later', play: offline },
  { name: 'code by SMS', play: byCode },
  { name: 'telephone', play: byTelephone },
  { name: 'repeated failure, restriction, release', play: restricted },
  { name: 'query', play: query },
  { name: 'correction', play: correction },
];
