import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import { seenBy, test } from './open-app.ts';

test('a dialog is replaced by assigning to it, as specs of the app do', async ({ opened }) => {
  const answer = await opened.app.evaluate(async ({ dialog }) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: '/chosen.pdf' });
    return dialog.showSaveDialog({});
  });
  expect(answer).toEqual({ canceled: false, filePath: '/chosen.pdf' });
});

test('a menu item is found by id and clicked', async ({ opened }) => {
  await opened.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('mark')?.click());
  expect((await seenBy(opened.app)).events).toEqual(['menu mark']);
  expect(await opened.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('none'))).toBeFalsy();
});

test('the theme source decides what the page prefers', async ({ opened, page }) => {
  const prefersDark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  const setTheme = (source: 'dark' | 'light') =>
    opened.app.evaluate(({ nativeTheme }, wanted) => {
      nativeTheme.themeSource = wanted;
      return nativeTheme.shouldUseDarkColors;
    }, source);
  expect(await setTheme('dark')).toBe(true);
  await expect.poll(prefersDark).toBe(true);
  await page.reload();
  await expect.poll(prefersDark).toBe(true);
  expect(await setTheme('light')).toBe(false);
  await expect.poll(prefersDark).toBe(false);
});

test('zoom makes fewer and larger pixels', async ({ ownApp: { app, page } }) => {
  const width = () => page.evaluate(() => innerWidth);
  const zoomTo = (factor: number) =>
    app.evaluate(({ BrowserWindow }, wanted) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      contents?.setZoomFactor(wanted);
      return contents?.getZoomFactor();
    }, factor);
  const before = await width();
  expect(await zoomTo(1.5)).toBeCloseTo(1.5);
  await expect.poll(async () => Math.abs((await width()) - before / 1.5)).toBeLessThan(3);
  expect(await zoomTo(1)).toBeCloseTo(1);
  await expect.poll(width).toBe(before);
});

test('a zoom factor must be positive', async ({ opened }) => {
  const message = await opened.app.evaluate(({ BrowserWindow }) => {
    try {
      BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(0);
      return 'set';
    } catch (error) {
      return (error as Error).message;
    }
  });
  expect(message).toContain('zoomFactor');
});

test('printToPDF makes a PDF of the asked size', async ({ opened }) => {
  const boxes = await opened.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const margins = { top: 0.5, bottom: 0.5, left: 0.5, right: 0.5 };
    const found: (string | undefined)[] = [];
    for (const landscape of [false, true]) {
      const pdf = await contents?.printToPDF({ pageSize: 'A5', landscape, printBackground: true, margins });
      const text = pdf?.toString('latin1') ?? '';
      found.push(text.slice(0, 5), /MediaBox\s*\[\s*0 0 (\d+)[\d.]* (\d+)/.exec(text)?.slice(1).join('x'));
    }
    return found;
  });
  expect(boxes[0]).toBe('%PDF-');
  const sizes = [boxes[1], boxes[3]].map((size) => size?.split('x').map(Number) ?? []);
  expect(Math.abs((sizes[0]?.[0] ?? 0) - 420)).toBeLessThan(3);
  expect(Math.abs((sizes[0]?.[1] ?? 0) - 595)).toBeLessThan(3);
  expect(Math.abs((sizes[1]?.[0] ?? 0) - 595)).toBeLessThan(3);
});

test('capturePage takes a picture', async ({ opened }) => {
  const head = await opened.app.evaluate(async ({ BrowserWindow }) => {
    const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
    return image?.toPNG().subarray(1, 4).toString('latin1');
  });
  expect(head).toBe('PNG');
});

test('executeJavaScript runs in the page and answers', async ({ opened }) => {
  const answers = await opened.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const failed = await contents?.executeJavaScript('Promise.reject(new Error("no"))').catch((error: Error) => error.message);
    return [await contents?.executeJavaScript('Promise.resolve(pageSecret)'), failed];
  });
  expect(answers).toEqual(['of the page', expect.stringContaining('no')]);
});

test('the camera is asked for by the page and refused by the app’s handler', async ({ ownApp: { app, page } }) => {
  const name = await page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'granted',
      (error: Error) => error.name,
    ),
  );
  expect(name).toBe('NotAllowedError');
  expect((await seenBy(app)).permissions).toEqual([
    {
      permission: 'media',
      requestingUrl: expect.stringMatching(/^app:\/\/bundle\//),
      mediaTypes: ['video'],
      hasContents: true,
    },
  ]);
});

test('a camera the app’s handler grants can be used', async ({ ownApp: { app, page } }) => {
  await app.evaluate(() => {
    globalThis.grantPermissions = true;
  });
  const name = await page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'granted',
      (error: Error) => error.name,
    ),
  );
  expect(name).toBe('granted');
});

test('what the check handler denies is never asked', async ({ ownApp: { app, page } }) => {
  const code = await page.evaluate(
    () =>
      new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('position'),
          (e) => resolve(e.code),
        ),
      ),
  );
  expect(code).toBe(1);
  const asked = (await seenBy(app)).permissions.filter(({ permission }) => permission === 'geolocation');
  expect(asked).toEqual([]);
});

