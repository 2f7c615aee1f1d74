import { describe, expect, test } from 'vitest';
import { changesBetween } from '#src/domain/design/changes.ts';
import {
  addField,
  freeName,
  moved,
  newForm,
  newInputs,
  newNotice,
  newService,
  removeField,
  setField,
  withKind,
} from '#src/domain/design/edits.ts';
import { beginHistory, nextHistory } from '#src/domain/design/history.ts';
import {
  draftProblems,
  isInUse,
  isSameItem,
  itemProblems,
  nextItemVersion,
  publishedItem,
  withItem,
} from '#src/domain/design/rules.ts';
import { type Catalogue, type DesignItem, designItem, type FieldDraft, type FormDraft } from '#src/domain/design/schema.ts';

const text = { 'zh-CN': '文', en: 'text' };
const texts = { label: text, help: text, purpose: text, necessity: text };
function field(name: string, change: Partial<FieldDraft> = {}): FieldDraft {
  return { ...texts, name, part: 'core', class: 'identity', input: { kind: 'text', maxLength: 9 }, ...change };
}
const form: FormDraft = {
  id: 'f',
  title: text,
  fields: [
    field('type', { input: { kind: 'document-type', options: ['passport'] } }),
    field('number', { input: { kind: 'document-number', typeField: 'type' } }),
    field('note', { showWhen: { match: 'all', rules: [{ field: 'type', is: 'one-of', values: ['passport'] }] } }),
  ],
  reviewChecks: [{ id: 'c', label: text }],
};
const item = (content: FormDraft): DesignItem => ({ kind: 'form', content });
const catalogue: Catalogue = { version: 4, classes: ['identity'], forms: [{ ...form, version: 3 }], notices: [], services: [] };
const names = (draft: FormDraft) => draft.fields.map((one) => one.name);

describe('edits', () => {
  test('a new name is carried to whatever refers to it', () => {
    const renamed = setField(form, 0, { ...form.fields[0], name: 'documentType' } as FieldDraft);
    expect(renamed.fields[1]?.input).toEqual({ kind: 'document-number', typeField: 'documentType' });
    expect(renamed.fields[2]?.showWhen?.rules).toEqual([{ field: 'documentType', is: 'one-of', values: ['passport'] }]);
    // Nothing is added where there was nothing: published forms are compared by their exact content.
    expect(Object.keys(renamed.fields[1] ?? {})).toEqual(Object.keys(form.fields[1] ?? {}));
  });

  test('also to a field that has to agree with a number', () => {
    const born: FormDraft = {
      ...form,
      fields: [...form.fields, field('born', { input: { kind: 'date', agreesWith: 'number' } })],
    };
    const renamed = setField(born, 1, { ...born.fields[1], name: 'idNumber' } as FieldDraft);
    expect(renamed.fields[3]?.input).toEqual({ kind: 'date', agreesWith: 'idNumber' });
  });

  test('while a name is taken twice, nothing follows it', () => {
    const twice = setField(form, 2, field('type'));
    expect(setField(twice, 2, field('other')).fields[1]?.input).toEqual({ kind: 'document-number', typeField: 'type' });
  });

  test('adding, moving and removing', () => {
    expect(names(addField(form, 0, 'identity'))).toEqual(['type', 'field1', 'number', 'note']);
    expect(moved([1, 2, 3], 0, 2)).toEqual([2, 3, 1]);
    expect(moved([1, 2, 3], 0, -1)).toEqual([1, 2, 3]);
    expect(names(removeField(form, 1))).toEqual(['type', 'note']);
    expect(freeName(['a1', 'a2'], 'a')).toBe('a3');
  });

  test('everything new may be kept as a draft, and none of it may be published', () => {
    const fresh: DesignItem[] = [
      { kind: 'form', content: addField(newForm('form-1'), -1, 'identity') },
      { kind: 'notice', content: newNotice('notice-1') },
      { kind: 'service', content: newService('service-1') },
    ];
    for (const one of fresh) {
      expect(designItem.safeParse(one).success).toBe(true);
      expect(itemProblems(one, catalogue).length).toBeGreaterThan(0);
    }
    for (const input of Object.values(newInputs)) {
      expect(designItem.safeParse(item({ ...form, fields: [field('x', { input })] })).success).toBe(true);
    }
  });
});

describe('undo and redo', () => {
  const titled = (en: string): DesignItem => item({ ...form, title: { ...text, en } });
  const edited = (en: string, place: string | null = 'title.en') => ({ kind: 'edited', item: titled(en), place }) as const;

  test('typing on at one place is one step', () => {
    const typed = ['a', 'ab', 'abc'].reduce((state, en) => nextHistory(state, edited(en)), beginHistory(titled('')));
    const undone = nextHistory(typed, { kind: 'undone' });
    expect(undone.item).toEqual(titled(''));
    expect(nextHistory(undone, { kind: 'redone' }).item).toEqual(titled('abc'));
  });

  test('other places and other acts are steps of their own; a new edit ends what could be redone', () => {
    const events = [edited('a'), edited('b', 'other'), edited('c', null), edited('d', null)];
    let state = events.reduce(nextHistory, beginHistory(titled('')));
    state = nextHistory(nextHistory(state, { kind: 'undone' }), { kind: 'undone' });
    expect(state.item).toEqual(titled('b'));
    expect(nextHistory(nextHistory(state, edited('e')), { kind: 'redone' }).item).toEqual(titled('e'));
  });

  test('at either end nothing happens, and the memory has an end', () => {
    const begun = beginHistory(titled(''));
    expect(nextHistory(begun, { kind: 'undone' })).toBe(begun);
    expect(nextHistory(begun, { kind: 'redone' })).toBe(begun);
    let state = begun;
    for (let step = 0; step < 600; step++) state = nextHistory(state, edited(String(step), null));
    expect(state.past).toHaveLength(500);
  });
});

