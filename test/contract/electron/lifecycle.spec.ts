import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect } from '@playwright/test';
import { launchEnv } from '#test/support/runtime.ts';
import { appArguments, isStandin, launchApp, newDataDir, seenBy, test } from './open-app.ts';

/** Starts the app without Playwright; resolves with its exit code. */
function startPlainly(dataDir: string, extra: readonly string[] = []): Promise<number | null> {
  const env = { ...process.env, ...launchEnv() };
  const electron = createRequire(import.meta.url)('electron') as unknown as string;
  const child = spawn(electron, ['--no-sandbox', ...appArguments(dataDir), ...extra], { env, stdio: 'ignore' });
  return new Promise((resolve) => child.on('exit', resolve));
}

test('start: will-finish-launching, ready, ready-to-show', async ({ ownApp }) => {
  await expect.poll(async () => (await seenBy(ownApp.app)).events).toEqual(['will-finish-launching', 'ready', 'ready-to-show']);
});

test('quit: before-quit, close, closed, will-quit, quit', async () => {
  const dataDir = newDataDir();
  const journal = path.join(dataDir, 'journal');
  const { app } = await launchApp(dataDir, { CONTRACT_JOURNAL: journal });
  await app.close();
  const events = readFileSync(journal, 'utf8').trim().split('\n');
  expect(events.slice(events.indexOf('before-quit'))).toEqual(['before-quit', 'close', 'closed', 'will-quit', 'quit']);
  rmSync(dataDir, { recursive: true, force: true });
});

test('closing the last window asks the app, which quits', async () => {
  const dataDir = newDataDir();
  const journal = path.join(dataDir, 'journal');
  const { app } = await launchApp(dataDir, { CONTRACT_JOURNAL: journal });
  const gone = app.waitForEvent('close');
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await gone;
  const events = readFileSync(journal, 'utf8').trim().split('\n');
  expect(events.slice(events.indexOf('close'))).toEqual([
    'close',
    'closed',
    'window-all-closed',
    'before-quit',
    'will-quit',
    'quit',
  ]);
  rmSync(dataDir, { recursive: true, force: true });
});

test('a window that refuses to close keeps the app alive', async ({ ownApp }) => {
  await ownApp.app.evaluate(({ app }) => {
    globalThis.refuseClose = true;
    app.quit();
  });
  await expect.poll(async () => (await seenBy(ownApp.app)).events.slice(-2)).toEqual(['before-quit', 'close']);
  await ownApp.page.waitForTimeout(300);
  expect(await ownApp.page.evaluate(() => window.contract.text)).toBe('text');
  await ownApp.app.evaluate(() => {
    globalThis.refuseClose = false;
  });
});

test('a quit that is refused at before-quit stops there', async ({ ownApp }) => {
  await ownApp.app.evaluate(({ app }) => {
    app.once('before-quit', (event) => event.preventDefault());
    app.quit();
  });
  await ownApp.page.waitForTimeout(200);
  expect((await seenBy(ownApp.app)).events.at(-1)).toBe('before-quit');
  expect(await ownApp.page.evaluate(() => window.contract.text)).toBe('text');
});

test('destroy does not ask', async ({ ownApp }) => {
  const { events, destroyed } = await ownApp.app.evaluate(({ app, BrowserWindow }) => {
    app.removeAllListeners('window-all-closed');
    app.on('window-all-closed', () => globalThis.seen.events.push('none left'));
    const window = BrowserWindow.getAllWindows()[0];
    globalThis.seen.events.length = 0;
    window?.destroy();
    return { events: [...globalThis.seen.events], destroyed: window?.isDestroyed() };
  });
  expect(events).not.toContain('close');
  expect(events).toContain('closed');
  expect(destroyed).toBe(true);
});

test('app.exit ends at once with its code', async ({ ownApp }) => {
  const child = ownApp.app.process();
  const code = new Promise((resolve) => child.once('exit', resolve));
  await ownApp.app.evaluate(({ app }) => app.exit(3)).catch(() => undefined);
  expect(await code).toBe(3);
});

test('SIGTERM quits in order', async () => {
  const dataDir = newDataDir();
  const journal = path.join(dataDir, 'journal');
  const { app } = await launchApp(dataDir, { CONTRACT_JOURNAL: journal });
  const gone = app.waitForEvent('close');
  app.process().kill('SIGTERM');
  await gone;
  expect(readFileSync(journal, 'utf8').trim().split('\n').at(-1)).toBe('quit');
  rmSync(dataDir, { recursive: true, force: true });
});

