// The guided run as somebody else would use it: its own process, mixed and hostile input, and the data it keeps scanned (R4.7).
import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { scanFolder, textNeedles } from '#test/support/plaintext-scan.ts';

const run = promisify(execFile);
const script = join(import.meta.dirname, '..', '..', 'scripts', 'demo.ts');

const wang = { name: '王小明', documentType: 'resident-id', documentNumber: '110101199003071057', phone: '13800138000' };
const input: readonly unknown[] = [
  { notice: true, fields: wang },
  { notice: false, fields: { ...wang, name: '孙不同意' } },
  { notice: true, fields: { ...wang, documentNumber: '110101199003071058' } },
  { notice: true, fields: { ...wang, phone: 13800138000 } },
  { notice: true, fields: { ...wang, documentType: 'visa' } },
  { notice: true, fields: { ...wang, name: '<img src=x onerror=alert(1)>' } },
  { notice: true, fields: { ...wang, name: '𬱖𬭎', address: '滨海市测试路 77 号' } },
  { notice: true, fields: { ...wang, name: '李静怡', address: '滨海市示范街 88 号' }, consent: ['address', 'phone', 'nothing'] },
  { notice: true, service: 'no-such-service', fields: wang },
  {
    notice: true,
    language: 'en',
    fields: { name: "Sean O'Brien", documentType: 'passport', documentNumber: 'pb 1234567', phone: '+86 139-1111-2222' },
  },
  null,
  { notice: true },
];

interface Summary {
  readonly accepted: number;
  readonly refused: number;
  readonly synced: number;
  readonly pending: number;
  readonly results: readonly {
    index: number;
    outcome: string;
    errors: { field: string; code: string }[];
    receipt: { number: number } | null;
  }[];
}

test('every entry of a mixed input has its result, and nothing readable stays behind', async ({
  browserName: _unused,
}, testInfo) => {
  test.setTimeout(150_000);
  mkdirSync(testInfo.outputPath(), { recursive: true });
  const file = testInfo.outputPath('input.json');
  const data = testInfo.outputPath('kept data 资料');
  writeFileSync(file, JSON.stringify(input));
  const { stdout } = await run(process.execPath, [script, '--input', file, '--data', data, '--json'], { maxBuffer: 10_000_000 });
  const summary: Summary = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
  expect(summary.results.map(({ index }) => index)).toEqual(input.map((_entry, index) => index));
  const refusedFields = summary.results.map(({ outcome, errors }) => (outcome === 'accepted' ? 'accepted' : errors[0]?.field));
  expect(refusedFields.slice(0, 10)).toEqual([
    'accepted',
    'notice',
    'documentNumber',
    'phone',
    'documentType',
    'name',
    'accepted',
    'accepted',
    'service',
    'accepted',
  ]);
  for (const { outcome, errors, receipt } of summary.results) {
    expect(outcome === 'accepted' ? receipt !== null : errors.length > 0 && receipt === null).toBe(true);
  }
  expect(summary).toMatchObject({ accepted: 4, refused: 8, synced: 4, pending: 0 });

  const values = [
    '王小明',
    '𬱖𬭎',
    '李静怡',
    '孙不同意',
    "Sean O'Brien",
    wang.documentNumber,
    wang.phone,
    '滨海市',
    'PB1234567',
    '13911112222',
  ];
  const scan = scanFolder(data, textNeedles(values));
  expect(scan.hits).toEqual([]);
  expect(scan.files).toBeGreaterThan(5);
});

test('an input that is no list ends with one sentence and exit code 2', async ({ browserName: _unused }, testInfo) => {
  mkdirSync(testInfo.outputPath(), { recursive: true });
  const file = testInfo.outputPath('object.json');
  writeFileSync(file, '{}');
  const failure = await run(process.execPath, [script, '--input', file]).then(
    () => null,
    (error: { code: number; stderr: string }) => error,
  );
  expect(failure?.code).toBe(2);
  expect(failure?.stderr).not.toContain('    at ');
});