describe('what differs', () => {
  test('is named place by place, entries by their own names', () => {
    const after = setField({ ...form, fields: moved(form.fields, 2, 0) }, 1, { ...form.fields[0], class: 'other' } as FieldDraft);
    expect(changesBetween(item(form), item(after)).map(({ path, before, after: now }) => [path.join('.'), before, now])).toEqual([
      ['fields.order', 'type, number, note', 'note, type, number'],
      ['fields.type.class', 'identity', 'other'],
    ]);
  });

  test('shows what came and what went', () => {
    const after = removeField(form, 2);
    const places = changesBetween(item(form), item(after)).map(({ path }) => path.join('.'));
    expect(places).toContain('fields.note.purpose.en');
    expect(changesBetween(item(form), item(form))).toEqual([]);
    expect(changesBetween(null, item(form)).every(({ before }) => before === null)).toBe(true);
  });
});

describe('the catalogue', () => {
  test('takes an item in its place, with a version higher than any before', () => {
    expect(nextItemVersion(item(form), [catalogue, { ...catalogue, forms: [{ ...form, version: 7 }] }])).toBe(8);
    expect(nextItemVersion({ kind: 'service', content: newService('s') }, [catalogue])).toBeNull();
    const changed = withItem(catalogue, item({ ...form, title: { ...text, en: 'New' } }), 4);
    expect(changed.forms).toMatchObject([{ id: 'f', version: 4, title: { en: 'New' } }]);
    expect(isSameItem(publishedItem(catalogue, 'form', 'f'), item(form))).toBe(true);
    expect(publishedItem(catalogue, 'notice', 'f')).toBeNull();
  });

  test('knows what the counter offers, and asks R2.1 of an offered core service only', () => {
    const service = { ...newService('s'), kind: 'core', formId: 'f', noticeId: 'n' } as const;
    const offered = { ...catalogue, services: [service] };
    const withdrawn = { ...catalogue, services: [{ ...service, isWithdrawn: true as const }] };
    expect(
      (['form', 'notice', 'service'] as const).map((kind) =>
        isInUse(offered, kind, { form: 'f', notice: 'n', service: 's' }[kind]),
      ),
    ).toEqual([true, true, true]);
    expect([isInUse(offered, 'form', 'n'), isInUse(withdrawn, 'form', 'f'), isInUse(withdrawn, 'service', 's')]).toEqual([
      false,
      false,
      false,
    ]);
    const codes = (known: Catalogue) => itemProblems(item(form), known).map(({ code }) => code);
    expect(codes(offered)).toContain('core-kind-missing');
    expect(codes(withdrawn)).not.toContain('core-kind-missing');
  });

  test('something new needs an id of its own', () => {
    const codes = (draft: DesignItem, base: DesignItem | null) => draftProblems(draft, base, catalogue).map(({ code }) => code);
    const other = item({ ...form, title: { ...text, en: 'Other' } });
    expect(codes(other, null)).toEqual(['id-taken']);
    expect(codes(other, item(form))).toEqual([]);
    expect(codes(item(form), null)).toEqual([]);
  });
});

describe('several of the options', () => {
  const options = [
    { value: 'a', label: text },
    { value: 'b', label: text },
  ];
  const problemsOf = (values: readonly string[]) =>
    itemProblems(
      {
        kind: 'form',
        content: {
          ...form,
          fields: [field('many', { input: { kind: 'choices', options: values.map((value) => ({ value, label: text })) } })],
        },
      },
      catalogue,
    ).map(({ path, code }) => `${path} ${code}`);

  test('stay when the kind changes to one of them and back', () => {
    const one = withKind({ kind: 'choices', options }, 'choice');
    expect(one).toEqual({ kind: 'choice', options });
    expect(withKind(one, 'choices')).toEqual({ kind: 'choices', options });
    expect(withKind(one, 'phone')).toEqual({ kind: 'phone' });
  });

  test('are published only with codes that no space cuts apart and that fit into one value', () => {
    expect(problemsOf(['a', 'b'])).toEqual([]);
    expect(problemsOf(['a', 'b c', ''])).toEqual([
      'fields.0.input.options.2.value value-missing',
      'fields.0.input.options.1.value value-space',
    ]);
    expect(problemsOf([...Array(20).keys()].map((index) => `${index}`.padStart(100, 'x')))).toEqual([
      'fields.0.input.options values-too-long',
    ]);
  });
});
