// The verifier's own parts against published vectors and examples of the specifications, not against the writer.
import { expect, test } from 'vitest';
import { readCanonical, readUtf8 } from './canonical.ts';
import { GrowingTree, leafHash, provesConsistency, provesInclusion } from './merkle.ts';
import { cosignatureOf, isSignedByLog, keyId, parseCheckpoint, parseVerifierKey } from './note.ts';
import { resourcesOf } from './source.ts';

const hex = (text: string) => Buffer.from(text, 'hex');

test('the roots of the reference leaves of RFC 6962 are the published ones', () => {
  const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
  const tree = new GrowingTree();
  const roots = leaves.map((leaf) => {
    tree.push(leafHash(hex(leaf)));
    return tree.root().toString('hex');
  });
  expect(roots.map((root) => root.slice(0, 16))).toEqual([
    '6e340b9cffb37a98',
    'fac54203e7cc696c',
    'aeb6bcfe274b70a1',
    'd37ee418976dd957',
    '4e3bbb1f7b478dcf',
    '76e67dadbcdf1e10',
    'ddb89be403809e32',
    '5dc9da79a70659a9',
  ]);
});

test('published proofs verify, at their place and as they are only', () => {
  const root = hex('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
  const inclusion = [
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ].map(hex);
  const leaf = leafHash(hex('40414243'));
  expect(provesInclusion(inclusion, leaf, 5, 8, root)).toBe(true);
  expect(provesInclusion(inclusion, leaf, 4, 8, root)).toBe(false);
  expect(provesInclusion(inclusion.slice(1), leaf, 5, 8, root)).toBe(false);
  expect(provesInclusion([...inclusion, leaf], leaf, 5, 8, root)).toBe(false);

  const older = { size: 6, root: hex('76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef') };
  const consistency = [
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ].map(hex);
  expect(provesConsistency(consistency, older, { size: 8, root })).toBe(true);
  expect(provesConsistency(consistency, { ...older, size: 5 }, { size: 8, root })).toBe(false);
  expect(provesConsistency([], older, { size: 8, root })).toBe(false);
  expect(provesConsistency(consistency, { size: 8, root }, older)).toBe(false);
});

test.each([
  '{"b":1,"a":2}',
  '{"a":1,"a":2}',
  '{"a": 1}',
  '{"a":1.0}',
  '{"a":"\\u0041"}',
  '{"a":"\\ud800"}',
  '[1]',
  'null',
  '',
  '{"a":1}\n',
])('%j is no canonical object', (text) => expect(readCanonical(text)).toBeNull());

test('canonical members are in the order of UTF-16 code units, and bytes that are no UTF-8 are no text', () => {
  const text = '{"":null,"1":[true,-0.5],"\u{1f600}":"\\u000f<é","ﬁ":1e+30}';
  expect(readCanonical(text)).toEqual({ '': null, 1: [true, -0.5], '\u{1f600}': '\u000f<é', ﬁ: 1e30 });
  expect(readUtf8(Buffer.from([0x61, 0xff]))).toBeNull();
  expect(readUtf8(Buffer.from([0xef, 0xbb, 0xbf, 0x61]))).toBe('\ufeffa');
});

// The example of the C2SP specifications of checkpoints and cosignatures; the keys are not published, so signatures only parse.
const example = [
  'example.com/behind-the-sofa',
  '20852163',
  'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=',
  '',
  '— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=',
  '— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==',
  '',
].join('\n');

test('the checkpoint of the specification is read, its variations are not', () => {
  const checkpoint = parseCheckpoint(example);
  expect(checkpoint).toMatchObject({ origin: 'example.com/behind-the-sofa', size: 20_852_163 });
  expect(checkpoint?.signatures.map(({ bytes }) => bytes.length)).toEqual([64, 72]);
  const variations = [
    example.replace('20852163', '020852163'),
    example.replace('q2I=', 'q2J='),
    example.replace('q2I=\n', 'q2I=\nmore\n'),
    example.replace('YQ8=', 'YQ9='),
    example.slice(0, -1),
    `${example}x`,
    example.replace('\n\n', '\n'),
    example.replaceAll('\n', '\r\n'),
    '',
  ];
  for (const variation of variations) expect(parseCheckpoint(variation)).toBeNull();
});

test('a signature under the right name by another key is none', () => {
  const checkpoint = parseCheckpoint(example);
  if (checkpoint === null) throw new Error('unreadable');
  const key = Buffer.alloc(32, 1);
  const log = { name: checkpoint.origin, id: keyId(checkpoint.origin, 1, key), type: 1, key };
  expect(isSignedByLog(checkpoint, log)).toBe(false);
  expect(isSignedByLog(checkpoint, { ...log, id: checkpoint.signatures[0]?.id ?? '' })).toBe(false);
  const witness = { name: 'witness.example.com/w1', type: 4, key };
  expect(cosignatureOf(checkpoint, { ...witness, id: keyId(witness.name, 4, key) })).toBe('absent');
  expect(cosignatureOf(checkpoint, { ...witness, id: checkpoint.signatures[1]?.id ?? '' })).toBe('wrong');
});

test('a key is read with its own id only', () => {
  const encoded = Buffer.concat([Buffer.from([1]), Buffer.alloc(32, 7)]).toString('base64');
  const id = keyId('log', 1, Buffer.alloc(32, 7));
  expect(parseVerifierKey(`log+${id}+${encoded}`)).toMatchObject({ name: 'log', type: 1 });
  for (const text of [`log+00000000+${encoded}`, `other+${id}+${encoded}`, `log+${id}+${encoded.slice(0, -4)}`, ''])
    expect(parseVerifierKey(text)).toBeNull();
});

test('a log of 70,000 leaves consists of the tiles of the specification’s example', () => {
  const paths = resourcesOf(70_000).map(({ path }) => path);
  expect(paths.filter((path) => /^tile\/0\/\d{3}$/.test(path))).toHaveLength(273);
  expect(paths).toEqual(expect.arrayContaining(['tile/0/273.p/112', 'tile/1/000', 'tile/1/001.p/17', 'tile/2/000.p/1']));
  expect(resourcesOf(256_001).map(({ path }) => path)).toContain('tile/0/x001/000.p/1');
});
