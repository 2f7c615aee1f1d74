import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mod112CheckCharacter } from './check-characters.ts';
import {
  checkDocumentNumber,
  checkDocumentWhileTyping,
  type DocumentType,
  documentTypes,
  groupDocumentNumber,
  maskDocumentNumber,
  normalizeDocumentNumber,
} from './documents.ts';

const today = { year: 2026, month: 11, day: 24 };

function codeOf(type: DocumentType, raw: string): string {
  const checked = checkDocumentNumber(type, raw, today);
  return checked.ok ? 'ok' : checked.error.code;
}

describe('resident ID', () => {
  test('says what the number says', () => {
    // The example of GB 11643-1999, annex B.
    expect(checkDocumentNumber('resident-id', '11010519491231002X', today)).toEqual({
      ok: true,
      value: {
        number: '11010519491231002X',
        facts: {
          birthDate: { year: 1949, month: 12, day: 31 },
          sex: 'female',
          regionCode: '110105',
          region: { zh: '北京市朝阳区', en: 'Beijing' },
          age: 76,
          warnings: [],
        },
      },
    });
  });

  test.each([
    ['', 'identity/empty'],
    ['  - ', 'identity/empty'],
    ['1101051949123100', 'identity/length'],
    ['11010519491231002X1', 'identity/length'],
    ['110105194912310021', 'identity/check-character'],
    [' 110105－1949１２31 00２x', 'ok'],
    ['1101051949123X002X', 'identity/character'],
    ['110105194913310020', 'identity/birth-date'],
    ['110105199902300516', 'identity/birth-date'],
    ['110105203001010517', 'identity/birth-date-future'],
    ['110105202611250517', 'identity/birth-date-future'],
    ['110105188001010517', 'identity/age-implausible'],
    ['990105194912310021', 'identity/document-kind'],
    ['000105194912310021', 'identity/region'],
    ['160105194912310021', 'identity/region'],
    ['110105491231002', 'identity/first-generation'],
    ['110105194912310', 'identity/length'],
    ['810000198808120134', 'identity/document-kind'],
    ['E12345678', 'identity/document-kind'],
    ['CAN110081080310', 'identity/document-kind'],
    ['身份证号', 'identity/character'],
  ])('%j gives %s', (raw, code) => {
    expect(codeOf('resident-id', raw)).toBe(code);
  });

  test('an abolished or unknown county warns and is accepted', () => {
    for (const [region, code] of [
      ['110103', 'identity/region-abolished'],
      ['110199', 'identity/region-unknown'],
    ] as const) {
      const body = `${region}19800229003`;
      const checked = checkDocumentNumber('resident-id', `${body}${mod112CheckCharacter(body)}`, today);
      expect(checked).toMatchObject({ ok: true, value: { facts: { warnings: [{ code, params: {} }] } } });
    }
  });

  test('points at the character by its place in the number without spaces', () => {
    const checked = checkDocumentNumber('resident-id', '110105 1949123😀 002X', today);
    expect(checked).toEqual({ ok: false, error: { code: 'identity/character', params: { position: 14, character: '😀' } } });
  });
});