test('window state: bounds, title, visibility, minimised', async ({ opened }) => {
  const state = await opened.app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0];
    const before = window?.getContentSize();
    window?.setTitle('Other');
    window?.removeMenu();
    window?.setContentProtection(true);
    return { before, title: window?.getTitle(), visible: window?.isVisible(), minimized: window?.isMinimized() };
  });
  expect(state).toMatchObject({ title: 'Other', visible: true, minimized: false });
  expect(state.before?.[0]).toBeGreaterThan(800);
});

test('a preload that fails is reported', async ({ ownApp: { app, dataDir } }) => {
  const reported = await app.evaluate(async ({ app: electronApp, BrowserWindow }, folder) => {
    const { writeFileSync } = process.getBuiltinModule('node:fs');
    const preload = `${folder}/failing-preload.js`;
    writeFileSync(preload, "throw new Error('preload broke')");
    const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true, contextIsolation: true } });
    const message = new Promise<string>((resolve) => {
      window.webContents.once('preload-error', (_event, file, error) => resolve(`${file === preload} ${error.message}`));
    });
    await window.loadURL('app://bundle/second.html');
    const text = await message;
    window.destroy();
    return `${text} ${electronApp.isReady()}`;
  }, dataDir);
  expect(reported).toMatch(/^true .*preload broke true$/);
});

test('a browser window needs an absolute preload', async ({ opened }) => {
  const outcome = await opened.app.evaluate(({ BrowserWindow }) => {
    try {
      const window = new BrowserWindow({ show: false, webPreferences: { preload: 'relative.js' } });
      window.destroy();
      return 'made';
    } catch (error) {
      return (error as Error).message;
    }
  });
  // Electron reports it on the console and runs no preload; the stand-in refuses the window.
  expect(outcome).toMatch(/made|absolute path/);
});

test('power events reach the app’s listeners', async ({ opened }) => {
  const heard = await opened.app.evaluate(({ powerMonitor }) => {
    const events: string[] = [];
    for (const name of ['suspend', 'resume', 'lock-screen'] as const) {
      powerMonitor.once(name as 'suspend', () => events.push(name));
      powerMonitor.emit(name);
    }
    return [...events, typeof powerMonitor.getSystemIdleTime()];
  });
  expect(heard).toEqual(['suspend', 'resume', 'lock-screen', 'number']);
});

/** Offers a text for download, as the page of an app does. */
function offerDownload(name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(['downloaded text'], { type: 'text/plain' }));
  link.download = name;
  link.click();
}

test('a download goes where the app says', async ({ ownApp: { app, page, dataDir } }) => {
  const file = path.join(dataDir, 'saved.txt');
  await app.evaluate((_electron, target) => {
    globalThis.savePath = target;
  }, file);
  await page.evaluate(offerDownload, 'offered.txt');
  await expect.poll(async () => (await seenBy(app)).downloads).toEqual(['blob:app://bundle offered.txt true', 'completed']);
  expect(readFileSync(file, 'utf8')).toBe('downloaded text');
});

test('a download the app prevents leaves nothing', async ({ ownApp: { app, page, dataDir } }) => {
  await page.evaluate(offerDownload, 'prevented.txt');
  await expect.poll(async () => (await seenBy(app)).downloads[0]).toBe('blob:app://bundle prevented.txt true');
  await page.waitForTimeout(200);
  const files = readdirSync(dataDir, { recursive: true }).map(String);
  expect(files.filter((name) => name.includes('prevented'))).toEqual([]);
});

test('clearing the session’s storage empties what the page had stored', async ({ ownApp: { app, page } }) => {
  await page.evaluate(() => localStorage.setItem('kept', 'value'));
  await app.evaluate(({ session }) => session.defaultSession.clearStorageData());
  await page.reload();
  expect(await page.evaluate(() => localStorage.getItem('kept'))).toBeNull();
});

test('keys are reported to before-input-event', async ({ ownApp: { app, page } }) => {
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.on('before-input-event', (_event, input) => {
      globalThis.seen.events.push(`${input.type} ${input.key} ${input.control}`);
    });
  });
  await page.keyboard.press('Control+l');
  await expect.poll(async () => (await seenBy(app)).events).toContain('keyDown l true');
});

test('a page’s console reaches the app', async ({ ownApp: { app, page } }) => {
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.on('console-message', (event) => {
      globalThis.seen.events.push(`${event.level} ${event.message}`);
    });
  });
  await page.evaluate(() => console.warn('a warning'));
  await expect.poll(async () => (await seenBy(app)).events).toContain('warning a warning');
});

test('a page that objects to closing is asked about', async ({ ownApp: { app, page } }) => {
  await page.click('h1');
  await page.evaluate(() => addEventListener('beforeunload', (event) => event.preventDefault()));
  const asked = await app.evaluate(
    ({ BrowserWindow }) =>
      new Promise((resolve) => {
        const window = BrowserWindow.getAllWindows()[0];
        window?.webContents.once('will-prevent-unload', () => resolve(window.isDestroyed()));
        window?.close();
      }),
  );
  expect(asked).toBe(false);
  await page.waitForTimeout(200);
  expect(await page.evaluate(() => window.contract.text)).toBe('text');
  const closed = await app.evaluate(
    ({ BrowserWindow }) =>
      new Promise((resolve) => {
        const window = BrowserWindow.getAllWindows()[0];
        window?.webContents.once('will-prevent-unload', (event) => event.preventDefault());
        window?.once('closed', () => resolve('closed'));
        window?.close();
      }),
  );
  expect(closed).toBe('closed');
});
