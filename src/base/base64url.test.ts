import { expect, it } from 'vitest';
import * as z from 'zod';
import { base64url } from './base64url.ts';

it('takes and refuses what the format of the schema library does, and describes itself the same', () => {
  const odd = ['', 'A', 'AA', 'AAA', 'AAAA', 'AAAAA', '-_', '+/', 'AA==', 'A A', 'AA\n', ' ', 'é', 'A\0', '漢字', '-', '_-A'];
  const random = Array.from({ length: 40 }, (_, length) => '9_-zA'.repeat(length).slice(0, length));
  for (const text of [...odd, ...random, 'A'.repeat(3_000_001)]) {
    expect([text.slice(0, 50), base64url.safeParse(text).success]).toEqual([
      text.slice(0, 50),
      z.base64url().safeParse(text).success,
    ]);
  }
  for (const value of [null, 1, {}]) expect(base64url.safeParse(value).success).toBe(false);
  const described = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' });
  expect(described(base64url)).toEqual(described(z.base64url()));
  expect(described(base64url.max(64))).toEqual(described(z.base64url().max(64)));
});
