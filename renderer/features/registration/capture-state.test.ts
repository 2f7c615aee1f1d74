import { describe, expect, it } from 'vitest';
import type { FieldDefinition } from '#src/domain/forms/schema.ts';
import { registrationId } from '#src/domain/registration/schema.ts';
import {
  type Capture,
  type CaptureEvent,
  emptyCapture,
  isReviewComplete,
  isUnsubmitted,
  nextCapture,
  type Opened,
  resumedEvent,
  stepStates,
} from './capture-state.ts';

const text = { 'zh-CN': '文', en: 'text' };
function field(name: string, part: FieldDefinition['part']): FieldDefinition {
  const input = { kind: 'text', maxLength: 20 } as const;
  return { name, part, label: text, help: text, purpose: text, necessity: text, class: 'identity', input };
}
const opened: Opened = {
  service: { id: 's', kind: 'core', name: text, formId: 'f', noticeId: 'n', needsSecondReview: false },
  form: {
    id: 'f',
    version: 1,
    title: text,
    fields: [field('name', 'core'), field('address', 'supplementary')],
    reviewChecks: [
      { id: 'seen', label: text },
      { id: 'same', label: text },
    ],
  },
  notice: { id: 'n', version: 3, title: text, sections: [] },
};
const id = registrationId.parse('00000000-0000-4000-8000-000000000001');
const open: CaptureEvent = { kind: 'opened', opened, language: 'zh-CN' };
const accept: CaptureEvent = {
  kind: 'accepted',
  registrationId: id,
  acceptedBy: 'subject',
  acceptedAt: '2026-11-24T08:00:00.000Z',
};
const typed = (name: string, value: string): CaptureEvent => ({
  kind: 'typed',
  values: { [name]: value },
  errors: { [name]: null },
});
const wrong = { field: 'name', code: 'name/empty', params: {} };
const done: CaptureEvent = { kind: 'submitted', recordId: id, contentHash: 'ab', submittedAt: '2026-11-24T08:01:00.000Z' };

function stateAfter(...events: readonly CaptureEvent[]): Capture {
  return events.reduce(nextCapture, emptyCapture);
}
const reviewing = [open, accept, typed('name', '张'), { kind: 'review-begun' }] as const;

describe('the notice comes first (R2.5)', () => {
  it('has no values to type into before acceptance', () => {
    expect(stateAfter(open, typed('name', '张'))).toEqual({ at: 'notice', opened, language: 'zh-CN', renews: null });
    expect(stateAfter(accept)).toEqual(emptyCapture);
    expect(stateAfter(typed('name', '张'))).toEqual(emptyCapture);
  });

  it('goes on with a refused record only under its own new notice', () => {
    const resumed = resumedEvent({
      ...opened,
      registrationId: id,
      isCorrection: true,
      language: 'en',
      acceptedBy: 'subject',
      acceptedAt: '2026-11-24T08:00:00.000Z',
      values: { name: '张' },
      agreed: [],
      fromReader: [],
    });
    expect(stateAfter({ ...open, renews: id }, resumed)).toMatchObject({
      at: 'filling',
      isCorrection: true,
      values: { name: '张' },
    });
    expect(stateAfter(open, resumed).at).toBe('notice');
  });

  it('ends calmly when declined, and cannot be accepted afterwards', () => {
    expect(stateAfter(open, { kind: 'declined' }).at).toBe('declined');
    expect(stateAfter(open, { kind: 'declined' }, accept).at).toBe('declined');
    expect(isUnsubmitted(stateAfter(open, { kind: 'declined' }))).toBe(false);
  });

  it('keeps the language the subject read', () => {
    expect(stateAfter(open, { kind: 'notice-language', language: 'en' }, accept)).toMatchObject({
      at: 'filling',
      language: 'en',
    });
  });
});