describe('other documents', () => {
  test.each([
    ['hmt-residence-permit', '810000198808120134', 'ok'],
    ['hmt-residence-permit', '810001198808120134', 'identity/permit-region'],
    ['hmt-residence-permit', '840000198808120134', 'identity/permit-region'],
    ['hmt-residence-permit', '110101199003071057', 'identity/document-kind'],
    ['hmt-residence-permit', 'H12345678', 'identity/travel-permit'],
    ['hmt-residence-permit', '810000198808120135', 'identity/check-character'],
    // The two published specimens of the 2023 card, and the specimen of the 2017 card.
    ['foreign-permanent-resident', '932682198501010017', 'ok'],
    ['foreign-permanent-resident', '911124198108030024', 'ok'],
    ['foreign-permanent-resident', 'CAN110081080310', 'ok'],
    ['foreign-permanent-resident', 'can 1100 810803 10', 'ok'],
    ['foreign-permanent-resident', 'CAN110081080311', 'identity/check-character'],
    ['foreign-permanent-resident', 'CAN110081130310', 'identity/birth-date'],
    ['foreign-permanent-resident', 'CAN11008108031', 'identity/length'],
    ['foreign-permanent-resident', 'CA1110081080310', 'identity/character'],
    ['foreign-permanent-resident', '999124198108030024', 'identity/region'],
    ['foreign-permanent-resident', '911124198113030024', 'identity/birth-date'],
    ['foreign-permanent-resident', '110101199003071057', 'identity/document-kind'],
    ['household-register', '11010519491231002X', 'ok'],
    ['temporary-resident-id', '11010519491231002X', 'ok'],
    ['household-register', '110105194912310021', 'identity/check-character'],
    // The example of the Ministry's rules is H and ten digits: eight for life, two for the renewals.
    ['hmt-travel-permit', 'H1234567801', 'ok'],
    ['hmt-travel-permit', 'h 1234 5678', 'ok'],
    ['hmt-travel-permit', 'M12345678', 'ok'],
    ['hmt-travel-permit', 'H123456780', 'identity/length'],
    ['hmt-travel-permit', 'H1234567', 'identity/length'],
    ['hmt-travel-permit', 'H123456780123', 'identity/length'],
    ['hmt-travel-permit', 'H1234A678', 'identity/character'],
    ['hmt-travel-permit', 'K12345678', 'identity/travel-permit-letter'],
    ['hmt-travel-permit', '810000198808120134', 'identity/travel-permit-letter'],
    ['taiwan-travel-permit', '01234567', 'ok'],
    ['taiwan-travel-permit', '0123456', 'identity/length'],
    ['taiwan-travel-permit', '012345678', 'identity/length'],
    ['taiwan-travel-permit', 'T1234567', 'identity/character'],
    ['chinese-passport', 'E12345678', 'ok'],
    ['chinese-passport', 'ea1234567', 'ok'],
    ['chinese-passport', 'PE1234567', 'ok'],
    ['chinese-passport', 'EI1234567', 'identity/character'],
    ['chinese-passport', 'EO1234567', 'identity/character'],
    ['chinese-passport', 'DA1234567', 'identity/character'],
    ['chinese-passport', 'E1234567', 'identity/length'],
    ['chinese-passport', 'E123456789', 'identity/length'],
    ['chinese-passport', 'L898902C3', 'identity/chinese-passport-letter'],
    ['resident-id', 'H12345678', 'identity/document-kind'],
    ['passport', 'E12345678', 'ok'],
    ['passport', 'ｅａ1234567', 'ok'],
    ['passport', '141234567', 'ok'],
    ['passport', 'L898902C3', 'ok'],
    ['passport', 'ABCDEFGH', 'identity/digit-missing'],
    ['passport', 'E123', 'identity/length-range'],
    ['passport', 'E123456789012', 'identity/length-range'],
    ['passport', 'E1234567号', 'identity/character'],
    ['passport', '110101199003071057', 'identity/document-kind'],
  ] as const)('%s %s: %s', (type, raw, code) => {
    expect(codeOf(type, raw)).toBe(code);
  });

  test('the sex of a foreign card is read where it is documented, and only there', () => {
    const sexOf = (raw: string) => checkDocumentWhileTyping('foreign-permanent-resident', raw, today).facts.sex;
    expect(sexOf('932682198501010017')).toBe('male');
    expect(sexOf('911124198108030024')).toBe('female');
    expect(sexOf('CAN110081080310')).toBeUndefined();
  });
});

