import { describe, expect, test } from 'vitest';
import { checkDocumentNumber } from '#src/domain/identity/documents.ts';
import { checkName } from '#src/domain/identity/names.ts';
import { checkPhone } from '#src/domain/identity/phones.ts';
import { makeForeignCard15, makeForeignCard18, makeHmtPermit, makePerson, makeResidentId } from './sample-people.ts';

const today = { year: 2026, month: 1, day: 1 };

describe('made-up people', () => {
  test('pass every check with their own facts, and are repeatable', () => {
    const types = new Set<string>();
    for (let seed = 0; seed < 1000; seed += 1) {
      const person = makePerson(seed);
      types.add(person.documentType);
      const checked = checkDocumentNumber(person.documentType, person.documentNumber, today);
      expect(checked.ok).toBe(true);
      if (checked.ok) {
        const { birthDate = person.birthDate, sex = person.sex, age = 18 } = checked.value.facts;
        expect({ birthDate, sex }).toEqual({ birthDate: person.birthDate, sex: person.sex });
        expect(age).toBeGreaterThanOrEqual(18);
      }
      expect(checkName(person.name)).toEqual({ ok: true, value: person.name });
      expect(checkPhone(person.phone)).toEqual({ ok: true, value: { number: person.phone, kind: 'mobile' } });
      expect(makePerson(seed)).toEqual(person);
    }
    expect(types.size).toBe(4);
  });

  test('the makers give the published specimens', () => {
    const birthDate = { year: 1981, month: 8, day: 3 };
    expect(makeResidentId({ regionCode: '110105', birthDate: { year: 1949, month: 12, day: 31 }, sex: 'female' })).toBe(
      '11010519491231002X',
    );
    expect(makeForeignCard18({ province: '11', nationality: '124', birthDate, sex: 'female' })).toBe('911124198108030024');
    expect(makeForeignCard15({ nationality: 'CAN', city: '1100', birthDate })).toBe('CAN110081080310');
    expect(makeHmtPermit({ from: 'macao', birthDate, sex: 'male' })).toMatch(/^82000019810803003[0-9X]$/u);
  });
});
