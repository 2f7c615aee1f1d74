// What an administrator does to a form draft, as pure steps. Names are how fields refer to each other, so a new name is carried along.
import type { FieldDraft, FormDraft, NoticeDraft, ServiceDraft } from '#src/domain/design/schema.ts';
import type { Condition, FieldInput } from '#src/domain/forms/schema.ts';

const emptyText = { 'zh-CN': '', en: '' } as const;

export type InputKind = FieldInput['kind'];

/** What a field of each kind begins with. */
export const newInputs: { readonly [K in InputKind]: Extract<FieldInput, { readonly kind: K }> } = {
  'person-name': { kind: 'person-name' },
  'document-type': { kind: 'document-type', options: ['resident-id'] },
  'document-number': { kind: 'document-number', typeField: '' },
  phone: { kind: 'phone' },
  text: { kind: 'text', maxLength: 100 },
  choice: { kind: 'choice', options: [{ value: '1', label: emptyText }] },
  choices: { kind: 'choices', options: [{ value: '1', label: emptyText }] },
  date: { kind: 'date' },
  number: { kind: 'number' },
  region: { kind: 'region' },
  image: { kind: 'image', what: 'document-scan' },
};

/** Another kind for a field; the options of a choice stay when it becomes one of several, and the other way round. */
export function withKind(before: FieldInput, kind: InputKind): FieldInput {
  const isChoice = before.kind === 'choice' || before.kind === 'choices';
  return isChoice && (kind === 'choice' || kind === 'choices') ? { kind, options: before.options } : newInputs[kind];
}

/** A name that no field has: `field1`, `field2` … */
export function freeName(taken: readonly string[], stem: string): string {
  for (let count = 1; ; count++) {
    const name = `${stem}${count}`;
    if (!taken.includes(name)) return name;
  }
}

function newField(form: FormDraft, fieldClass: string): FieldDraft {
  const name = freeName(
    form.fields.map((field) => field.name),
    'field',
  );
  const texts = { label: emptyText, help: emptyText, purpose: emptyText, necessity: emptyText };
  return { ...texts, name, part: 'supplementary', class: fieldClass, input: newInputs.text };
}

/** Adds a field after the given place. */
export function addField(form: FormDraft, after: number, fieldClass: string): FormDraft {
  return { ...form, fields: form.fields.toSpliced(after + 1, 0, newField(form, fieldClass)) };
}

export function removeField(form: FormDraft, index: number): FormDraft {
  return { ...form, fields: form.fields.toSpliced(index, 1) };
}

/** Moves one of a list; beyond the ends nothing changes. */
export function moved<T>(all: readonly T[], from: number, to: number): T[] {
  const one = all[from];
  if (one === undefined || to < 0 || to >= all.length) return [...all];
  return all.toSpliced(from, 1).toSpliced(to, 0, one);
}

function renamedIn(when: Condition | undefined, from: string, to: string): Condition | undefined {
  return when && { ...when, rules: when.rules.map((rule) => (rule.field === from ? { ...rule, field: to } : rule)) };
}

/** An absent condition stays absent: published forms are compared by their exact content. */
export function withConditions(
  { showWhen: _show, requireWhen: _require, ...rest }: FieldDraft,
  conditions: { readonly showWhen: Condition | undefined; readonly requireWhen: Condition | undefined },
): FieldDraft {
  return {
    ...rest,
    ...(conditions.showWhen === undefined ? {} : { showWhen: conditions.showWhen }),
    ...(conditions.requireWhen === undefined ? {} : { requireWhen: conditions.requireWhen }),
  };
}

function renamedInInput(input: FieldDraft['input'], from: string, to: string): FieldDraft['input'] {
  if (input.kind === 'document-number') return input.typeField === from ? { ...input, typeField: to } : input;
  return 'agreesWith' in input && input.agreesWith === from ? { ...input, agreesWith: to } : input;
}

/** Puts a changed field in its place; when its name changed, whatever refers to it follows. */
export function setField(form: FormDraft, index: number, field: FieldDraft): FormDraft {
  const from = form.fields[index]?.name;
  const fields = form.fields.with(index, field);
  const isUnique = form.fields.filter((one) => one.name === from).length === 1;
  if (from === undefined || from === field.name || !isUnique) return { ...form, fields };
  const follow = (one: FieldDraft): FieldDraft => {
    const showWhen = renamedIn(one.showWhen, from, field.name);
    const requireWhen = renamedIn(one.requireWhen, from, field.name);
    return withConditions({ ...one, input: renamedInInput(one.input, from, field.name) }, { showWhen, requireWhen });
  };
  return { ...form, fields: fields.map(follow) };
}

export function newForm(id: string): FormDraft {
  return { id, title: emptyText, fields: [], reviewChecks: [] };
}

export function newNotice(id: string): NoticeDraft {
  const topics = ['purpose', 'scope', 'method', 'rules', 'retention', 'recipients', 'rights'] as const;
  return { id, title: emptyText, sections: topics.map((topic) => ({ topic, heading: emptyText, body: emptyText })) };
}

export function newService(id: string): ServiceDraft {
  return { id, kind: 'activity', name: emptyText, formId: '', noticeId: '', needsSecondReview: false };
}
