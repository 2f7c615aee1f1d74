import fc from 'fast-check';
import { expect, test } from 'vitest';
import { originOf, schemeOf, UrlMap } from './url-map.ts';

function appMap(): UrlMap {
  const map = new UrlMap();
  map.add('app');
  return map;
}

test('a registered scheme becomes a secure address that cannot resolve', () => {
  expect(appMap().toBrowser('app://bundle/index.html?x=1#y')).toBe('https://bundle.app.invalid/index.html?x=1#y');
  expect(appMap().toBrowser('app://bundle')).toBe('https://bundle.app.invalid/');
});

test('everything else stays as it is', () => {
  for (const url of ['https://example.test/', 'file:///x', 'other://bundle/', 'about:blank', 'mailto:a@b.test']) {
    expect(appMap().toBrowser(url)).toBe(url);
    expect(appMap().fromBrowser(url)).toBe(url);
  }
});

test('a web address that merely looks alike is not taken for the app’s', () => {
  expect(appMap().fromBrowser('https://bundle.app.invalid.evil.test/')).toBe('https://bundle.app.invalid.evil.test/');
  expect(appMap().fromBrowser('https://bundle.other.invalid/')).toBe('https://bundle.other.invalid/');
});

test('there and back is the same address', () => {
  const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
  const rest = fc.webPath({ size: 'small' }).map((p) => `/${p.replace(/^\/+/, '')}`);
  fc.assert(
    fc.property(label, rest, fc.webQueryParameters(), (host, path, query) => {
      const url = `app://${host}${path}?${query}`;
      expect(appMap().fromBrowser(appMap().toBrowser(url))).toBe(url);
    }),
  );
});

test('scheme and origin', () => {
  expect(schemeOf('APP://x')).toBe('app');
  expect(schemeOf('no scheme')).toBe('');
  expect(originOf('app://bundle/a/b')).toBe('app://bundle');
  expect(originOf('data:text/html,x')).toBe('null');
});
