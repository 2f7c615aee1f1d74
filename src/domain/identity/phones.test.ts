import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkPhone, checkPhoneWhileTyping, groupPhone, maskPhone, normalizePhone } from './phones.ts';

describe('numbers that are accepted', () => {
  test.each([
    ['13800138000', '13800138000', 'mobile'],
    ['138 0013-8000', '13800138000', 'mobile'],
    ['１３８００１３８０００', '13800138000', 'mobile'],
    ['+86 13800138000', '13800138000', 'mobile'],
    ['＋８６－13800138000', '13800138000', 'mobile'],
    ['0086 138 0013 8000', '13800138000', 'mobile'],
    ['86 13800138000', '13800138000', 'mobile'],
    ['17012345678', '17012345678', 'mobile'],
    ['16212345678', '16212345678', 'mobile'],
    ['19212345678', '19212345678', 'mobile'],
    ['010-62345678', '01062345678', 'fixed'],
    ['（021）62345678', '02162345678', 'fixed'],
    ['0755-82345678', '075582345678', 'fixed'],
    ['0891-6234567', '08916234567', 'fixed'],
    ['+86 10 6234 5678', '01062345678', 'fixed'],
    ['+86 755 8234 5678', '075582345678', 'fixed'],
    ['+86 (0)10 6234 5678', '01062345678', 'fixed'],
  ])('%j as %s (%s)', (raw, number, kind) => {
    expect(checkPhone(raw)).toEqual({ ok: true, value: { number, kind } });
  });
});

describe('numbers that are refused', () => {
  test.each([
    ['', 'phone/empty'],
    [' - ', 'phone/empty'],
    ['1380013800', 'phone/length'],
    ['138001380000', 'phone/length'],
    ['+86 1380013800', 'phone/length'],
    ['12345678901', 'phone/prefix'],
    ['10012345678', 'phone/prefix'],
    ['11912345678', 'phone/prefix'],
    ['62345678', 'phone/prefix'],
    ['14012345678', 'phone/machine-number'],
    ['14812345678', 'phone/machine-number'],
    ['1440123456789', 'phone/machine-number'],
    ['138001380oo', 'phone/character'],
    ['电话13800138000', 'phone/character'],
    ['138+0138000', 'phone/character'],
    ['138😀0138000', 'phone/character'],
    ['+1 212 555 0100', 'phone/country'],
    ['+852 9123 4567', 'phone/country'],
    ['+886 912 345 678', 'phone/country'],
    ['00852 9123 4567', 'phone/country'],
    ['010-62345678转801', 'phone/extension'],
    ['010-62345678 ext. 801', 'phone/extension'],
    ['010-6234567', 'phone/length'],
    ['0755-823456789', 'phone/length'],
    ['0110-2345678', 'phone/area-code'],
    ['010-02345678', 'phone/local-number'],
  ])('%j: %s', (raw, code) => {
    expect(checkPhone(raw)).toMatchObject({ ok: false, error: { code } });
  });
});

describe('while typing', () => {
  test.each([
    '13800138000',
    '+8613800138000',
    '008613800138000',
    '8613800138000',
    '01062345678',
    '075582345678',
    '+861062345678',
  ])('nothing is called wrong on the way to %s', (number) => {
    for (let length = 0; length <= number.length; length += 1) {
      expect(checkPhoneWhileTyping(number.slice(0, length)).error).toBeUndefined();
    }
    expect(checkPhoneWhileTyping(number).complete).toBe(true);
  });

  test.each([
    ['12', 'phone/prefix'],
    ['7', 'phone/prefix'],
    ['138a', 'phone/character'],
    ['+1', 'phone/country'],
    ['138001380001', 'phone/length'],
    ['011', 'phone/area-code'],
  ])('%j is certainly wrong: %s', (raw, code) => {
    expect(checkPhoneWhileTyping(raw).error?.code).toBe(code);
  });
});

describe('any text', () => {
  const phoneLike = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^\+?(?:00|86)*[0-9+()\- ]*$/u));

  test('normalising is idempotent; typing and finishing agree; nothing throws', () => {
    fc.assert(
      fc.property(phoneLike, (raw) => {
        const once = normalizePhone(raw);
        expect(normalizePhone(once)).toBe(once);
        const checked = checkPhone(raw);
        const typed = checkPhoneWhileTyping(raw);
        expect(typed.complete).toBe(checked.ok);
        if (typed.error !== undefined) expect(checked).toEqual({ ok: false, error: typed.error });
        if (checked.ok) expect(checkPhone(checked.value.number)).toEqual(checked);
      }),
      { numRuns: 5000 },
    );
  });

  test('grouping changes nothing but spaces', () => {
    expect(groupPhone('13800138000')).toBe('138 0013 8000');
    expect(groupPhone('01062345678')).toBe('010 6234 5678');
    expect(groupPhone('075582345678')).toBe('0755 8234 5678');
    expect(groupPhone('1380')).toBe('138 0');
    fc.assert(
      fc.property(fc.stringMatching(/^\+?\d*$/u), (number) => {
        expect(groupPhone(number).replaceAll(' ', '')).toBe(number);
      }),
    );
  });

  test('masking shows at most five digits', () => {
    expect(maskPhone('13800138000')).toBe('138******00');
    expect(maskPhone('1380013')).toBe('*******');
    fc.assert(
      fc.property(fc.stringMatching(/^\d*$/u), (number) => {
        expect(maskPhone(number).replaceAll('*', '').length).toBeLessThanOrEqual(5);
      }),
    );
  });
});
