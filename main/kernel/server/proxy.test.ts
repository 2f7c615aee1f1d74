import { expect, test } from 'vitest';
import { proxyOfEnvironment, waysOfSystem } from './proxy.ts';

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

const straight = { kind: 'direct' };
const http = (proxy: string) => ({ kind: 'http', proxy: { HTTPS_PROXY: proxy, HTTP_PROXY: proxy } });
const socks = (host: string, version: number) => ({ kind: 'socks', host, port: 1080, version });

test.each([
  [null, [straight]],
  ['DIRECT', [straight]],
  ['PROXY proxy:3128', [http('http://proxy:3128')]],
  ['PROXY proxy:3128; DIRECT', [http('http://proxy:3128'), straight]],
  ['SOCKS5 socks:1080; HTTPS proxy:443; DIRECT', [socks('socks', 5), http('https://proxy:443'), straight]],
  ['SOCKS 10.0.0.1:1080; SOCKS5 [::1]:1080', [socks('10.0.0.1', 4), socks('::1', 5)]],
  ['DIRECT; PROXY proxy:3128', [straight, http('http://proxy:3128')]],
  ['PROXY [::1]:3128', [http('http://[::1]:3128')]],
  ['PROXY user@evil/path?x; PROXY proxy; PROXY proxy:123456; nonsense', [straight]],
])('what the system says: %s', (found, ways) => {
  expect(waysOfSystem(address, found)).toEqual(ways);
});

test('this machine is never asked for through a proxy', () => {
  for (const url of [local, new URL('http://localhost:1'), new URL('http://[::1]:1')]) {
    expect(proxyOfEnvironment(url, { HTTP_PROXY: 'http://proxy:1', HTTPS_PROXY: 'http://proxy:1' })).toBeNull();
    expect(waysOfSystem(url, 'PROXY proxy:1')).toEqual([straight]);
  }
});
