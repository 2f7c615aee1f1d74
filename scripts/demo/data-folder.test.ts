import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { claimDataFolder } from '#scripts/demo/data-folder.ts';
import { InputError } from '#scripts/demo/input.ts';

const home = mkdtempSync(join(tmpdir(), '数据 folder-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

test('a folder that is new or empty is used itself', () => {
  const wanted = join(home, 'a', '数 据', 'c');
  expect(claimDataFolder(wanted)).toBe(wanted);
  mkdirSync(join(home, 'empty'));
  expect(claimDataFolder(join(home, 'empty'))).toBe(join(home, 'empty'));
});

test('two runs at the same moment never share a folder', () => {
  const wanted = join(home, 'shared');
  expect([1, 2, 3].map(() => claimDataFolder(wanted))).toEqual([wanted, join(wanted, 'run-2'), join(wanted, 'run-3')]);
});

test('nothing that is there is touched', () => {
  const wanted = join(home, 'full');
  mkdirSync(wanted);
  writeFileSync(join(wanted, 'mine.txt'), 'x');
  expect(claimDataFolder(wanted)).toBe(join(wanted, 'run-2'));
  expect(readdirSync(wanted).sort()).toEqual(['mine.txt', 'run-2']);
});

test.each([
  ['a file', () => join(home, 'full', 'mine.txt')],
  ['a path through a file', () => join(home, 'full', 'mine.txt', 'x')],
  ['a place where no folder can be made', () => (process.platform === 'linux' ? '/proc/x' : join(home, 'full', 'mine.txt', 'y'))],
])('%s is refused with its reason', (_what, path) => {
  expect(() => claimDataFolder(path())).toThrow(InputError);
  expect(() => claimDataFolder(path())).toThrow(/^Cannot keep files in .+: [a-z][^:]+\.$/u);
});