describe('filling', () => {
  it('begins empty, without any consent', () => {
    expect(stateAfter(open, accept)).toMatchObject({ values: {}, agreed: [], errors: {}, isReviewing: false });
    expect(isUnsubmitted(stateAfter(open, accept))).toBe(true);
  });

  it('drops the value when its consent is withdrawn (R2.6)', () => {
    const agreed = stateAfter(open, accept, { kind: 'decided', field: 'address', agreed: true }, typed('address', '路 1 号'));
    expect(agreed).toMatchObject({ agreed: ['address'], values: { address: '路 1 号' } });
    const withdrawn = nextCapture(agreed, { kind: 'decided', field: 'address', agreed: false });
    expect(withdrawn).toMatchObject({ agreed: [], values: {} });
    expect(withdrawn).not.toHaveProperty('values.address');
  });

  it('does not go to the review while something is wrong', () => {
    const state = stateAfter(open, accept, { kind: 'checked', errors: { name: wrong } }, { kind: 'review-begun' });
    expect(state).toMatchObject({ isReviewing: false, errors: { name: wrong } });
  });
});

describe('what a document reader filled in', () => {
  it('is remembered as it was, so that a later change shows as the clerk’s', () => {
    const read: CaptureEvent = { kind: 'typed', values: { name: '张三' }, errors: { name: null }, source: 'reader' };
    expect(stateAfter(open, accept, read)).toMatchObject({ taken: { name: '张三' }, values: { name: '张三' } });
    expect(stateAfter(open, accept, read, typed('name', '张四'))).toMatchObject({
      taken: { name: '张三' },
      values: { name: '张四' },
    });
  });
});

describe('the review (R2.4)', () => {
  it('is undone by any edit', () => {
    const ticked = stateAfter(...reviewing, { kind: 'ticked', check: 'seen' });
    expect(ticked).toMatchObject({ isReviewing: true, checks: ['seen'] });
    expect(nextCapture(ticked, typed('name', '李'))).toMatchObject({ isReviewing: false, checks: [] });
    expect(nextCapture(ticked, { kind: 'decided', field: 'address', agreed: true })).toMatchObject({ checks: [] });
  });

  it('can be submitted only with every point ticked', () => {
    const isComplete = (...events: readonly CaptureEvent[]) => {
      const state = stateAfter(...reviewing, ...events);
      return state.at === 'filling' && isReviewComplete(state);
    };
    expect(isComplete({ kind: 'ticked', check: 'seen' })).toBe(false);
    expect(isComplete({ kind: 'ticked', check: 'seen' }, { kind: 'ticked', check: 'same' })).toBe(true);
    expect(isComplete({ kind: 'ticked', check: 'seen' }, { kind: 'ticked', check: 'same' }, typed('name', '李'))).toBe(false);
  });

  it('ends with what the program saved, whatever was touched while it did', () => {
    const complete = [...reviewing, { kind: 'ticked', check: 'seen' }, { kind: 'ticked', check: 'same' }] as const;
    expect(stateAfter(...complete, done)).toMatchObject({ at: 'submitted', recordId: id });
    expect(stateAfter(...complete, { kind: 'ticked', check: 'same' }, done)).toMatchObject({ at: 'submitted' });
    expect(stateAfter(...complete, typed('name', '李'), done)).toMatchObject({ at: 'submitted' });
    expect(stateAfter(...complete, { ...done, recordId: 'another' }).at).toBe('filling');
  });

  it('leaves nothing for the next subject', () => {
    expect(stateAfter(...reviewing, { kind: 'ended' })).toEqual(emptyCapture);
  });
});

it('shows where each step stands', () => {
  expect(stepStates(emptyCapture)).toMatchObject({ service: 'current', notice: 'ahead', submit: 'ahead' });
  expect(stepStates(stateAfter(open))).toMatchObject({ service: 'done', notice: 'current', core: 'ahead' });
  expect(stepStates(stateAfter(open, accept))).toMatchObject({ notice: 'done', core: 'current', supplementary: 'ahead' });
  expect(stepStates(stateAfter(open, accept, typed('name', '张')))).toMatchObject({ core: 'done', supplementary: 'current' });
  expect(stepStates(stateAfter(...reviewing))).toMatchObject({ supplementary: 'done', review: 'current' });
  const all = stepStates(stateAfter(...reviewing, { kind: 'ticked', check: 'seen' }, { kind: 'ticked', check: 'same' }, done));
  expect(new Set(Object.values(all))).toEqual(new Set(['done']));
});
