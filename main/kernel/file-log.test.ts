import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeError, FileLog } from '#main/kernel/file-log.ts';
import { FakeTime } from '#main/test-bench/workstation.ts';

test('an error is described without its message and without folders', () => {
  const described = JSON.stringify(
    describeError(new TypeError('王小明 110105194912310021', { cause: new Error('13800138000') })),
  );
  expect(described).toContain('TypeError');
  expect(described).toContain('file-log.test.ts');
  for (const hidden of ['王小明', '110105194912310021', '13800138000', import.meta.dirname])
    expect(described).not.toContain(hidden);
  expect(describeError('text 王小明')).toEqual({ error: 'string' });
});

test('a message of several lines that looks like a stack does not get through', () => {
  const error = new Error('first\n    at 王小明 (secret)');
  expect(JSON.stringify(describeError(error))).not.toContain('王小明');
});

test('stays small', () => {
  const folder = mkdtempSync(join(tmpdir(), 'log-'));
  const log = new FileLog(join(folder, 'a.log'), new FakeTime().ports().clock);
  for (let i = 0; i < 8_000; i++) log.write('event', { number: i, filler: 'x'.repeat(80) });
  expect(readdirSync(folder).toSorted()).toEqual(['a.log', 'a.log.1']);
  const bytes = ['a.log', 'a.log.1'].map((name) => statSync(join(folder, name)).size);
  expect(Math.max(...bytes)).toBeLessThan(300 * 1024);
  expect(readFileSync(join(folder, 'a.log'), 'utf8')).toContain('"number":7999');
  expect(log.tail().split('\n')).toHaveLength(60);
  rmSync(folder, { recursive: true });
});

test('a place that cannot be written is no trouble', () => {
  const log = new FileLog('/nonexistent/folder/a.log', new FakeTime().ports().clock);
  log.write('event');
  expect(log.tail()).toContain('event');
});
