import { describe, expect, it } from 'vitest';
import type { FieldDefinition, FormDefinition } from '#src/domain/forms/schema.ts';
import { type Draft, isTyped, nextDraft, valuesToSend } from './draft.ts';

const text = { 'zh-CN': '字', en: 'word' };
const field = (name: string, part: FieldDefinition['part']): FieldDefinition => ({
  name,
  part,
  label: text,
  help: text,
  purpose: text,
  necessity: text,
  class: 'identity',
  input: { kind: 'text', maxLength: 10 },
});
const form: FormDefinition = {
  id: 'f',
  version: 1,
  title: text,
  fields: [field('name', 'core'), field('address', 'supplementary')],
  reviewChecks: [{ id: 'c', label: text }],
};
const begin = (draft: Draft | null = null, of = form) => nextDraft(draft, { kind: 'begun', form: of });
const typed = (draft: Draft | null, values: Record<string, string>) => nextDraft(draft, { kind: 'typed', values, errors: {} });
const decided = (draft: Draft | null, agreed: boolean) => nextDraft(draft, { kind: 'decided', field: 'address', agreed });

describe('a draft', () => {
  it('sends only what is asked, agreed to and filled', () => {
    const draft = typed(decided(begin(), true), { name: 'a', address: '  ' });
    expect(draft && valuesToSend(draft)).toEqual({ name: 'a' });
    const filled = typed(draft, { address: 'b' });
    expect(filled && valuesToSend(filled)).toEqual({ name: 'a', address: 'b' });
    const without = decided(filled, false);
    expect(without && valuesToSend(without)).toEqual({ name: 'a' });
    expect(decided(without, true)?.values).toEqual({ name: 'a' });
  });

  it('loses nothing when the notice is accepted again, and asks for each consent anew', () => {
    const draft = typed(decided(begin(), true), { name: 'a', address: 'b' });
    const again = begin(draft);
    expect(again).toMatchObject({ values: { name: 'a', address: 'b' }, agreed: [], errors: {} });
    expect(again && valuesToSend(again)).toEqual({ name: 'a' });
    expect(begin(draft, { ...form, fields: form.fields.slice(0, 1) })?.values).toEqual({ name: 'a' });
    expect(begin(draft, { ...form, id: 'other' })?.values).toEqual({});
  });

  it('ends with nothing, and nothing can be added to what has ended', () => {
    const draft = typed(begin(), { name: 'a' });
    expect(isTyped(draft)).toBe(true);
    const ended = nextDraft(draft, { kind: 'ended' });
    expect(ended).toBeNull();
    expect(typed(ended, { name: 'b' })).toBeNull();
    expect(isTyped(ended)).toBe(false);
  });
});
