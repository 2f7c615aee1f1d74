// Specs about the stand-in itself: that it refuses what it does not have, and that it leaves nothing on disk.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { isStandin, launchApp, newDataDir, test } from './open-app.ts';

test.skip(!isStandin, 'about the stand-in itself, not about Electron');

test('unimplemented APIs throw with their name', async ({ opened }) => {
  const messages = await opened.app.evaluate((electron) => {
    const attempt = (work: () => unknown): string => {
      try {
        work();
        return 'nothing thrown';
      } catch (error) {
        return (error as Error).message;
      }
    };
    const window = electron.BrowserWindow.getAllWindows()[0];
    return [
      attempt(() => electron.Tray),
      attempt(() => electron.app.getGPUInfo('basic')),
      attempt(() => electron.app.on('did-become-active', () => undefined)),
      attempt(() => electron.session.fromPartition('x')),
      attempt(() => window?.setKiosk(true)),
      attempt(() => window?.webContents.toggleDevTools()),
      attempt(() => electron.dialog.showCertificateTrustDialog({} as never)),
      attempt(() => electron.app.commandLine.appendSwitch('proxy-server', 'x')),
    ];
  });
  const prefix = 'The Electron stand-in does not implement';
  expect(messages).toEqual([
    `${prefix} electron.Tray`,
    `${prefix} app.getGPUInfo`,
    `${prefix} the event 'did-become-active' of app`,
    `${prefix} session.fromPartition`,
    `${prefix} BrowserWindow.setKiosk`,
    `${prefix} webContents.toggleDevTools`,
    `${prefix} dialog.showCertificateTrustDialog`,
    "The Electron stand-in cannot honour app.commandLine.appendSwitch('proxy-server')",
  ]);
});

test('window options it does not have are refused, dangerous ones above all', async ({ opened }) => {
  const messages = await opened.app.evaluate(({ BrowserWindow }) => {
    const attempt = (options: Electron.BrowserWindowConstructorOptions): string => {
      try {
        new BrowserWindow(options).destroy();
        return 'made';
      } catch (error) {
        return (error as Error).message;
      }
    };
    return [
      attempt({ transparent: true }),
      attempt({ webPreferences: { nodeIntegration: true } }),
      attempt({ webPreferences: { sandbox: false } }),
      attempt({ webPreferences: { contextIsolation: false } }),
      attempt({ webPreferences: { webviewTag: true } }),
      attempt({ webPreferences: { partition: 'x' } }),
    ];
  });
  const prefix = 'The Electron stand-in does not implement';
  expect(messages).toEqual([
    `${prefix} BrowserWindow options.transparent`,
    `${prefix} webPreferences.nodeIntegration = true`,
    `${prefix} webPreferences.sandbox = false`,
    `${prefix} webPreferences.contextIsolation = false`,
    `${prefix} webPreferences.webviewTag = true`,
    `${prefix} webPreferences.partition`,
  ]);
});

test('no printer is found, nothing claims to be printed, and the attempt is written down', async ({ opened }) => {
  const outcome = await opened.app.evaluate(
    ({ BrowserWindow }) =>
      new Promise((resolve) => {
        BrowserWindow.getAllWindows()[0]?.webContents.print({ silent: true }, (success, reason) => resolve([success, reason]));
      }),
  );
  expect(outcome).toEqual([false, expect.stringContaining('No printers')]);
  const calls = await opened.app.evaluate(() => Reflect.get(globalThis, 'electronStandinCalls'));
  expect(calls).toContainEqual({ api: 'webContents.print', values: [{ silent: true }] });
});

test('dialogs nobody answers are cancelled; no keychain is offered', async ({ ownApp }) => {
  const answers = await ownApp.app.evaluate(async ({ dialog, safeStorage }) => [
    await dialog.showOpenDialog({}),
    (await dialog.showMessageBox({ message: 'x', buttons: ['Do', 'Cancel'], cancelId: 1 })).response,
    safeStorage.isEncryptionAvailable(),
  ]);
  expect(answers).toEqual([{ canceled: true, filePaths: [] }, 1, false]);
});

/** Every file below a folder, with its bytes. */
function filesBelow(folder: string): { readonly name: string; readonly bytes: Buffer }[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true }).flatMap((file) => {
    const name = path.join(file.parentPath, file.name);
    return file.isFile() ? [{ name, bytes: readFileSync(name) }] : [];
  });
}

test('nothing typed into a page is found in any file afterwards', async () => {
  const typed = 'Wáng Typed-Value 31415926';
  const dataDir = newDataDir();
  const { app, page } = await launchApp(dataDir);
  await page.getByLabel('Name').pressSequentially(typed);
  await page.evaluate((value) => {
    localStorage.setItem('typed', value);
    sessionStorage.setItem('typed', value);
    history.replaceState({ value }, '', `#${encodeURIComponent(value)}`);
    return indexedDB.open('typed');
  }, typed);
  await page.getByRole('button', { name: 'Send' }).click();
  await page.evaluate((value) => caches.open('typed').then((cache) => cache.put('/data.json', new Response(value))), typed);
  await page.waitForTimeout(1500);
  await app.close();
  expect(existsSync(path.join(dataDir, 'standin-chromium'))).toBe(true);
  const files = filesBelow(dataDir);
  expect(files.length).toBeGreaterThan(3);
  const forms = [typed, '31415926', encodeURIComponent(typed)].flatMap((text) => [
    Buffer.from(text, 'utf8'),
    Buffer.from(text, 'utf16le'),
  ]);
  const leaks = files.filter(({ bytes }) => forms.some((form) => bytes.includes(form))).map(({ name }) => name);
  expect(leaks).toEqual([]);
  rmSync(dataDir, { recursive: true, force: true });
});

test('a simulated printer does what it is told, and keeps what it printed as PDF', async ({ opened }) => {
  const answers = await opened.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const print = (options: Electron.WebContentsPrintOptions) =>
      new Promise<string>((resolve) => {
        contents?.print({ silent: true, ...options }, (isPrinted, reason) => resolve(`${isPrinted} ${reason}`));
      });
    const said = [await print({})];
    const printer = { name: 'one', does: 'print' as 'print' | 'fail' | 'cancel' | 'nothing', papers: [] as string[] };
    globalThis.electronStandinPrinters.push(printer);
    said.push(await print({ deviceName: 'other' }), await print({ deviceName: 'one', pageSize: 'A5' }));
    printer.does = 'fail';
    said.push(await print({}));
    printer.does = 'cancel';
    said.push(await print({}));
    printer.does = 'nothing';
    said.push(await Promise.race([print({}), new Promise<string>((resolve) => setTimeout(() => resolve('silence'), 300))]));
    const listed = (await contents?.getPrintersAsync())?.map(({ name }) => name);
    globalThis.electronStandinPrinters.length = 0;
    return { said, listed, papers: printer.papers.map((paper) => atob(paper).slice(0, 5)) };
  });
  expect(answers).toEqual({
    said: [
      'false No printers available on the network',
      'false Invalid deviceName provided',
      'true ',
      'false Print job failed',
      'false Print job canceled',
      'silence',
    ],
    listed: ['one'],
    papers: ['%PDF-'],
  });
});
