// The packaged application (S1), made by the real Forge with everything it does: bundles, archive, native modules, fuses. Only Electron's
// own binary is a stand-in that cannot run, so what is shown here is what is in the package, not that Electron obeys it.
import { execFile, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Archive, readArchive } from '#test/support/asar.ts';
import { writeElectronZip } from '#test/support/electron-zip.ts';

const root = join(import.meta.dirname, '..', '..');
const work = mkdtempSync(join(tmpdir(), 'countersign-package-'));
const project = join(work, 'project');
/** Native modules are installed for this machine only. */
const { arch } = process;
const packaged = join(project, 'out', `Countersign-linux-${arch}`);
let archive: Archive;

/** Forge writes into the folder it packages: it gets one of its own. */
function copyProject(): void {
  mkdirSync(project);
  const sources = ['src', 'main', 'renderer', 'vite', 'forge.config.ts', 'package.json', 'tsconfig.base.json'];
  for (const name of sources) cpSync(join(root, name), join(project, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'));
}

beforeAll(async () => {
  copyProject();
  writeElectronZip(work, 'linux', arch);
  const forge = join(root, 'node_modules', '.bin', 'electron-forge');
  // Not waited for in one piece: a test runner that hears nothing of a worker for a minute gives it up.
  await promisify(execFile)(forge, ['package', '--platform=linux', `--arch=${arch}`], {
    cwd: project,
    env: { ...process.env, ELECTRON_ZIP_DIR: work, NODE_ENV: 'production' },
  });
  archive = readArchive(join(packaged, 'resources', 'app.asar'));
}, 600_000);
afterAll(() => rmSync(work, { recursive: true, force: true }));

const textOf = (path: string) => archive.files.find((file) => file.path === path)?.bytes.toString('utf8') ?? '';

test('all nine fuses are as the design says, and Electron has no tenth that nobody decided', async () => {
  const { version, ...wire } = await getCurrentFuseWire(join(packaged, 'countersign'));
  const states = Object.fromEntries(
    Object.entries(wire).map(([index, state]) => [FuseV1Options[Number(index)] ?? index, state === FuseState.ENABLE]),
  );
  expect(version).toBe(FuseVersion.V1);
  expect(Object.values(wire).filter((state) => state !== FuseState.ENABLE && state !== FuseState.DISABLE)).toEqual([]);
  expect(states).toEqual({
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false,
    WasmTrapHandlers: true,
  });
});

describe('the archive', () => {
  test('holds the bundles, three native modules and its name, and nothing else', () => {
    const paths = archive.files.map(({ path }) => path);
    const native = `@napi-rs/keyring(-linux-${arch}-gnu)?|@node-rs/argon2(-linux-${arch}-gnu)?|better-sqlite3-multiple-ciphers`;
    const allowed = [
      /^package\.json$/,
      /^\.vite\/build\/(main|worker|preload|print-preload)\.cjs$/,
      /^\.vite\/renderer\/(main_window|print_page)\/([a-z]+\.html|assets\/[\w-]+\.(js|css))$/,
      new RegExp(`^node_modules/(${native})/(.*\\.(js|json|node)|LICENSE(\\.third-party\\.md)?)$`),
    ];
    expect(paths.filter((path) => !allowed.some((pattern) => pattern.test(path)))).toEqual([]);
    for (const name of ['main', 'worker', 'preload', 'print-preload']) expect(paths).toContain(`.vite/build/${name}.cjs`);
    expect(paths.filter((path) => /\b(?:test|tests|spec|demo|example|examples)\b/i.test(path))).toEqual([]);
    expect(readdirSync(join(packaged, 'resources')).sort()).toEqual(['app.asar', 'app.asar.unpacked']);
  });

  test('is whole: every file is the one its index vouches for, and only native code lies beside it', () => {
    expect(archive.files.filter(({ isWhole }) => !isWhole)).toEqual([]);
    const unpacked = archive.files.filter(({ isUnpacked }) => isUnpacked).map(({ path }) => path);
    expect(unpacked).toHaveLength(3);
    for (const path of unpacked) expect(path).toMatch(/\.node$/);
    const beside = readdirSync(join(packaged, 'resources', 'app.asar.unpacked'), { recursive: true, withFileTypes: true });
    expect(beside.filter((entry) => entry.isFile())).toHaveLength(3);
    expect(archive.indexHash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('has no source maps, no paths of the machine that made it, no passphrases of the demonstration', () => {
    const ours = archive.files.filter(({ path }) => path.startsWith('.vite/'));
    const bytes = Buffer.concat(ours.map((file) => file.bytes));
    expect(bytes.length).toBeGreaterThan(1_000_000);
    const unwanted = ['sourceMappingURL', work, 'seven copper lanterns', '春城无处不飞花', 'electron-standin'];
    expect(unwanted.filter((text) => bytes.includes(text))).toEqual([]);
  });

  test('the pages load their own files only, and nothing stands in them but what the policy lets by its digest', () => {
    for (const [page, own] of [
      ['main_window/index.html', ['style', 'script']],
      ['print_page/print.html', []],
    ] as const) {
      const html = textOf(`.vite/renderer/${page}`);
      const inline: string[] = [];
      const rest = html.replaceAll(/<(script|style)>.*?<\/\1>/gs, (_whole, element: string) => {
        inline.push(element);
        return '';
      });
      expect(inline).toEqual(own);
      expect(html).toContain('<script');
      expect(rest).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\son\w+=|\sstyle=|https?:|data:/i);
    }
  });
});

describe('the packaged main bundle', () => {
  /** Runs it with each command line against a module that only writes down what is asked of Electron, as an installed application. */
  function asked(commandLines: readonly (readonly string[])[]): readonly (readonly string[])[] {
    const stage = join(work, 'stage');
    for (const { path, bytes } of archive.files.filter(
      (file) => file.path.startsWith('.vite/build/') || file.path === 'package.json',
    )) {
      mkdirSync(dirname(join(stage, path)), { recursive: true });
      writeFileSync(join(stage, path), bytes);
    }
    const runner = join(stage, 'runner.cjs');
    writeFileSync(
      runner,
      `const Module = require('node:module');
      const main = ${JSON.stringify(join(stage, '.vite', 'build', 'main.cjs'))};
      let calls = [];
      const anything = (name) => new Proxy(function () {}, {
        get: (_target, member) => member === 'isPackaged' ? true : member === 'getPath' ? () => '/nowhere'
          : member === 'requestSingleInstanceLock' ? () => { calls.push('lock'); return false; }
          : typeof member === 'string' ? anything(name + '.' + member) : undefined,
        apply: (_target, _self, args) => { calls.push([name, ...args.filter((one) => typeof one !== 'object' && typeof one !== 'function')].join(' ')); },
        construct: () => { calls.push('new ' + name); return {}; },
      });
      const electron = new Proxy({}, { get: (_target, member) => anything(String(member)), has: () => true });
      const load = Module._load;
      Module._load = (request, ...rest) => request === 'electron' ? electron : load(request, ...rest);
      const found = [];
      process.stderr.write = () => true;
      for (const line of JSON.parse(process.argv[2])) {
        calls = [];
        process.argv = ['countersign', ...line];
        delete require.cache[main];
        require(main);
        found.push([...calls, 'umask ' + process.umask().toString(8), 'trusts ' + (process.env.NODE_TLS_REJECT_UNAUTHORIZED ?? 'certificates')]);
      }
      process.stdout.write(JSON.stringify(found));`,
    );
    const env = { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    const done = spawnSync(process.execPath, [runner, JSON.stringify(commandLines)], { encoding: 'utf8', env });
    if (done.status !== 0) throw new Error(done.stderr);
    return JSON.parse(done.stdout);
  }

  const dangerous = [
    '--inspect',
    '--inspect-brk=0',
    '--inspect=0.0.0.0:9229',
    '--remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '--remote-allow-origins=*',
    '--no-sandbox',
    '--disable-web-security',
    '--disable-site-isolation-trials',
    '--allow-running-insecure-content',
    '--ignore-certificate-errors',
    '--proxy-server=evil.example:8080',
    '--host-rules=MAP * evil.example',
    '--js-flags=--expose-gc',
    '--load-extension=/tmp/x',
    '--auto-open-devtools-for-tabs',
    '--gpu-launcher=/bin/sh',
    '--renderer-cmd-prefix=/bin/sh',
    '--utility-cmd-prefix=/bin/sh',
    '--disable-features=IsolateOrigins',
    '--enable-logging',
    '--log-net-log=/tmp/net.json',
    '--use-fake-ui-for-media-stream',
    '--require=/tmp/x.js',
    '-r',
    '/tmp/other-app',
    '--',
    '--password-store=basic',
  ];

  test('ends with a sentence before any window, lock or page when it is given a switch that is not its own', () => {
    const calls = asked(dangerous.map((one) => [one]));
    expect(calls).toHaveLength(dangerous.length);
    for (const [index, made] of calls.entries()) {
      const harmless = /^(app\.exit 2|protocol\.registerSchemesAsPrivileged.*|umask 77|trusts certificates)$/;
      const leftovers = made.filter((call) => !harmless.test(call));
      expect([dangerous[index], made.includes('app.exit 2'), leftovers]).toEqual([dangerous[index], true, []]);
    }
  });

  test('without one, every page is guarded and sandboxed before the first could be opened', () => {
    const [made = []] = asked([['--user-data-dir=/tmp/x']]);
    expect(made).toEqual(expect.arrayContaining(['app.enableSandbox', 'app.on web-contents-created', 'lock']));
    expect(made).toEqual(expect.arrayContaining(['umask 77', 'trusts certificates']));
    expect(made.indexOf('app.enableSandbox')).toBeLessThan(made.indexOf('lock'));
    expect(made.indexOf('app.on web-contents-created')).toBeLessThan(made.indexOf('lock'));
    expect(made.filter((call) => call.startsWith('new '))).toEqual([]);
  });

  test('never hands an address to the system, and asks Electron for no storage that blocks', () => {
    const bundle = `${textOf('.vite/build/main.cjs')}${textOf('.vite/build/worker.cjs')}`;
    expect(bundle.length).toBeGreaterThan(100_000);
    for (const word of [
      'openExternal',
      'openPath',
      'encryptString',
      'decryptString',
      'executeJavaScript',
      'allowRunningInsecureContent',
    ]) {
      expect([word, bundle.includes(word)]).toEqual([word, false]);
    }
    expect(readFileSync(join(packaged, 'version'), 'utf8')).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
