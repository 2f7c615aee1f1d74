import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  answerPageRequest,
  answerPages,
  filePathOf,
  isOwnPage,
  isPrintPage,
  printPage,
  startPage,
} from '#main/electron/page-files.ts';

describe('the window’s files', () => {
  it.each([
    'app://counter/../secret.js',
    'app://counter/%2e%2e/secret.js',
    'app://counter/a%2fb.js',
    'app://counter/.env',
    'app://counter//etc/x.js',
    'app://counter/',
    'app://other/index.html',
  ])('has no file behind %s', (url) => {
    // The URL parser itself resolves dot segments, so what is left of them must be an ordinary name inside the folder.
    const path = filePathOf(url, 'counter');
    expect(path === null || path === 'secret.js').toBe(true);
  });

  it('knows its own page and no other', () => {
    expect(isOwnPage(startPage)).toBe(true);
    expect(isOwnPage('app://counter/index.html#x')).toBe(true);
    expect(isPrintPage(printPage)).toBe(true);
    expect(isPrintPage(startPage)).toBe(false);
    for (const url of [
      printPage,
      'app://print/index.html',
      'app://counter/assets/a.js',
      'app://evil/index.html',
      'https://counter/index.html',
      'about:blank',
      '',
    ]) {
      expect(isOwnPage(url)).toBe(false);
    }
  });

  it('serves with the policy, and refuses other methods and unknown kinds', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'page-files-'));
    const folders = { counter: folder, print: await mkdtemp(join(tmpdir(), 'page-files-')) };
    await writeFile(join(folders.print, 'print.html'), 'print');
    const html = '<!doctype html><style>p{}</style><script src="./a.js"></script><script>go("<p>")</script>';
    await writeFile(join(folder, 'index.html'), html);
    await writeFile(join(folder, 'a.js'), '<script>go()</script>');
    await writeFile(join(folder, 'note.txt'), 'x');
    const page = await answerPageRequest(folders, { method: 'GET', url: startPage });
    expect(page.status).toBe(200);
    expect(await page.text()).toBe(html);
    // What stands in the page is let by its digest, and nothing else is.
    const policy = page.headers.get('content-security-policy');
    expect(policy).toContain(
      "script-src 'self' 'sha256-DIZXlYDT5Wo6W9SPmLFWlTM5vZeG+oou6CQELt3rl2k='; style-src 'self' 'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y='; img-src",
    );
    expect(policy).not.toContain('unsafe');
    const script = await answerPageRequest(folders, { method: 'GET', url: 'app://counter/a.js' });
    expect(script.headers.get('content-security-policy')).toContain("script-src 'self'; style-src 'self'; img-src");
    expect(await (await answerPageRequest(folders, { method: 'GET', url: printPage })).text()).toBe('print');
    expect((await answerPageRequest(folders, { method: 'GET', url: 'app://counter/print.html' })).status).toBe(404);
    expect((await answerPageRequest(folders, { method: 'POST', url: startPage })).status).toBe(404);
    expect((await answerPageRequest(folders, { method: 'GET', url: 'app://counter/note.txt' })).status).toBe(404);
    expect((await answerPageRequest(folders, { method: 'GET', url: 'app://counter/missing.js' })).status).toBe(404);
  });

  it('has the start page ready, and each answer can be read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'page-files-'));
    const file = join(folder, 'index.html');
    await writeFile(file, 'at the start');
    const answer = answerPages({ counter: folder, print: folder });
    const start = { method: 'GET', url: startPage };
    const first = await answer(start);
    await writeFile(file, 'reloaded');
    expect(await first.text()).toBe('at the start');
    expect(await (await answer(start)).text()).toBe('reloaded');
    expect((await answer({ ...start, method: 'POST' })).status).toBe(404);
    expect((await answer({ method: 'GET', url: 'app://counter/other.html' })).status).toBe(404);
  });
});
