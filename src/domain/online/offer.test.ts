import { describe, expect, it } from 'vitest';
import type { FieldDefinition, FormDefinition } from '#src/domain/forms/schema.ts';
import type { Service } from '#src/domain/organisation/schema.ts';
import { onlineForm, onlineObstacle, onlineParties } from './offer.ts';

const text = { 'zh-CN': '字', en: 'word' };
const service: Service = { id: 's', kind: 'core', name: text, formId: 'f', noticeId: 'n', needsSecondReview: false };
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
const onTheSpot = { ...picture, sources: ['camera'] } satisfies FieldDefinition['input'];
const form = (...fields: FieldDefinition[]): FormDefinition => ({
  id: 'f',
  version: 1,
  title: text,
  fields,
  reviewChecks: [{ id: 'c', label: text }],
});

describe('what can be done without a counter', () => {
  it('is a service that needs nobody else; pictures and signatures are given here', () => {
    const signature = { need: 'required' as const, class: 'identity' };
    const asked = { ...form(field('name'), field('scan', { input: picture })), signature };
    expect(onlineObstacle({ service, form: asked })).toBeNull();
    expect(onlineForm(asked, 'subject')).toEqual(asked);
  });

  it('is refused with the reason', () => {
    const four = { ...service, needsSecondReview: true };
    expect(onlineObstacle({ service: four, form: form(field('name')) })).toBe('second-review');
    expect(onlineObstacle({ service, form: form(field('scan', { input: onTheSpot })) })).toBe('image');
    const either = { ...picture, sources: ['file', 'camera'] } satisfies FieldDefinition['input'];
    expect(onlineObstacle({ service, form: form(field('scan', { input: either })) })).toBeNull();
  });

  it('asks no supplementary picture of the spot, which blocks nothing', () => {
    const whole = form(field('name'), field('portrait', { part: 'supplementary', input: onTheSpot }));
    expect(onlineObstacle({ service, form: whole })).toBeNull();
    expect(onlineForm(whole, 'subject').fields.map(({ name }) => name)).toEqual(['name']);
  });

  it('is done for somebody else where the form has a place for who acts', () => {
    const named = form(field('name'), field('agentName', { party: 'representative' }));
    expect(onlineParties(form(field('name')))).toEqual(['subject']);
    expect(onlineParties(named)).toEqual(['subject', 'guardian', 'agent']);
    expect(onlineForm(named, 'subject').fields.map(({ name }) => name)).toEqual(['name']);
    expect(onlineForm(named, 'guardian')).toEqual(named);
    const seen = form(field('name'), field('agentScan', { party: 'representative', input: onTheSpot }));
    expect([onlineObstacle({ service, form: seen }), onlineParties(seen)]).toEqual([null, ['subject']]);
  });
});
