// Scan, portrait and signatures on the real screens (R2.2, R2.6, R4.2, R4.7): from camera and file to sealed bytes at the server.
import { expect } from '@playwright/test';
import { person, test } from '#test/e2e/workplace-test.ts';
import { scanFolder } from '#test/support/plaintext-scan.ts';
import { PictureScreen } from '#test/support/screens/picture-screen.ts';
import { QueueScreen } from '#test/support/screens/queue-screen.ts';
import { RegistrationScreen } from '#test/support/screens/registration-screen.ts';
import { closeWorkstation, type Workplace } from '#test/support/workplace.ts';

/** A JPEG drawn by the page, with a camera's EXIF segment put in: what a telephone would hand over. */
async function telephonePicture({ page }: Workplace): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    canvas.width = 2_600;
    canvas.height = 1_600;
    const pen = canvas.getContext('2d');
    for (let index = 0; index < 400; index++) {
      if (pen === null) break;
      pen.fillStyle = `hsl(${index * 37} 70% 60%)`;
      pen.fillRect((index * 97) % 2_500, (index * 61) % 1_500, 90, 60);
    }
    return canvas.toDataURL('image/jpeg').split(',')[1] ?? '';
  });
  const plain = Buffer.from(base64, 'base64');
  const exif = Buffer.from('\xff\xe1\0\x1aExif\0\0MM\0*GPS-25.0389-102.7', 'latin1');
  exif.writeUInt16BE(exif.length - 2, 2);
  return Buffer.concat([plain.subarray(0, 2), exif, plain.subarray(2)]);
}

async function kept({ page }: Workplace, field: string): Promise<Buffer> {
  const registrationId = await page.evaluate(async () => {
    const answer = (await window.bridge.call('registration.unfinished', {})) as {
      value: { items: { registrationId: string }[] };
    };
    return answer.value.items[0]?.registrationId;
  });
  const bytes = await page.evaluate(
    async (input) => {
      const answer = (await window.bridge.call('attachments.view', input)) as { value: { bytes: Uint8Array } };
      return [...answer.value.bytes];
    },
    { registrationId, field },
  );
  return Buffer.from(bytes);
}

test('scan by file, portrait by camera, signatures by hand: sealed apart, sent before the record, readable nowhere', async ({
  signedIn,
}, testInfo) => {
  const { page, link, server } = signedIn;
  await link.cut();
  const screen = new RegistrationScreen(page);
  const pictures = new PictureScreen(page);
  await screen.begin();
  await screen.chooseService('card-replacement');
  await page.locator('#notice-accept').click();
  await page.locator('#signature-pad').waitFor();
  await expect(page.locator('#signature-done')).toBeDisabled();
  await pictures.sign();
  await screen.choose('documentType', person.documentType);
  for (const name of ['name', 'documentNumber', 'phone'] as const) await screen.type(name, person[name]);

  // Needed, and told at its place.
  expect((await screen.proceedToReview()).map(({ code }) => code)).toEqual(['forms/image-required']);
  const text = { name: 'a.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture at all') };
  await pictures.chooseFile('documentScan', text);
  await expect(page.locator('#field-documentScan-error')).toHaveAttribute('data-code', 'attachments/not-an-image');
  const raw = await telephonePicture(signedIn);
  await pictures.chooseFile('documentScan', { name: 'scan.jpg', mimeType: 'image/jpeg', buffer: raw });
  await expect(pictures.field('documentScan')).toHaveAttribute('data-image', 'kept');
  await page.locator('#field-documentScan-remove').click();
  await expect(pictures.field('documentScan')).toHaveAttribute('data-image', 'empty');
  await page.locator('#field-documentScan-undo').click();
  await expect(pictures.field('documentScan')).toHaveAttribute('data-image', 'kept');
  const scan = await kept(signedIn, 'documentScan');
  expect(raw.includes('GPS-25')).toBe(true);
  expect(scan.includes('Exif')).toBe(false);

  // The camera, by keyboard alone, after the subject agreed.
  await expect(page.locator('#field-portrait')).toBeDisabled();
  await page.locator('#consent-portrait').click();
  await pictures.takeByKeyboard('portrait');
  const portrait = await kept(signedIn, 'portrait');

  // The signature stands for what was reviewed.
  expect(await screen.proceedToReview()).toEqual([]);
  await screen.tickEveryCheck();
  await page.locator('#action-submit').click();
  await expect(page.locator('#review-error, #review [role="alert"]').first()).toHaveAttribute(
    'data-code',
    'registration/signature-missing',
  );
  await page.locator('#action-sign').click();
  await pictures.sign();
  await expect(page.locator('#form-signature')).toHaveAttribute('data-signature', 'given');
  await page.locator('#action-edit').click();
  await screen.type('phone', '13900139000');
  expect(await screen.proceedToReview()).toEqual([]);
  await expect(page.locator('#form-signature')).toHaveAttribute('data-signature', 'missing');
  await page.locator('#action-sign').click();
  await pictures.sign();
  await screen.tickEveryCheck();
  const recordId = await screen.submit();
  await expect(page.locator('#submitted-state')).toHaveAttribute('data-state', 'waiting');

  await link.restore();
  const queue = new QueueScreen(page);
  await queue.open();
  const receipts = await queue.waitForReceipts(1, 30_000);
  expect(receipts.has(recordId)).toBe(true);
  await closeWorkstation(signedIn);
  await server.stop();
  /** Bytes of the picture that nothing else has: a flat area repeats a few. */
  const telling = (bytes: Buffer) => {
    for (let at = Math.floor(bytes.length / 2); at + 24 < bytes.length; at++) {
      const piece = bytes.subarray(at, at + 24);
      if (new Set(piece).size >= 20) return piece;
    }
    throw new Error('a picture without anything telling');
  };
  const needles = [
    { name: 'scan', bytes: telling(scan) },
    { name: 'portrait', bytes: telling(portrait) },
    { name: 'raw scan', bytes: telling(raw) },
    { name: 'place', bytes: Buffer.from('GPS-25.0389') },
  ];
  const found = scanFolder(testInfo.outputPath('data'), needles);
  expect(found.hits).toEqual([]);
  expect(found.bytes).toBeGreaterThan(scan.length);
});
