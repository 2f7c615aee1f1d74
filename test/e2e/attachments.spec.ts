// Scan, portrait and signatures on the real screens (R2.2, R2.6, R4.2, R4.7): from camera and file to sealed bytes at the server.
import { expect } from '@playwright/test';
import { clerk, person, test } from '#test/e2e/workplace-test.ts';
import { scanFolder } from '#test/support/plaintext-scan.ts';
import { PictureScreen } from '#test/support/screens/picture-screen.ts';
import { QueueScreen } from '#test/support/screens/queue-screen.ts';
import { RegistrationScreen } from '#test/support/screens/registration-screen.ts';
import { SignInScreen } from '#test/support/screens/sign-in-screen.ts';
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
  await expect(page.locator('#action-sign')).toBeFocused();
  await page.keyboard.press('Enter');
  await pictures.sign();
  await expect(page.locator('#form-signature')).toHaveAttribute('data-signature', 'given');
  await expect(page.locator('#review-error')).toHaveCount(0);
  await expect(page.locator('#action-submit')).toBeFocused();
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

/** What the page gets when it asks the system by itself. */
async function asked({ page }: Workplace) {
  return page.evaluate(async () => {
    const media = (wanted: MediaStreamConstraints) =>
      navigator.mediaDevices.getUserMedia(wanted).then(
        (stream) => {
          for (const track of stream.getTracks()) track.stop();
          return 'granted';
        },
        (error: DOMException) => error.name,
      );
    return {
      video: await media({ video: true }),
      audio: await media({ audio: true }),
      both: await media({ video: true, audio: true }),
      place: await new Promise<string>((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          ({ code }) => resolve(code === 1 ? 'denied' : 'unknown'),
        );
      }),
    };
  });
}

/** Drops files on a field, or pastes them into it, as the page sees it when a person does. */
async function hand(
  { page }: Workplace,
  act: 'drop' | 'paste',
  file: { readonly type: string; readonly bytes: Buffer; readonly padding?: number },
): Promise<void> {
  const { type, bytes, padding = 0 } = file;
  await page.locator('[data-field="documentScan"] fieldset').evaluate(
    (element, given) => {
      const data = new DataTransfer();
      const picture = Uint8Array.from(atob(given.base64), (one) => one.charCodeAt(0));
      data.items.add(new File([picture, new Uint8Array(given.padding)], 'picture.jpg', { type: given.type }));
      const options = { bubbles: true, cancelable: true };
      element.dispatchEvent(
        given.act === 'drop'
          ? new DragEvent('drop', { ...options, dataTransfer: data })
          : new ClipboardEvent('paste', { ...options, clipboardData: data }),
      );
    },
    { act, type, padding, base64: bytes.toString('base64') },
  );
}

async function canvasPicture({ page }: Workplace, width: number, height: number): Promise<Buffer> {
  const base64 = await page.evaluate(
    ([wide, high]) => {
      const canvas = document.createElement('canvas');
      canvas.width = wide ?? 0;
      canvas.height = high ?? 0;
      canvas.getContext('2d')?.fillRect(0, 0, 10, 10);
      return canvas.toDataURL('image/png').split(',')[1] ?? '';
    },
    [width, height],
  );
  return Buffer.from(base64, 'base64');
}

/** The beginning of a PNG of this size. */
function pngHead(width: number, height: number): Buffer {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width);
  size.writeUInt32BE(height, 4);
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), size]);
}

