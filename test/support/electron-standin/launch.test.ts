import { expect, test } from 'vitest';
import { parseLaunch } from './launch.ts';

test('Playwright’s command line: preload module, inspector, DevTools port, app, app switches', () => {
  const argv = [
    '-r',
    '/x/loader.js',
    '--no-sandbox',
    '--inspect=0',
    '--remote-debugging-port=0',
    '/the/app',
    '--user-data-dir=/d',
  ];
  expect(parseLaunch(argv)).toEqual({
    argv,
    preloads: ['/x/loader.js'],
    app: '/the/app',
    inspectorPort: 0,
    inspectorWaits: false,
    debuggingPort: '0',
    userDataDir: '/d',
  });
});

test('a plain start has no inspector and no DevTools port', () => {
  expect(parseLaunch(['.'])).toMatchObject({ app: '.', preloads: [], inspectorPort: undefined, debuggingPort: undefined });
});

test('an option after the app is the app’s own and not the app', () => {
  expect(parseLaunch(['app', '-r', 'x', 'other'])).toMatchObject({ app: 'app', preloads: [] });
});

test('--inspect-brk without a port waits on the usual port', () => {
  expect(parseLaunch(['--inspect-brk', 'app'])).toMatchObject({ inspectorPort: 9229, inspectorWaits: true });
});

test('no app at all', () => {
  expect(parseLaunch(['--version']).app).toBeUndefined();
});
