import { expect, test } from 'vitest';
import { AuditScope } from '#main/kernel/audit/audit-scope.ts';
import { createDispatcher, type DispatcherPorts } from '#main/rpc/dispatcher.ts';
import { Refusal, type WireError } from '#src/contract/errors.ts';
import { calls } from '#src/contract/ipc/index.ts';
import type { Session } from '#src/domain/staff/schema.ts';

const clerk: Session = { staffId: 's', number: '1', name: 'N', role: 'clerk', branchId: 'b', passphrase: 'own' };

type Handler = (input: unknown, context: unknown) => unknown;

/** A dispatcher over the handlers given; everything else refuses to be called. */
function dispatcher(handlers: Record<string, Handler>, session: Session | null = clerk) {
  const log: string[] = [];
  const troubles: WireError[] = [];
  const auditScope = new AuditScope();
  const table = (kind: 'startup' | 'program') => {
    const names = Object.keys(calls).filter((name) => name.startsWith('startup.') === (kind === 'startup'));
    const refuse: Handler = () => {
      throw new Error('not expected');
    };
    return Object.fromEntries(names.map((name) => [name, handlers[name] ?? refuse]));
  };
  let isReady = true;
  let signedIn = session;
  const call = createDispatcher({
    startup: table('startup') as unknown as DispatcherPorts['startup'],
    program: () => (isReady ? (table('program') as unknown as ReturnType<DispatcherPorts['program']>) : null),
    session: () => signedIn,
    denied: () => undefined,
    requireWorking: () => undefined,
    auditScope,
    log: { write: (event, detail) => void log.push(JSON.stringify({ event, ...detail })), tail: () => '' },
    newCorrelationId: () => 'abc',
    onStoreTrouble: (trouble) => void troubles.push(trouble),
  });
  return {
    call,
    log,
    troubles,
    auditScope,
    signIn: (next: Session | null) => {
      signedIn = next;
    },
    becomeUnready: () => {
      isReady = false;
    },
  };
}
const notReady = { ok: false, error: { code: 'startup/not-ready', params: {} } };
const unexpected = { ok: false, error: { code: 'internal/unexpected', params: { correlationId: 'abc' } } };
const invalid = { ok: false, error: { code: 'internal/invalid-input', params: {} } };

test.each(['nothing.known', 'constructor', '__proto__', 'toString'])('a name that is not in the table: %s', async (name) => {
  expect(await dispatcher({}).call(name, {})).toEqual(invalid);
});

test('input is parsed before anything runs', async () => {
  expect(await dispatcher({}).call('forms.open', { serviceId: 5 })).toEqual(invalid);
  expect(await dispatcher({}).call('forms.open', null)).toEqual(invalid);
});

test('without an open store only the startup calls answer', async () => {
  const bench = dispatcher({ 'startup.diagnosis': () => ({ text: 't' }) });
  bench.becomeUnready();
  expect(await bench.call('staff.current', {})).toEqual(notReady);
  expect(await bench.call('startup.diagnosis', {})).toEqual({ ok: true, value: { text: 't' } });
});

test('nobody signed in, and the wrong role', async () => {
  const open = { 'forms.services': () => ({ services: [] }) };
  expect(await dispatcher(open, null).call('forms.services', {})).toMatchObject({ error: { code: 'access/signed-out' } });
  const administrator: Session = { ...clerk, role: 'it-administrator' };
  expect(await dispatcher(open, administrator).call('forms.services', {})).toEqual({
    ok: false,
    error: { code: 'access/denied', params: { permission: 'registration:capture' } },
  });
  expect(await dispatcher(open).call('forms.services', {})).toEqual({ ok: true, value: { services: [] } });
});

test.each([
  ['another person', { ...clerk, staffId: 'next' }, 'access/signed-out'],
  ['the same person again', clerk, undefined],
])('what one person asked, answered after %s signed in', async (_name, next, code) => {
  const gate = Promise.withResolvers<void>();
  const bench = dispatcher({
    'forms.services': async () => {
      await gate.promise;
      return { services: [] };
    },
  });
  const asked = bench.call('forms.services', {});
  bench.signIn(next);
  gate.resolve();
  const answer = await asked;
  expect(answer.ok ? undefined : answer.error.code).toBe(code);
});

