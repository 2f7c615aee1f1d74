import { expect, test } from 'vitest';
import { fingerprintWords } from './fingerprint-words.ts';

test.each(['zh-CN', 'en'] as const)('every byte has words of its own (%s), in the place it has in the id', (language) => {
  const all = Array.from({ length: 256 }, (_, byte) => fingerprintWords(byte.toString(16).padStart(2, '0'), language)[0]?.words);
  expect(new Set(all).size).toBe(256);
  expect(fingerprintWords('00ff0110a0b1c2d3', language)).toHaveLength(8);
});

test('is read the same in both languages', () => {
  expect(fingerprintWords('00ff', 'en').map(({ words }) => words)).toEqual(['red horse', 'ice snake']);
  expect(fingerprintWords('00ff', 'zh-CN').map(({ words }) => words)).toEqual(['红马', '冰蛇']);
});
