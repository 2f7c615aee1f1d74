import { expect, test } from 'vitest';
import { takeBatch } from '#main/features/sync/push.ts';

const of = (count: number, length: number) =>
  Array.from({ length: count }, () => ({ envelope: 'x'.repeat(length), attachmentBytes: 0 }));

test('a batch holds at most fifty records and four megabytes, and always one', () => {
  expect(takeBatch(of(0, 1))).toHaveLength(0);
  expect(takeBatch(of(80, 10))).toHaveLength(50);
  expect(takeBatch(of(5, 1_500_000))).toHaveLength(2);
  expect(takeBatch(of(2, 5_000_000))).toHaveLength(1);
  expect(takeBatch([{ envelope: '字'.repeat(1_500_000), attachmentBytes: 0 }, ...of(1, 1)])).toHaveLength(1);
});

test('attachments count, so that no receipt waits for the images of many others', () => {
  const pictured = { envelope: 'x', attachmentBytes: 1_800_000 };
  expect(takeBatch([pictured, pictured, pictured])).toHaveLength(2);
});
