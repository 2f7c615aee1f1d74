import { expect, test } from 'vitest';
import { proxyOfEnvironment, proxyOfSystem } from './proxy.ts';

const address = new URL('https://branch.example:8443/v1/probe');
const local = new URL('http://127.0.0.1:8443/v1/probe');

test.each([
  [{}, null],
  [{ HTTPS_PROXY: 'http://proxy:3128' }, { HTTPS_PROXY: 'http://proxy:3128' }],
  [
    { https_proxy: 'http://proxy:3128', NO_PROXY: '.lan' },
    { https_proxy: 'http://proxy:3128', NO_PROXY: '.lan' },
  ],
  [{ HTTP_PROXY: 'http://proxy:3128' }, null],
  [{ HTTPS_PROXY: '' }, null],
])('the environment %j', (environment, proxy) => expect(proxyOfEnvironment(address, environment)).toEqual(proxy));

test.each([
  [null, null],
  ['DIRECT', null],
  ['PROXY proxy:3128', 'http://proxy:3128'],
  ['PROXY proxy:3128; DIRECT', 'http://proxy:3128'],
  ['SOCKS5 socks:1080; HTTPS proxy:443; DIRECT', 'https://proxy:443'],
  ['DIRECT; PROXY proxy:3128', null],
  ['PROXY [::1]:3128', 'http://[::1]:3128'],
  ['PROXY user@evil/path?x; nonsense', null],
])('what the system says: %s', (found, proxy) => {
  expect(proxyOfSystem(address, found)).toEqual(proxy === null ? null : { HTTPS_PROXY: proxy, HTTP_PROXY: proxy });
});

test('this machine is never asked for through a proxy', () => {
  for (const url of [local, new URL('http://localhost:1'), new URL('http://[::1]:1')]) {
    expect(proxyOfEnvironment(url, { HTTP_PROXY: 'http://proxy:1', HTTPS_PROXY: 'http://proxy:1' })).toBeNull();
    expect(proxyOfSystem(url, 'PROXY proxy:1')).toBeNull();
  }
});
