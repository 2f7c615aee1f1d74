import { describe, expect, it } from 'vitest';
import { groupDocumentNumber, normalizeDocumentNumber } from '#src/domain/identity/documents.ts';
import { type Grouping, regroup, regroupEdit, type Typed } from './grouped-typing.ts';

const resident: Grouping = {
  normalize: normalizeDocumentNumber,
  group: (number) => groupDocumentNumber('resident-id', number),
};

/** `110|1` is the text 1101 with the caret after the third digit. */
function at(marked: string): Typed {
  return { text: marked.replace('|', ''), caret: marked.indexOf('|') };
}
function marked({ text, caret }: Typed): string {
  return `${text.slice(0, caret)}|${text.slice(caret)}`;
}

describe('grouping while typing', () => {
  it.each([
    ['|', '|'],
    ['110101|', '110101|'],
    ['1101011|', '110101 1|'],
    ['110101199003070|', '110101 19900307 0|'],
    ['110101 19900307 003x|', '110101 19900307 003X|'],
    ['１１０１０１１９９０|', '110101 1990|'],
    ['110101-1990 0307-0038|', '110101 19900307 0038|'],
  ])('%s becomes %s', (typed, expected) => {
    expect(marked(regroup(at(typed), resident))).toBe(expected);
  });

  it.each([
    ['a digit put into the first group', '1109|101 19900307 003', '1109|10 11990030 7003'],
    ['a digit put at the end of the first group', '1101019| 19900307 003', '110101 9|1990030 7003'],
    ['a digit put into the second group', '110101 199|900307 003', '110101 199|90030 7003'],
    ['the caret at the very start', '|110101 1990', '|110101 1990'],
  ])('keeps the caret behind the same digit: %s', (_what, typed, expected) => {
    expect(marked(regroup(at(typed), resident))).toBe(expected);
  });

  it('keeps what does not belong, so that the check can point at it', () => {
    expect(regroup(at('1101Z1|'), resident).text).toBe('1101Z1');
  });
});

describe('deleting', () => {
  it('takes the digit before a separator with it', () => {
    expect(marked(regroupEdit('110101 1990', at('110101|1990'), 'deleteContentBackward', resident))).toBe('11010|1 990');
  });

  it('takes the digit after a separator with it when deleting forward', () => {
    expect(marked(regroupEdit('110101 1990', at('110101|1990'), 'deleteContentForward', resident))).toBe('110101| 990');
  });

  it('deletes one digit as anybody expects elsewhere', () => {
    expect(marked(regroupEdit('110101 1990', at('110101 199|'), 'deleteContentBackward', resident))).toBe('110101 199|');
    expect(marked(regroupEdit('110101 1', at('110101 |'), 'deleteContentBackward', resident))).toBe('110101|');
  });

  it('does not mistake typing a space for deleting one', () => {
    expect(marked(regroupEdit('110101 1990', at('110101  |1990'), 'insertText', resident))).toBe('110101| 1990');
  });
});

it('is stable: grouping a grouped text changes nothing, at every caret', () => {
  const text = '110101 19900307 0038';
  for (let caret = 0; caret <= text.length; caret++) {
    const once = regroup({ text, caret }, resident);
    expect(once.text).toBe(text);
    expect(regroup(once, resident)).toEqual(once);
  }
});
