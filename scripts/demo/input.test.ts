import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { InputError, readInput } from '#scripts/demo/input.ts';

const home = mkdtempSync(join(tmpdir(), 'guided-input-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

function fileOf(text: string): string {
  const file = join(home, 'input.json');
  writeFileSync(file, text);
  return file;
}

/** Field and code of each refusal of one entry; null when the screens are to judge it. */
async function refusals(entry: unknown): Promise<readonly string[] | null> {
  const [parsed] = await readInput(fileOf(JSON.stringify([entry])));
  return parsed === undefined || parsed.ok ? null : parsed.errors.map(({ field, code }) => `${field} ${code}`);
}

test.each(['', 'not json', '{"a":1}', '"text"', 'null', '[1,'])('%j is no list of registrations', async (text) => {
  await expect(readInput(fileOf(text))).rejects.toThrow(InputError);
});

test('a file that is not there or is a folder is said in words', async () => {
  await expect(readInput(join(home, 'nowhere.json'))).rejects.toThrow('there is no such file');
  await expect(readInput(home)).rejects.toThrow('it is a folder');
});

test('an empty list is a run without registrations; a byte order mark does not matter', async () => {
  expect(await readInput(fileOf('\uFEFF[]'))).toEqual([]);
});

test.each([
  [null, ['registration input/invalid']],
  [5, ['registration input/invalid']],
  ['text', ['registration input/invalid']],
  [[], ['registration input/invalid']],
  [{}, ['notice input/invalid']],
  [{ notice: 'true', fields: {} }, ['notice input/invalid']],
  [{ notice: true, fields: null }, ['fields input/invalid']],
  [{ notice: true, fields: [] }, ['fields input/invalid']],
  [{ notice: true, fields: { phone: 13800138000, name: null } }, ['phone input/invalid', 'name input/invalid']],
  [{ notice: true, language: 'EN', service: 7 }, ['service input/invalid', 'language input/invalid']],
  [{ notice: true, consent: 'address' }, ['consent input/invalid']],
  [{ notice: true, consent: [1] }, ['consent input/invalid']],
  [{ notice: true, representative: { as: 'neighbour' } }, ['representative input/invalid']],
])('%j is refused with field and code', async (entry, expected) => {
  expect(await refusals(entry)).toEqual(expected);
});

test('missing fields, unknown names and odd texts are left to the screens', async () => {
  expect(await refusals({ notice: true })).toBeNull();
  expect(await refusals({ notice: true, service: 'nope', consent: ['colour'], fields: { documentType: '<b>' } })).toBeNull();
});

test('of a person who declines nothing is even looked at', async () => {
  const [entry] = await readInput(fileOf(JSON.stringify([{ notice: false, fields: { phone: 1, name: '王小明' } }])));
  expect(entry).toEqual({
    ok: true,
    registration: { service: null, language: 'zh-CN', isNoticeAccepted: false, acceptedBy: 'subject', fields: {}, consent: [] },
  });
});

test('who acts for the subject is typed into the representative’s fields', async () => {
  const representative = { as: 'agent', name: '李静怡', phone: '13912345678' };
  const [entry] = await readInput(fileOf(JSON.stringify([{ notice: true, fields: { name: '王小明' }, representative }])));
  expect(entry).toMatchObject({
    ok: true,
    registration: {
      acceptedBy: 'agent',
      fields: { name: '王小明', representativeName: '李静怡', representativePhone: '13912345678' },
    },
  });
});
