import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { foreseeableWords, isForeseeable } from './passphrase.ts';

it.each([
  '12345678',
  '87654321',
  '1234567890abcdefgh',
  'aaaaaaaaaaaa',
  'abababababab',
  'Countersign 2026',
  'COUNTERSIGN-password',
  'Password123!',
  'ＰＡＳＳＷＯＲＤ１２３',
  '实名柜管理员密码',
  'admin admin admin',
  '        ',
  '!!!!????',
  'clerk 1001',
])('%s is foreseeable', (passphrase) => expect(isForeseeable(passphrase)).toBe(true));

it.each([
  '春城无处不飞花',
  'blue kettle on the counter',
  'correct horse battery staple',
  'operation passphrase for tests',
  'mQ7-vx2L',
])('%s is not', (passphrase) => expect(isForeseeable(passphrase)).toBe(false));

test('whatever is random passes', () => {
  fc.assert(fc.property(fc.uuid(), (random) => !isForeseeable(random.replaceAll('-', ' '))));
});

test('the words are written as they are compared', () => {
  for (const word of foreseeableWords) expect(word.normalize('NFKC').toLowerCase()).toBe(word);
  expect(new Set(foreseeableWords).size).toBe(foreseeableWords.length);
});
