import { join } from 'node:path';
import { expect, test } from 'vitest';
import { InputError } from '#scripts/demo/input.ts';
import { readOptions } from '#scripts/demo/options.ts';

const folders = { caller: join('/', 'home', '柜 员'), project: join('/', 'project') };

test('paths are the caller’s, the default input is the project’s', () => {
  expect(readOptions([], folders)).toEqual({
    input: join(folders.project, 'scripts', 'demo', 'registrations.json'),
    data: null,
    isJson: false,
    scenario: null,
  });
  expect(readOptions(['--input', 'a b.json', '--data=../数据', '--json'], folders)).toEqual({
    input: join(folders.caller, 'a b.json'),
    data: join('/', 'home', '数据'),
    isJson: true,
    scenario: null,
  });
  expect(readOptions(['--scenario', 'verification'], folders)).toMatchObject({ scenario: 'verification', data: null });
});

test.each([
  [['--bogus']],
  [['file.json']],
  [['--input']],
  [['--input=']],
  [['--data', ' ']],
  [['--data', 'a', '--data', 'b']],
  [['--json=yes']],
  [['--scenario', 'nothing']],
  [['--scenario=verification', '--input=a.json']],
])('%j is refused', (args) => {
  expect(() => readOptions(args, folders)).toThrow(InputError);
});
