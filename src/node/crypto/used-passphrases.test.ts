import { expect, test } from 'vitest';
import { passphraseProblem, shortestPassphrase } from '#src/domain/staff/passphrase.ts';
import { ownVerifier } from '#src/domain/staff/schema.ts';
import { hashPassphrase } from './passphrase.ts';
import { usedPassphrases } from './used-passphrases.ts';

test('holds more than the 3,000 most used that could be typed here, written as they are compared', async () => {
  const used = await usedPassphrases();
  const long = [...used].filter((one) => one.length >= shortestPassphrase);
  expect(long.length).toBeGreaterThan(15_000);
  for (const one of ['password1', 'iloveyou', 'trustno1', 'qwertyuiop']) expect(used.has(one)).toBe(true);
  expect(long.filter((one) => passphraseProblem(one.toUpperCase(), [], (text) => used.has(text)) !== 'common')).toEqual([]);
});

test('a verifier made here is of the form the wire takes', async () => {
  expect(ownVerifier.safeParse(await hashPassphrase('any')).success).toBe(true);
});