test('a second start ends itself and tells the first', async ({ ownApp }) => {
  const code = await startPlainly(ownApp.dataDir, ['--hello=你好']);
  expect(code).toBe(7);
  await expect.poll(async () => (await seenBy(ownApp.app)).secondInstances.length).toBe(1);
  const [second] = (await seenBy(ownApp.app)).secondInstances;
  expect(second?.argv).toContain('--hello=你好');
  expect(second?.workingDirectory).toBe(process.cwd());
  expect(second?.data).toEqual({ from: expect.any(Number) });
  expect(await ownApp.page.evaluate(() => window.contract.text)).toBe('text');
});

test('two data directories are two apps', async ({ ownApp }) => {
  const dataDir = newDataDir();
  const { app, page } = await launchApp(dataDir);
  expect(await page.evaluate(() => window.contract.text)).toBe('text');
  expect((await seenBy(ownApp.app)).secondInstances).toEqual([]);
  await app.close();
  rmSync(dataDir, { recursive: true, force: true });
});

test('the app knows its name, version, folders and that it is not packaged', async ({ opened }) => {
  const known = await opened.app.evaluate(({ app }) => ({
    name: app.getName(),
    version: app.getVersion(),
    packaged: app.isPackaged,
    path: app.getAppPath(),
    userData: app.getPath('userData'),
    sessionData: app.getPath('sessionData'),
    switchValue: app.commandLine.getSwitchValue('user-data-dir'),
    hasOther: app.commandLine.hasSwitch('other'),
    unknown: (() => {
      try {
        return app.getPath('nowhere' as 'temp');
      } catch (error) {
        return (error as Error).message;
      }
    })(),
  }));
  expect(known).toEqual({
    name: 'Contract App',
    version: '1.2.3',
    packaged: false,
    path: path.join(import.meta.dirname, 'app'),
    userData: opened.dataDir,
    sessionData: opened.dataDir,
    switchValue: opened.dataDir,
    hasOther: false,
    unknown: expect.stringContaining('nowhere'),
  });
});

test('the app may choose its data folder before ready', async () => {
  const [given, chosen] = [newDataDir(), newDataDir()];
  const { app, page } = await launchApp(given, { CONTRACT_USER_DATA: chosen });
  expect(await app.evaluate(({ app: electronApp }) => electronApp.getPath('userData'))).toBe(chosen);
  expect(await page.evaluate(() => window.contract.text)).toBe('text');
  const profiles = () => [given, chosen].map((folder) => existsSync(path.join(folder, 'standin-chromium')));
  if (isStandin) await expect.poll(profiles).toEqual([false, true]);
  await app.close();
  for (const folder of [given, chosen]) rmSync(folder, { recursive: true, force: true });
});

test('what must come before ready is refused afterwards', async ({ opened }) => {
  const messages = await opened.app.evaluate(({ app, protocol }) => {
    const attempt = (work: () => void): string => {
      try {
        work();
        return 'done';
      } catch (error) {
        return (error as Error).message;
      }
    };
    return [
      attempt(() => app.enableSandbox()),
      attempt(() => protocol.registerSchemesAsPrivileged([{ scheme: 'late', privileges: { standard: true, secure: true } }])),
    ];
  });
  for (const message of messages) expect(message).toContain('before app is ready');
});

test('a page that dies is reported, and the app goes on', async ({ ownApp }) => {
  const crashed = ownApp.page.waitForEvent('crash');
  const reason = await ownApp.app.evaluate(({ app, BrowserWindow }) => {
    const gone = new Promise<string>((resolve) => app.once('render-process-gone', (_e, _c, { reason: why }) => resolve(why)));
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
    return gone;
  });
  expect(['crashed', 'killed']).toContain(reason);
  await crashed;
});

test('killing the main process takes everything with it', async () => {
  test.skip(process.platform !== 'linux', 'reads /proc');
  const dataDir = newDataDir();
  const { app } = await launchApp(dataDir);
  const main = app.process().pid ?? 0;
  const children = (await import('node:fs/promises')).readFile(`/proc/${main}/task/${main}/children`, 'utf8');
  const pids = (await children).trim().split(/\s+/);
  expect(pids.length).toBeGreaterThan(0);
  process.kill(main, 'SIGKILL');
  await expect.poll(() => pids.filter((pid) => existsSync(`/proc/${pid}`) && !isZombie(pid)), { timeout: 8000 }).toEqual([]);
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

function isZombie(pid: string): boolean {
  return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
}

test('a stale lock of a killed app does not keep the next one out', async () => {
  const dataDir = newDataDir();
  const first = await launchApp(dataDir);
  const gone = first.app.waitForEvent('close');
  first.app.process().kill('SIGKILL');
  await gone;
  if (isStandin) expect(existsSync(path.join(dataDir, 'standin-instance.lock'))).toBe(true);
  const second = await launchApp(dataDir);
  expect(await second.page.evaluate(() => window.contract.text)).toBe('text');
  await second.app.close();
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});
