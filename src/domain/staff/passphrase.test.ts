import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { foreseeableWords, isForeseeable, passphraseProblem, wordsOf } from './passphrase.ts';

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

test('words of the place are taken away too, whole and in their parts', () => {
  const words = wordsOf(['Northern Telecom（北方电信）', '人民路营业厅', 'Wang Xiaoming', '1001']);
  for (const typed of ['northern telecom 1001', '北方电信人民路营业厅', 'XIAOMING wang!', '人民路营业厅北方电信2026']) {
    expect(isForeseeable(typed, words), typed).toBe(true);
  }
  expect(isForeseeable('northern geese fly at dusk', words)).toBe(false);
  // Neither an empty name nor a letter takes everything away.
  expect(wordsOf(['', ' ', 'a', '我', 'of'])).toEqual([]);
});

test.each([
  ['1234567', 'short'],
  ['一二三四五六七', 'short'],
  ['Dragon77', 'common'],
  ['DRAGON', 'short'],
  ['dragon of the north', null],
  ['counter counter', 'foreseeable'],
])('%s: %s', (typed, problem) => {
  expect(passphraseProblem(typed, [], (text) => text === 'dragon')).toBe(problem);
});
