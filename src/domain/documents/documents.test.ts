import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mapAnswer, toReading } from './reading.ts';
import { type Burst, longestGapMs, noBurst, readBurst, usualWedge, withKey } from './wedge.ts';

const today = { year: 2026, month: 11, day: 24 };
const card = '王小明|男|汉|19900307|北京市东城区幸福路 1 号|110101199003071057';
const reading = {
  name: '王小明',
  documentType: 'resident-id',
  documentNumber: '110101199003071057',
  address: '北京市东城区幸福路 1 号',
};

function typed(text: string, gapMs: number, settings = usualWedge) {
  let burst: Burst = noBurst;
  let atMs = 1_000;
  for (const character of text) {
    atMs += gapMs;
    burst = withKey(burst, character, atMs);
  }
  return readBurst(burst, atMs + gapMs, settings, today);
}

describe('a keyboard wedge', () => {
  test('is understood at a reader’s speed and never at a person’s', () => {
    expect(typed(card, 2)).toEqual(reading);
    expect(typed(card, longestGapMs)).toEqual(reading);
    expect(typed(card, longestGapMs + 1)).toBeNull();
    expect(typed(card, 80)).toBeNull();
  });

  test('one slow key in the middle makes it a person', () => {
    let burst: Burst = noBurst;
    let atMs = 0;
    for (const [index, character] of [...card].entries()) {
      atMs += index === 12 ? 60 : 3;
      burst = withKey(burst, character, atMs);
    }
    expect(readBurst(burst, atMs + 3, usualWedge, today)).toBeNull();
  });

  test('a reader that stumbles is not believed: what follows would begin in the middle of a name', () => {
    let burst: Burst = noBurst;
    let atMs = 0;
    for (const [index, character] of [...card].entries()) {
      atMs += index === 1 ? 120 : 3;
      burst = withKey(burst, character, atMs);
    }
    expect(burst.text).toBe(card.slice(1));
    expect(readBurst(burst, atMs + 3, usualWedge, today)).toBeNull();
  });

  test.each([
    ['a number alone, as a bar code reader types it', '110101199003071057'],
    ['a wrong number', card.replace('1057', '1058')],
    ['too few parts', '王小明|110101199003071057'],
    ['nothing', ''],
    ['only separators', '|||||'],
  ])('%s is no reading', (_name, text) => {
    expect(typed(text, 2)).toBeNull();
  });

  test('prefix, suffix, separator and order are the reader’s own', () => {
    const settings = { prefix: '~', suffix: '#', separator: '\t', parts: ['documentNumber', 'name'] } as const;
    expect(typed('~110101199003071057\t王小明#', 1, settings)).toEqual({ ...reading, address: '' });
    expect(typed('110101199003071057\t王小明', 1, settings)).toBeNull();
    expect(typed('~', 1, { ...settings, suffix: '~' })).toBeNull();
  });

  test('whatever people type, at whatever speed below a reader’s, is theirs', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: longestGapMs + 1, max: 400 }), (text, gapMs) => {
        expect(typed(text, gapMs)).toBeNull();
      }),
    );
  });
});

describe('a reader’s answer', () => {
  const mapping = { name: 'data.xm', documentNumber: 'data.sfzh' };
  test('is read where the mapping says', () => {
    const answer = { data: { xm: ' 王小明 ', sfzh: '110101199003071057' }, address: '北京' };
    expect(toReading(mapAnswer(answer, mapping), today)).toEqual({ ...reading, address: '北京' });
  });

  test.each([[null], [7], ['text'], [[]], [{}], [{ data: null }], [{ data: { sfzh: {} } }], [{ data: { sfzh: '123' } }]])(
    '%j holds no document',
    (answer) => {
      expect(toReading(mapAnswer(answer, mapping), today)).toBeNull();
    },
  );

  test('a member of every object is not the answer’s', () => {
    expect(mapAnswer({}, { name: 'constructor.name', documentNumber: '__proto__' })).toEqual({});
  });

  test('a type it names is taken, an unknown one is told by the number', () => {
    const passport = { documentType: 'passport', documentNumber: 'E12345678' };
    expect(toReading(passport, today)?.documentType).toBe('passport');
    expect(toReading({ ...passport, documentType: 'P' }, today)).toBeNull();
  });

  test('a text without end is no reading', () => {
    expect(toReading({ documentNumber: '110101199003071057', address: '长'.repeat(10_000) }, today)).toBeNull();
  });
});
