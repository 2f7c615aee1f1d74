// The notice on paper (R2.5): the acceptance says "printed" only for a paper of this notice that came out, and once.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { refusalOf, signedInWorkstation, type TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import { envelope } from '#src/crypto/envelope.ts';

const shown = { serviceId: 'core', noticeId: 'notice', noticeVersion: 3, language: 'en' } as const;
let workstation: TestWorkstation;

beforeEach(async () => {
  workstation = await signedInWorkstation();
});
afterEach(() => workstation.remove());

const print = () => workstation.api['consent.printNotice'](shown);

/** Accepts, submits and syncs. @returns the channel the server learns of */
async function channelAfter(printJob?: number): Promise<string> {
  const named = printJob === undefined ? {} : { printJob };
  const { registrationId } = unwrap(await workstation.api['consent.accept']({ ...shown, ...named }));
  unwrap(await workstation.review(registrationId));
  unwrap(await workstation.app.call('registration.submit', { registrationId }));
  await workstation.api['sync.now']({});
  return envelope.parse(JSON.parse(workstation.server.stored.get(registrationId) ?? '')).header.notice.channel;
}

test('a paper that came out makes the channel "printed", for one acceptance', async () => {
  const { printJob } = unwrap(await print());
  expect(workstation.printer.papers[0]?.document).toMatchObject({ kind: 'notice', language: 'en', notice: { version: 3 } });
  expect(await channelAfter(printJob)).toBe('printed');
  expect(await channelAfter(printJob)).toBe('screen');
});

test('no paper, a made-up number or another person’s paper leave it "screen"', async () => {
  expect(await channelAfter()).toBe('screen');
  expect(await channelAfter(99)).toBe('screen');
  const { printJob } = unwrap(await print());
  unwrap(await workstation.api['staff.signOut']({}));
  unwrap(await workstation.signIn('other'));
  expect(await channelAfter(printJob)).toBe('screen');
});

test('a print that failed gives no number; an old version is not printed', async () => {
  workstation.printer.outcome = { outcome: 'no-printer' };
  expect(refusalOf(await print())).toBe('printing/printer-missing');
  const old = { ...shown, noticeVersion: 2 };
  expect(refusalOf(await workstation.api['consent.printNotice'](old))).toBe('consent/notice-outdated');
});
