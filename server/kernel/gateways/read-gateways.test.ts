// A description that does not fit is told at the start: which file, where in it, why, in the language of the terminal.
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Stop } from '#server/kernel/stop.ts';
import type { Language } from '#src/base/language.ts';
import { readGateways } from './read-gateways.ts';

const example = 'docs/gateways/gateways.json';
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gateways-'));
  path = join(folder, 'gateways.json');
  cpSync(example, path);
  for (const name of ['authority', 'police', 'sms', 'pbx']) {
    writeFileSync(join(folder, `${name}.secret`), `${name} secret\n`, { mode: 0o600 });
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

type Json = Record<string, unknown>;
type Changed = { gateways: [Json, Json, Json, Json]; secrets: Json };

function refused(change: (file: Changed) => void, language: Language = 'en'): string {
  const file = JSON.parse(readFileSync(example, 'utf8'));
  change(file);
  return told(JSON.stringify(file), language);
}

function told(text: string, language: Language = 'en'): string {
  writeFileSync(path, text);
  try {
    readGateways(path, language);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return `${error.code} ${error.message.replaceAll(path, 'FILE')}`;
  }
  return 'taken';
}

test('the example of the documents is taken as it stands', () => {
  const { file, secrets } = readGateways(path);
  expect(file.gateways.map(({ kind }) => kind)).toEqual(['identity-authority', 'public-security', 'sms', 'telephone-record']);
  expect(secrets.get('sms')).toBe('sms secret');
});

test.each<[string, (file: Changed) => void, string]>([
  [
    'a pointer',
    ({ gateways: [one] }) => Object.assign(one, { answer: { ...(one.answer as Json), echo: 'lsh' } }),
    'gateways[0].answer.echo: ',
  ],
  ['a name twice', ({ gateways: [one, two] }) => Object.assign(two, { name: one.name }), 'gateways[1].name: another gateway'],
  ['a kind twice', ({ gateways: [one, two] }) => Object.assign(two, { kind: one.kind }), 'gateways[1].kind: another gateway'],
  ['no kind of ours', ({ gateways: [one] }) => Object.assign(one, { kind: 'police' }), 'gateways[0].kind: '],
  ['an unknown key', ({ gateways: [one] }) => Object.assign(one, { timeout: 9 }), 'gateways[0]: Unrecognized key: "timeout"'],
  [
    'an unknown key inside',
    ({ gateways: [one] }) => Object.assign(one, { circuit: { failures: 1, pauseMs: 1, pause: 2 } }),
    'gateways[0].circuit: Unrecognized key: "pause"',
  ],
  ['a quota of none', ({ gateways: [one] }) => Object.assign(one, { dailyQuota: 0 }), 'gateways[0].dailyQuota: '],
  [
    'a circuit of none',
    ({ gateways: [one] }) => Object.assign(one, { circuit: { failures: 0, pauseMs: 0 } }),
    'gateways[0].circuit.failures: ',
  ],
  ['endless patience', ({ gateways: [one] }) => Object.assign(one, { timeoutMs: 1e9 }), 'gateways[0].timeoutMs: '],
  ['no address', ({ gateways: [one] }) => Object.assign(one, { url: 'authority' }), 'gateways[0].url: Invalid URL'],
  [
    'a value in the host',
    ({ gateways: [one] }) => Object.assign(one, { url: 'https://{{name}}.example/' }),
    'gateways[0].url: no placeholder',
  ],
  [
    'plain http far away',
    ({ gateways: [one] }) => Object.assign(one, { url: 'http://authority.example/' }),
    'gateways[0].url: plain http',
  ],
  [
    'a name that only begins like this machine',
    ({ gateways: [one] }) => Object.assign(one, { url: 'http://localhost.example/' }),
    'gateways[0].url: plain http',
  ],
  [
    'a password in it',
    ({ gateways: [one] }) => Object.assign(one, { url: 'https://a:b@authority.example/' }),
    'gateways[0].url: no user or password',
  ],
  [
    'an unknown placeholder',
    ({ gateways: [one] }) => Object.assign(one, { body: { a: [{ b: '{{nmae}}' }] } }),
    'gateways[0].body.a[0].b: {{nmae}} stands for nothing here; known: reference',
  ],
  [
    'a portrait nobody described',
    ({ gateways: [one] }) => Object.assign(one, { body: { a: '{{portrait}}' } }),
    'gateways[0].body.a: {{portrait}} stands',
  ],
  [
    'half a placeholder',
    ({ gateways: [one] }) => Object.assign(one, { body: { a: '{{ name }}' } }),
    'gateways[0].body.a: braces',
  ],
  [
    'a name in a header',
    ({ gateways: [one] }) => Object.assign(one, { headers: { who: '{{name}}' } }),
    'gateways[0].headers.who: {{name}} cannot stand',
  ],
  [
    'no header value',
    ({ gateways: [one] }) => Object.assign(one, { headers: { who: '王' } }),
    'gateways[0].headers.who: no value',
  ],
  ['a body of a GET', ({ gateways: [, , , four] }) => Object.assign(four, { body: {} }), 'gateways[3].body: a GET'],
  [
    'a form that is no form',
    ({ gateways: [, , three] }) => Object.assign(three, { body: { a: ['{{phone}}'] } }),
    'gateways[2].body: a form',
  ],
  [
    'XML as an object',
    ({ gateways: [, two] }) => Object.assign(two, { body: { a: '{{name}}' } }),
    'gateways[1].body: with the format xml',
  ],
  [
    'a signature that goes nowhere',
    ({ gateways: [, , three] }) => Object.assign(three, { body: { a: '{{phone}}' } }),
    'gateways[2].sign: without a header',
  ],
  [
    'a keyed signature without its key',
    ({ gateways: [one] }) => Object.assign(one, { sign: { algorithm: 'hmac-sha256', header: 'x', over: '' } }),
    'gateways[0].sign: an HMAC',
  ],
  [
    'answers signed with nothing',
    ({ gateways: [one] }) =>
      Object.assign(one.answer as Json, { signed: { algorithm: 'md5', secret: 'authority', header: 'x' } }),
    'gateways[0].answer.signed.algorithm: a digest',
  ],
  [
    'one code for yes and no',
    ({ gateways: [one] }) => Object.assign(one.answer as Json, { outcome: { at: '/a', confirmed: ['1'], refuted: ['1'] } }),
    'gateways[0].answer.outcome: the code 1',
  ],
  [
    'a secret without a file',
    (file) => Object.assign(file, { secrets: { police: 'police.secret', sms: 'sms.secret', pbx: 'pbx.secret' } }),
    'gateways[0].sign.secret: the secret authority',
  ],
  [
    'a length nobody tells',
    ({ gateways: [, , , four] }) => Object.assign(four.answer as Json, { seconds: undefined }),
    'gateways[3].answer: without',
  ],
  [
    'a text with a typing error',
    ({ gateways: [, , three] }) => Object.assign(three.templates as Json, { code: { 'zh-CN': '{{kode}}', en: '{{code}}' } }),
    'gateways[2].templates.code.zh-CN: {{kode}}',
  ],
  [
    'a code in a text of no code',
    ({ gateways: [, , three] }) => Object.assign(three.templates as Json, { registered: { 'zh-CN': '{{code}}', en: 'x' } }),
    'gateways[2].templates.registered.zh-CN: {{code}}',
  ],
  [
    'a document nobody has',
    ({ gateways: [one] }) => Object.assign(one, { documentTypes: ['resident'] }),
    'gateways[0].documentTypes[0]: ',
  ],
  ['a token that is not used', ({ gateways: [, two] }) => Object.assign(two, { headers: {} }), 'gateways[1].token: no {{token}}'],
])('%s', (_what, change, expected) => {
  const said = refused(change);
  expect(said).toMatch(/^gateways\/invalid The description of the gateways in FILE does not fit:\n/u);
  expect(said).toContain(`\n  ${expected}`);
  const chinese = refused(change, 'zh-CN');
  expect(chinese).toMatch(/^gateways\/invalid 接口描述文件 FILE 有误：\n/u);
  expect(chinese.split('\n')).toHaveLength(said.split('\n').length);
});

test('all mistakes at once, and none of what stands there instead', () => {
  const said = refused(({ gateways: [one, two] }) => {
    Object.assign(one, { url: 'http://a.example/', dailyQuota: 'a secret typed into the wrong place' });
    Object.assign(two, { timeoutMs: 'another' });
  });
  expect(said.split('\n')).toHaveLength(3);
  expect(said).not.toMatch(/typed|another/u);
});

test('what is no JSON is told by its place, and not quoted', () => {
  expect(told('{\n  "gateways": [],\n  "secrets": { "a": secret }\n}')).toBe(
    'gateways/unreadable The description of the gateways is no JSON in FILE, line 3.',
  );
  expect(told('')).toContain('no JSON in FILE, line 1.');
  expect(told('{\n  "gateways": [],\n}')).toContain('FILE, line 3.');
});

test('secrets: readable by all, empty, absent', () => {
  const text = readFileSync(example, 'utf8');
  chmodSync(join(folder, 'sms.secret'), 0o644);
  if (process.platform !== 'win32') expect(told(text)).toContain('gateways/secret-unsafe');
  writeFileSync(join(folder, 'sms.secret'), '\n');
  chmodSync(join(folder, 'sms.secret'), 0o600);
  expect(told(text)).toContain('gateways/secret-empty The file of the secret sms is empty');
  rmSync(join(folder, 'sms.secret'));
  expect(told(text)).toContain('gateways/secret-unreadable');
});
