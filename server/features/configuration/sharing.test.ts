import { expect, test } from 'vitest';
import type { Configuration } from '#src/domain/organisation/schema.ts';
import { sharing } from './sharing.ts';

test('what is equal is one object, what differs is the newer, and what is gone or new is not made up', () => {
  const read = (text: string): Configuration => JSON.parse(text);
  const one =
    '{"version":1,"forms":[{"id":"a"},{"id":"b"}],"staff":[{"id":"x","v":"1"},{"id":"y","v":"1"}],"exchangeKey":"age1"}';
  const two = '{"version":2,"forms":[{"id":"a"},{"id":"b"}],"staff":[{"id":"x","v":"2"},{"id":"y","v":"1"},{"id":"z","v":"1"}]}';
  const before = read(one);
  const after = sharing(before, read(two));
  expect(after).toEqual(read(two));
  expect(after.forms).toBe(before.forms);
  expect(after.staff[1]).toBe(before.staff[1]);
  expect(after.staff[0]).not.toBe(before.staff[0]);
  expect(Object.keys(after)).not.toContain('exchangeKey');
});