test('a refusal the contract names reaches the screen as it is', async () => {
  const bench = dispatcher({
    'forms.open': () => {
      throw new Refusal('forms/service-unknown', { serviceId: 'x' });
    },
  });
  expect(await bench.call('forms.open', { serviceId: 'x' })).toEqual({
    ok: false,
    error: { code: 'forms/service-unknown', params: { serviceId: 'x' } },
  });
});

test('a refusal the contract does not name is a bug', async () => {
  const bench = dispatcher({
    'forms.services': () => {
      throw new Refusal('staff/inactive', {});
    },
  });
  expect(await bench.call('forms.services', {})).toEqual(unexpected);
});

test('any other error is told by an id only, and its message is written nowhere', async () => {
  const bench = dispatcher({
    'forms.services': () => {
      throw new TypeError('王小明 110105194912310021');
    },
  });
  const answer = await bench.call('forms.services', {});
  expect(answer).toEqual(unexpected);
  expect(bench.log.join()).toContain('TypeError');
  expect(bench.log.join()).toContain('abc');
  expect(bench.log.join()).not.toContain('王小明');
});

test('an output that is not what the contract says is a bug', async () => {
  expect(await dispatcher({ 'forms.services': () => ({ services: 'none' }) }).call('forms.services', {})).toEqual(unexpected);
});

test('output beyond the contract does not reach the screen', async () => {
  const bench = dispatcher({ 'staff.current': () => ({ session: { ...clerk, passphraseVerifier: 'secret' } }) });
  expect(JSON.stringify(await bench.call('staff.current', {}))).not.toContain('secret');
});

test('a call that should leave an audit link and did not is a bug', async () => {
  const shown = { serviceId: 's', noticeId: 'n', noticeVersion: 1, language: 'en' };
  const declinedAt = '2026-11-24T08:00:00.000Z';
  const silent = dispatcher({ 'consent.decline': () => ({ declinedAt }) });
  expect(await silent.call('consent.decline', shown)).toEqual(unexpected);
  const other = dispatcher({
    'consent.decline': () => {
      other.auditScope.note('notice.accepted');
      return { declinedAt };
    },
  });
  expect(await other.call('consent.decline', shown)).toEqual(unexpected);
  const honest = dispatcher({
    'consent.decline': async () => {
      await Promise.resolve();
      honest.auditScope.note('notice.declined');
      return { declinedAt };
    },
  });
  expect(await honest.call('consent.decline', shown)).toEqual({ ok: true, value: { declinedAt } });
});

test('a call is not excused by what another call appended at the same time', async () => {
  const gate = Promise.withResolvers<void>();
  const declinedAt = '2026-11-24T08:00:00.000Z';
  let turn = 0;
  const bench = dispatcher({
    'consent.decline': async () => {
      turn += 1;
      if (turn === 1) {
        await gate.promise;
        return { declinedAt };
      }
      bench.auditScope.note('notice.declined');
      return { declinedAt };
    },
  });
  const shown = { serviceId: 's', noticeId: 'n', noticeVersion: 1, language: 'en' };
  const silent = bench.call('consent.decline', shown);
  expect(await bench.call('consent.decline', shown)).toMatchObject({ ok: true });
  gate.resolve();
  expect(await silent).toEqual(unexpected);
});

test('a full disk is said as such; a store that broke stops the program', async () => {
  const throwing = (code: 'store/disk-full' | 'store/corrupt') =>
    dispatcher({
      'forms.services': () => {
        throw new Refusal(code, {});
      },
    });
  const full = throwing('store/disk-full');
  expect(await full.call('forms.services', {})).toEqual({ ok: false, error: { code: 'store/disk-full', params: {} } });
  expect(full.troubles).toEqual([]);
  const broken = throwing('store/corrupt');
  expect(await broken.call('forms.services', {})).toEqual(notReady);
  expect(broken.troubles).toEqual([{ code: 'store/corrupt', params: {} }]);
});
