// A disk that is full at each act of a counter's day (S2, S3): the act says so by its code, nothing of it has happened, nothing that was
// there is lost, and room is all it takes. On a small file system of its own; not where this account may not mount one.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { passphrase, subject, type TestOrganisation, testOrganisation } from '#main/test-bench/organisation.ts';
import { sampleJpeg, samplePng, withPictures } from '#main/test-bench/pictures.ts';
import { refusalOf, TestWorkstation, unwrap } from '#main/test-bench/workstation.ts';
import { SmallDisk } from '#test/support/trouble/small-disk.ts';

const folder = mkdtempSync(join(tmpdir(), 'full-disk-'));
const disk = SmallDisk.mount(join(folder, 'disk'), 24);
const supervisor = { number: 'supervisor', passphrase };
const signature = samplePng('signed');
const minuteMs = 60_000;

let organisation: TestOrganisation;
let workstation: TestWorkstation;

beforeAll(async () => {
  organisation = await withPictures(await testOrganisation());
  if (disk === null) return;
  workstation = new TestWorkstation(organisation, undefined, disk.path);
  await workstation.start(workstation.order);
});
afterAll(async () => {
  if (disk === null) return;
  await workstation.remove();
  disk.unmount();
  rmSync(folder, { recursive: true, force: true });
});

const call = (name: string, input: unknown) => workstation.app.call(name, input);

/** On a full disk the act is refused and leaves everything as it was; with room again it is done. */
async function actTwice<T>(name: string, act: () => Promise<{ readonly ok: boolean; readonly value?: unknown }>): Promise<T> {
  disk?.fill();
  const refused = refusalOf((await act()) as Parameters<typeof refusalOf>[0]);
  disk?.free();
  expect(refused, name).toBe('store/disk-full');
  return unwrap((await act()) as { ok: true; value: T });
}
const twice = <T = unknown>(name: string, input: unknown) => actTwice<T>(name, () => call(name, input));

test.skipIf(disk === null)('is said at each act of a day, and room is all it takes', async () => {
  workstation.server.answerInstead = (_id, sequence) => ({
    sequence,
    outcome: 'quarantined',
    error: { code: 'sync/conflict', params: {} },
  });
  await actTwice('staff.signIn', () => workstation.signIn());
  const shown = { serviceId: 'core', noticeId: 'notice', noticeVersion: 3, language: 'zh-CN', signature };
  const { registrationId } = await twice<{ registrationId: string }>('consent.accept', shown);
  await twice('consent.decline', { ...shown, signature: undefined });
  await twice('consent.decide', { registrationId, field: 'address', agreed: true });
  await twice('registration.save', { registrationId, values: { ...subject, address: '幸福路 1 号' } });
  const image = { registrationId, field: 'documentScan', bytes: sampleJpeg('x'.repeat(50_000)) };
  const { id } = await twice<{ id: string }>('attachments.add', image);
  const values = { ...subject, address: '幸福路 1 号', documentScan: id };
  await twice('attachments.sign', { registrationId, values, bytes: signature });
  await twice('registration.resume', { registrationId });
  await twice('attachments.view', { registrationId, field: 'documentScan' });
  await twice('registration.review', { registrationId, values, checks: ['original', 'same-person'] });
  await twice('registration.submit', { registrationId });
  const recordId = registrationId;

  await twice('receipts.print', { recordId });
  await twice('receipts.savePdf', { recordId });
  expect(workstation.printer.papers).toHaveLength(1);
  await twice('records.unmask', { recordId, field: null, purpose: 'serve-subject' });
  unwrap(await call('sync.now', {}));
  await twice('sync.setAside', { sequence: 1, reason: 'registered-anew', supervisor });
  await twice('records.reopen', { recordId, reason: 'mistake-found' });
  await twice('registration.discard', { registrationId });
  await twice('printing.choose', { printer: 'counter', paper: 'a4' });
  expect(workstation.log.filter((line) => line.includes('unexpected'))).toEqual([]);
});

test.skipIf(disk === null)('a page that came out while the disk filled is never said to be printed', async () => {
  const [{ recordId } = { recordId: '' }] = await workstation.queue();
  workstation.printer.beforeAnswer = () => disk?.fill();
  expect(refusalOf(await workstation.api['receipts.print']({ recordId }))).toBe('store/disk-full');
  workstation.printer.beforeAnswer = () => undefined;
  disk?.free();
  expect(unwrap(await workstation.api['receipts.show']({ recordId }))).toMatchObject({ printed: 1, unknown: 1 });
});

test.skipIf(disk === null)('the end of the day, what an administrator does, and a session that nobody is at', async () => {
  disk?.fill();
  workstation.time.advance(30 * minuteMs);
  workstation.time.tick();
  disk?.free();
  expect(unwrap(await workstation.api['staff.current']({})).session).toBeNull();
  expect(workstation.log.at(-1)).toContain('idle-watch.not-recorded');
  unwrap(await workstation.signIn('supervisor'));
  const { report, digest } = unwrap(await workstation.api['reconciliation.day']({ day: null }));
  expect(report.total).toMatchObject({ captured: 1, declined: 1, printed: 1, superseded: 1 });
  const { closing } = await twice<{ closing: number }>('reconciliation.close', { day: report.day, digest, passphrase });
  await twice('reconciliation.print', { closing, language: 'en' });

  unwrap(await workstation.signIn('it'));
  const [form] = organisation.configuration.forms;
  await twice('design.begin', { item: { kind: 'form', content: form } });
  await twice('workstation.exportAudit', {});
  workstation.server.configuration = { ...organisation.configuration, version: 2 };
  await twice('sync.importConfiguration', { file: workstation.server.configurationFile() });
  await twice('workstation.changeKey', {});
  await expect.poll(async () => unwrap(await workstation.api['startup.status']({})).phase).toBe('ready');
  unwrap(await workstation.signIn());
  expect(await workstation.queue()).toHaveLength(1);
  expect(workstation.log.filter((line) => line.includes('unexpected'))).toEqual([]);
});
