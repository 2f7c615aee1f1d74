import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatReceiptNumber, parseReceiptNumber, workstationPrefix } from './number.ts';

const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
const sequence = fc.integer({ min: 1, max: 9_999_999 });

/** Every text that differs from this one in one character. */
function wrongCharacters(text: string): string[] {
  const others = (index: number) => [...'0123456789ABCDEFGHJKMNPQRSTVWXY'].filter((other) => other !== text[index]);
  return [...text].flatMap((_, index) => others(index).map((other) => text.slice(0, index) + other + text.slice(index + 1)));
}

/** Every text with two different neighbours exchanged. */
function swaps(text: string): string[] {
  const all = [...text]
    .slice(1)
    .map((_, index) => `${text.slice(0, index)}${text[index + 1]}${text[index]}${text.slice(index + 2)}`);
  return all.filter((swapped) => swapped !== text);
}

describe('the receipt number', () => {
  it('has one fixed form', () => {
    const prefix = workstationPrefix('9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08');
    expect(formatReceiptNumber(prefix, 123)).toBe('GD0NWM-000123-Y');
    expect(formatReceiptNumber(prefix, 1_234_567)).toMatch(/^GD0NWM-1234567-.$/);
  });

  it('is read back, however a person writes it', () => {
    fc.assert(
      fc.property(hash, sequence, (deviceHash, number) => {
        const prefix = workstationPrefix(deviceHash);
        const text = formatReceiptNumber(prefix, number);
        expect(parseReceiptNumber(text)).toEqual({ prefix, sequence: number });
        expect(
          parseReceiptNumber(` ${text.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `),
        ).toEqual({
          prefix,
          sequence: number,
        });
      }),
    );
  });

  it('differs for every sequence of a workstation', () => {
    const prefix = workstationPrefix('00'.repeat(32));
    const numbers = new Set(Array.from({ length: 5_000 }, (_, index) => formatReceiptNumber(prefix, index + 1)));
    expect(numbers.size).toBe(5_000);
  });

  it('catches every single wrong character and every swap of neighbours', () => {
    fc.assert(
      fc.property(hash, sequence, (deviceHash, number) => {
        const plain = formatReceiptNumber(workstationPrefix(deviceHash), number).replaceAll('-', '');
        for (const wrong of [...wrongCharacters(plain), ...swaps(plain)]) expect(parseReceiptNumber(wrong), wrong).toBeNull();
      }),
      { numRuns: 30 },
    );
  });

  it.each(['', '000123', 'M7Q2XK-000000-0', 'M7Q2XK-00012-3', 'U7Q2XK-000123-K', 'M7Q2XK-000123-'])('refuses %j', (text) => {
    expect(parseReceiptNumber(text)).toBeNull();
  });
});