describe('while typing', () => {
  test.each([
    ['resident-id', '11010519491231002X'],
    ['foreign-permanent-resident', 'CAN110081080310'],
    ['taiwan-travel-permit', '01234567'],
    ['chinese-passport', 'EA1234567'],
  ] as const)('%s: nothing is called wrong in a right number at any length', (type, number) => {
    for (let length = 0; length <= number.length; length += 1) {
      const typed = checkDocumentWhileTyping(type, number.slice(0, length), today);
      expect(typed.error).toBeUndefined();
      expect(typed.complete).toBe(length === number.length);
    }
  });

  test('facts appear as soon as they can be known', () => {
    const at = (length: number) => checkDocumentWhileTyping('resident-id', '11010519491231002X'.slice(0, length), today).facts;
    expect(at(5).region).toBeUndefined();
    expect(at(6).region?.zh).toBe('北京市朝阳区');
    expect(at(13).birthDate).toBeUndefined();
    expect(at(14)).toMatchObject({ birthDate: { year: 1949, month: 12, day: 31 }, age: 76 });
    expect(at(16).sex).toBeUndefined();
    expect(at(17).sex).toBe('female');
  });

  test.each([
    ['resident-id', '0', 'identity/region'],
    ['resident-id', '16', 'identity/region'],
    ['resident-id', '9', 'identity/document-kind'],
    ['resident-id', '1101A', 'identity/character'],
    ['resident-id', '1101053', 'identity/birth-date'],
    ['resident-id', '11010519492', 'identity/birth-date'],
    ['resident-id', '1101051949023', 'identity/birth-date'],
    ['resident-id', '110105194912310021', 'identity/check-character'],
    ['hmt-residence-permit', '8101', 'identity/permit-region'],
    ['hmt-residence-permit', 'H', 'identity/travel-permit'],
    ['passport', 'E1234-护', 'identity/character'],
  ] as const)('%s %j is certainly wrong: %s', (type, typed, code) => {
    expect(checkDocumentWhileTyping(type, typed, today).error?.code).toBe(code);
  });

  test('an empty field is neither wrong nor complete', () => {
    for (const type of documentTypes) {
      expect(checkDocumentWhileTyping(type, ' ', today)).toEqual({ number: '', facts: { warnings: [] }, complete: false });
    }
  });

  test('costs well under 0.05 ms a key', () => {
    const number = '11010519491231002X';
    const rounds = Array.from({ length: 10 }, () => {
      const startedAtMs = Date.now();
      for (let key = 0; key < 1_900; key += 1) checkDocumentWhileTyping('resident-id', number.slice(0, key % 19), today);
      return (Date.now() - startedAtMs) / 1_900;
    });
    // The quickest round: a busy machine makes the others slower.
    expect(Math.min(...rounds)).toBeLessThan(0.05);
  });
});

describe('normalising, grouping, masking', () => {
  test('understands what is pasted', () => {
    expect(normalizeDocumentNumber('１１０１０５　１９４９－1231 – 002ｘ\u200b\n')).toBe('11010519491231002X');
    for (const ten of 'Ⅹⅹ×✕ХхΧχ') expect(normalizeDocumentNumber(`11010519491231002${ten}`)).toBe('11010519491231002X');
  });

  test('is idempotent and keeps every visible character but spaces and dashes', () => {
    const pasted = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.stringMatching(/^[0-9xX\-－　０-９ ]*$/u),
    );
    fc.assert(
      fc.property(pasted, (raw) => {
        const once = normalizeDocumentNumber(raw);
        expect(normalizeDocumentNumber(once)).toBe(once);
        expect([...once]).toHaveLength([...raw.replace(/[\s\p{Cf}\p{Pd}\u2212]/gu, '')].length);
      }),
    );
  });

  test('groups for the eye without changing anything', () => {
    expect(groupDocumentNumber('resident-id', '11010519491231002X')).toBe('110105 19491231 002X');
    expect(groupDocumentNumber('resident-id', '1101051')).toBe('110105 1');
    expect(groupDocumentNumber('foreign-permanent-resident', 'CAN110081080310')).toBe('CAN 1100 810803 10');
    expect(groupDocumentNumber('passport', 'E12345678')).toBe('E12345678');
    fc.assert(
      fc.property(fc.constantFrom(...documentTypes), fc.string().map(normalizeDocumentNumber), (type, number) => {
        expect(groupDocumentNumber(type, number).replaceAll(' ', '')).toBe(number);
      }),
    );
  });

  test('masks all but the first and the last character', () => {
    expect(maskDocumentNumber('11010519491231002X')).toBe('1****************X');
    expect(maskDocumentNumber('A1B2')).toBe('****');
    expect(maskDocumentNumber('')).toBe('');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (number) => {
        const shown = [...maskDocumentNumber(number)].filter((character) => character !== '*');
        expect(shown.length).toBeLessThanOrEqual(2);
      }),
    );
  });
});