test('a picture by drop and paste, files that are none, and a camera only while its dialog is open', async ({ signedIn }) => {
  const { page, app } = signedIn;
  const denied = { video: 'NotAllowedError', audio: 'NotAllowedError', both: 'NotAllowedError', place: 'denied' };
  const screen = new RegistrationScreen(page);
  const pictures = new PictureScreen(page);
  const scan = pictures.field('documentScan');
  const error = page.locator('#field-documentScan-error');
  await screen.begin();
  await screen.chooseService('card-replacement');
  await page.locator('#notice-accept').click();
  await page.locator('#signature-declined').click();
  await scan.waitFor();
  expect(await asked(signedIn)).toEqual(denied);

  const raw = await telephonePicture(signedIn);
  await hand(signedIn, 'drop', { type: 'application/pdf', bytes: Buffer.from('%PDF-1.7\nnothing to see') });
  await expect(error).toHaveAttribute('data-code', 'attachments/not-an-image');
  await hand(signedIn, 'drop', { type: 'image/jpeg', bytes: raw });
  await expect(scan).toHaveAttribute('data-image', 'kept');
  await expect(error).toHaveCount(0);
  await expect(page.locator('#consent-portrait')).toBeFocused();
  await page.locator('#field-documentScan-remove').click();
  await expect(scan).toHaveAttribute('data-image', 'empty');
  await expect(page.locator('#field-documentScan')).toBeFocused();
  await hand(signedIn, 'paste', { type: 'image/jpeg', bytes: raw });
  await expect(scan).toHaveAttribute('data-image', 'kept');

  // Odd files say what is wrong and leave what was kept.
  const odd = (buffer: Buffer, name = 'scan.jpg') =>
    pictures.chooseFile('documentScan', { name, mimeType: 'image/jpeg', buffer });
  await odd(Buffer.from('%PDF-1.7\na paper renamed'));
  await expect(error).toHaveAttribute('data-code', 'attachments/not-an-image');
  await odd(await canvasPicture(signedIn, 1, 1), 'dot.png');
  await expect(error).toHaveAttribute('data-code', 'attachments/too-few-pixels');
  await hand(signedIn, 'drop', { type: 'image/jpeg', bytes: Buffer.from('no picture'), padding: 30 * 1024 * 1024 });
  await expect(error).toHaveAttribute('data-code', 'attachments/not-an-image');
  await hand(signedIn, 'drop', { type: 'image/jpeg', bytes: raw, padding: 70 * 1024 * 1024 });
  await expect(error).toHaveAttribute('data-code', 'attachments/too-large');
  // A few bytes that would unpack to gigabytes: refused by what they say of themselves.
  await odd(Buffer.concat([pngHead(30_000, 30_000), Buffer.alloc(40)]), 'bomb.png');
  await expect(error).toHaveAttribute('data-code', 'attachments/too-large');
  await expect(scan).toHaveAttribute('data-image', 'kept');
  await odd(await canvasPicture(signedIn, 12_000, 9_000), 'wall.png');
  await expect(error).toHaveCount(0);
  await expect(scan).toHaveAttribute('data-image', 'kept');

  // The camera: while its dialog is open, and then without sound.
  await page.locator('#field-documentScan').click();
  await page.locator('.camera[data-camera="live"]').waitFor();
  expect(await asked(signedIn)).toEqual({ ...denied, video: 'granted' });
  await page.keyboard.press('Escape');
  await page.locator('.camera').waitFor({ state: 'detached' });
  expect(await asked(signedIn)).toEqual(denied);

  // Unplugged while it shows a picture: nothing can be taken of what only looks alive.
  await page.locator('#field-documentScan').click();
  await page.locator('.camera[data-camera="live"]').waitFor();
  await page.locator('.camera video').evaluate((video: HTMLVideoElement) => {
    for (const track of (video.srcObject as MediaStream).getTracks()) track.dispatchEvent(new Event('ended'));
  });
  await expect(page.locator('.camera')).toHaveAttribute('data-camera', 'absent');
  await expect(page.locator('#camera-shutter')).toBeDisabled();
  // A lock takes the dialog, its picture and the camera with it, and leads back to the draft.
  await page.keyboard.press('Control+l');
  await page.locator('[data-screen="sign-in"]').waitFor();
  expect(await asked(signedIn)).toEqual(denied);
  await new SignInScreen(page).signIn(clerk.number, clerk.passphrase);
  await expect(scan).toHaveAttribute('data-image', 'kept');

  // Without a camera, or without the system's leave, the dialog says so and a file still does.
  await page.evaluate(() => {
    const { mediaDevices } = navigator;
    const own = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = () => {
      mediaDevices.getUserMedia = own;
      return Promise.reject(new DOMException('no camera', 'NotFoundError'));
    };
  });
  await page.locator('#field-documentScan').click();
  await expect(page.locator('.camera')).toHaveAttribute('data-camera', 'absent');
  await expect(page.locator('#camera-cancel')).toBeFocused();
  await page.keyboard.press('Escape');
  await app.evaluate(({ session }) => {
    session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  });
  await page.locator('#field-documentScan').click();
  await expect(page.locator('.camera')).toHaveAttribute('data-camera', 'refused');
  await page.keyboard.press('Escape');
  await screen.discard();
});
