import { describe, expect, it } from 'vitest';
import type { NoticeDefinition } from '#src/domain/consent/schema.ts';
import type { FieldDefinition, FormDefinition } from '#src/domain/forms/schema.ts';
import type { Service } from '#src/domain/organisation/schema.ts';
import { chinaDay } from './day.ts';
import { onlineForm, onlineObstacle } from './offer.ts';

const text = { 'zh-CN': '字', en: 'word' };
const service: Service = { id: 's', kind: 'core', name: text, formId: 'f', noticeId: 'n', needsSecondReview: false };
const notice: NoticeDefinition = { id: 'n', version: 1, title: text, sections: [] };
const field = (name: string, change: Partial<FieldDefinition> = {}): FieldDefinition => ({
  name,
  part: 'core',
  label: text,
  help: text,
  purpose: text,
  necessity: text,
  class: 'identity',
  input: { kind: 'text', maxLength: 10 },
  ...change,
});
const picture = { kind: 'image', what: 'document-scan' } as const;
const form = (...fields: FieldDefinition[]): FormDefinition => ({
  id: 'f',
  version: 1,
  title: text,
  fields,
  reviewChecks: [{ id: 'c', label: text }],
});

describe('what can be done without a counter', () => {
  it('is a service that needs nobody else, no hand and no picture', () => {
    expect(onlineObstacle({ service, notice, form: form(field('name')) })).toBeNull();
    const optional = { ...notice, signature: { need: 'optional' as const, class: 'identity' } };
    expect(onlineObstacle({ service, notice: optional, form: form(field('name')) })).toBeNull();
  });

  it('is refused with the reason', () => {
    const four = { ...service, needsSecondReview: true };
    expect(onlineObstacle({ service: four, notice, form: form(field('name')) })).toBe('second-review');
    const signature = { need: 'required' as const, class: 'identity' };
    expect(onlineObstacle({ service, notice: { ...notice, signature }, form: form(field('name')) })).toBe('signature');
    expect(onlineObstacle({ service, notice, form: { ...form(field('name')), signature } })).toBe('signature');
    expect(onlineObstacle({ service, notice, form: form(field('scan', { input: picture })) })).toBe('image');
  });

  it('asks the subject alone, and no supplementary picture, which blocks nothing', () => {
    const whole = form(
      field('name'),
      field('portrait', { part: 'supplementary', input: picture }),
      field('agentName', { party: 'representative' }),
      field('agentScan', { party: 'representative', input: picture }),
    );
    expect(onlineObstacle({ service, notice, form: whole })).toBeNull();
    expect(onlineForm(whole).fields.map(({ name }) => name)).toEqual(['name']);
  });
});

it('knows the day in China wherever the server stands', () => {
  expect(chinaDay(Date.UTC(2026, 10, 24, 15, 59, 59))).toEqual({ year: 2026, month: 11, day: 24 });
  expect(chinaDay(Date.UTC(2026, 11, 31, 16))).toEqual({ year: 2027, month: 1, day: 1 });
});
