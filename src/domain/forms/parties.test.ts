import { describe, expect, test } from 'vitest';
import type { AcceptingParty } from '#src/domain/consent/schema.ts';
import {
  asksForRepresentative,
  checkFormOf,
  formFor,
  partyErrors,
  partyWarnings,
  subjectField,
} from '#src/domain/forms/parties.ts';
import { type FieldDefinition, type FieldInput, formDefinition } from '#src/domain/forms/schema.ts';

const text = { 'zh-CN': '文', en: 'text' };
const common = { part: 'core', class: 'identity', label: text, help: text, purpose: text, necessity: text } as const;
const party = 'representative' as const;
const type: FieldInput = { kind: 'document-type', options: ['resident-id', 'passport'] };
const representative: FieldDefinition[] = [
  { ...common, party, name: 'theirName', input: { kind: 'person-name' } },
  { ...common, party, name: 'theirType', input: type },
  { ...common, party, name: 'theirNumber', input: { kind: 'document-number', typeField: 'theirType' } },
];
const form = formDefinition.parse({
  id: 'form',
  version: 1,
  title: text,
  // The representative stands first, so that "the first field of its kind" would be the wrong person.
  fields: [
    ...representative,
    { ...common, name: 'name', input: { kind: 'person-name' } },
    { ...common, name: 'type', input: type },
    { ...common, name: 'number', input: { kind: 'document-number', typeField: 'type' } },
  ],
  reviewChecks: [
    { id: 'document', label: text },
    { id: 'authority', label: text, party },
  ],
});
const today = { year: 2026, month: 11, day: 24 };

/** Beijing, Dongcheng; the check characters fit, the persons do not exist. */
const ids = {
  adult: '110101199003071057',
  otherAdult: '11010519491231002X',
  thirteen: '110101201211250012',
  fourteen: '110101201211240028',
} as const;

function withChecks(body: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body.charAt(index)), 0);
  return body + '10X98765432'.charAt(sum % 11);
}
const thirteen = withChecks(ids.thirteen.slice(0, 17));
const fourteen = withChecks(ids.fourteen.slice(0, 17));

function values(number: string, theirNumber: string, types: { type?: string; theirType?: string } = {}) {
  const names = { name: '王小明', theirName: '王大明' };
  return { ...names, type: 'resident-id', theirType: 'resident-id', number, theirNumber, ...types };
}

describe('the form as it is asked', () => {
  test('of the subject in person: nothing of a representative', () => {
    const asked = formFor(form, 'subject');
    expect(asked.fields.map(({ name }) => name)).toEqual(['name', 'type', 'number']);
    expect(asked.reviewChecks.map(({ id }) => id)).toEqual(['document']);
    expect(asksForRepresentative(form)).toBe(true);
    expect(asksForRepresentative(asked)).toBe(false);
  });

  test.each(['guardian', 'agent'] as const)('of a %s: everything, and all of it is required', (acceptedBy) => {
    expect(formFor(form, acceptedBy)).toBe(form);
    const checked = checkFormOf(acceptedBy, form, { ...values(ids.adult, ''), theirName: '' }, [], today);
    expect(checked.ok ? [] : checked.error.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'theirName name/empty',
      'theirNumber identity/empty',
    ]);
  });

  test('a value of a representative who is not there is not kept (R1.4)', () => {
    const checked = checkFormOf('subject', form, values(ids.adult, ids.otherAdult), [], today);
    expect(checked.ok && Object.keys(checked.value.values)).toEqual(['name', 'type', 'number']);
  });

  test('the subject’s field is found wherever it stands', () => {
    expect(subjectField(form, 'person-name')?.name).toBe('name');
    expect(subjectField(form, 'document-number')?.name).toBe('number');
    expect(subjectField(form, 'phone')).toBeUndefined();
  });

  test('a form of the first version keeps its exact content: nothing is filled in', () => {
    const old = { ...form, fields: form.fields.slice(3), reviewChecks: form.reviewChecks.slice(0, 1) };
    expect(JSON.stringify(formDefinition.parse(JSON.parse(JSON.stringify(old))))).toBe(JSON.stringify(old));
  });
});

describe('the two persons', () => {
  test.each([
    ['subject', thirteen, '', 'number forms/guardian-needed'],
    ['subject', fourteen, '', null],
    ['guardian', thirteen, ids.adult, null],
    ['guardian', ids.adult, ids.adult, 'theirNumber forms/same-person'],
    ['agent', ids.otherAdult, '110105 19491231 002x', 'theirNumber forms/same-person'],
    ['agent', ids.adult, ids.otherAdult, null],
    // Unfinished or wrong numbers are the field's own matter.
    ['agent', ids.adult, ids.adult.slice(0, 17), null],
    ['subject', thirteen.slice(0, 17), '', null],
  ] as const)('%s, %s and %j: %s', (acceptedBy, number, theirNumber, expected) => {
    const errors = partyErrors(acceptedBy, form, values(number, theirNumber), today);
    expect(errors.map(({ field, code }) => `${field} ${code}`)).toEqual(expected === null ? [] : [expected]);
  });

  test('a whole form is refused for it, without the value', () => {
    const checked = checkFormOf('subject', form, values(thirteen, ''), [], today);
    expect(checked).toEqual({ ok: false, error: [{ field: 'number', code: 'forms/guardian-needed', params: { age: 14 } }] });
  });

  test.each([
    ['guardian', ids.adult, ids.otherAdult, ['forms/adult-with-guardian']],
    ['guardian', fourteen, ids.adult, []],
    ['agent', fourteen, ids.adult, ['forms/minor-without-guardian']],
    ['subject', fourteen, '', ['forms/minor-without-guardian']],
    ['subject', ids.adult, '', []],
    ['guardian', thirteen, fourteen, ['forms/minor-representative']],
  ] as const)('%s, %s and %j: warns %j', (acceptedBy: AcceptingParty, number, theirNumber, expected) => {
    expect(partyWarnings(acceptedBy, form, values(number, theirNumber), today)).toEqual(expected);
  });

  test('a number that tells no age raises nothing', () => {
    const foreign = values('E12345678', ids.adult, { type: 'passport' });
    expect(partyErrors('subject', form, foreign, today)).toEqual([]);
    expect(partyWarnings('guardian', form, foreign, today)).toEqual([]);
  });
});
