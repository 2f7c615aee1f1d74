// May this item be published, and what becomes of the catalogue when it is? Pure, and the same for the designer's screen, the local
// program and the server, so that nobody is told yes here and no there.
import { canonicalJson, type Json } from '#src/base/canonical-json.ts';
import { noticeProblems } from '#src/domain/consent/publishing.ts';
import { noticeDefinition } from '#src/domain/consent/schema.ts';
import type { Catalogue, DesignItem, DesignKind, FormDraft, ServiceDraft } from '#src/domain/design/schema.ts';
import { formProblems, missingCoreKinds, type PublishingProblem, problem, textProblems } from '#src/domain/forms/publishing.ts';
import { formDefinition } from '#src/domain/forms/schema.ts';
import { type Configuration, service } from '#src/domain/organisation/schema.ts';

/** The part of a configuration that is designed. */
export function catalogueOf({ version, classes, forms, notices, services }: Configuration): Catalogue {
  return { version, classes: classes.map((one) => one.name), forms, notices, services };
}

/** The published content of an item, without its version; null for an id that was never published. */
export function publishedItem(catalogue: Catalogue, kind: DesignKind, id: string): DesignItem | null {
  const withoutVersion = <T extends { readonly version: number }>({ version: _version, ...content }: T) => content;
  if (kind === 'form') {
    const form = catalogue.forms.find((one) => one.id === id);
    return form === undefined ? null : { kind, content: withoutVersion(form) };
  }
  if (kind === 'notice') {
    const notice = catalogue.notices.find((one) => one.id === id);
    return notice === undefined ? null : { kind, content: withoutVersion(notice) };
  }
  const found = catalogue.services.find((one) => one.id === id);
  return found === undefined ? null : { kind, content: found };
}

/** Does a service that the counter offers use this form or notice? A service uses itself. */
export function isInUse({ services }: Pick<Catalogue, 'services'>, kind: DesignKind, id: string): boolean {
  return services.some((one) => {
    const used = { form: one.formId, notice: one.noticeId, service: one.id }[kind];
    return used === id && one.isWithdrawn === undefined;
  });
}

/** Do both say exactly the same? */
export function isSameItem(a: DesignItem | null, b: DesignItem | null): boolean {
  const plain = (item: DesignItem | null): Json => JSON.parse(JSON.stringify(item));
  return canonicalJson(plain(a)) === canonicalJson(plain(b));
}

const idPattern = /^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/u;

function idProblems(id: string): PublishingProblem[] {
  return idPattern.test(id) ? [] : [problem('id', 'id-invalid')];
}

/** A form that an offered core service uses must go on asking for what R2.1 names. */
function coreProblems(form: FormDraft, services: Catalogue['services']): PublishingProblem[] {
  if (!services.some((one) => one.kind === 'core' && one.isWithdrawn === undefined && one.formId === form.id)) return [];
  return missingCoreKinds(form).map((kind) => problem('fields', 'core-kind-missing', { kind }));
}

function serviceProblems(draft: ServiceDraft, catalogue: Catalogue): PublishingProblem[] {
  const form = catalogue.forms.find((one) => one.id === draft.formId);
  const isHeld = draft.kind === 'core' && draft.isWithdrawn === undefined;
  const missing = form === undefined || !isHeld ? [] : missingCoreKinds(form);
  return [
    ...textProblems(draft.name, 'name'),
    ...(form === undefined ? [problem('formId', 'form-unknown')] : []),
    ...(catalogue.notices.some((one) => one.id === draft.noticeId) ? [] : [problem('noticeId', 'notice-unknown')]),
    ...missing.map((kind) => problem('formId', 'core-kind-missing', { kind })),
  ];
}

/** Whatever else keeps the content from being read back; told at its place unless that place is named already. */
function shapeProblems(item: DesignItem, found: readonly PublishingProblem[]): PublishingProblem[] {
  const parsed = {
    form: () => formDefinition.safeParse({ ...item.content, version: 1 }),
    notice: () => noticeDefinition.safeParse({ ...item.content, version: 1 }),
    service: () => service.safeParse(item.content),
  }[item.kind]();
  if (parsed.success || found.length > 0) return [];
  return parsed.error.issues.map((issue) => problem(issue.path.join('.'), 'shape'));
}

function contentProblems(item: DesignItem, catalogue: Catalogue): PublishingProblem[] {
  switch (item.kind) {
    case 'form':
      return [
        ...formProblems({ ...item.content, version: 1 }, catalogue.classes),
        ...coreProblems(item.content, catalogue.services),
      ];
    case 'notice':
      return noticeProblems(item.content, catalogue.classes);
    case 'service':
      return serviceProblems(item.content, catalogue);
  }
}

/**
 * Everything that keeps an item from being published; empty when it may be.
 * @param together what is published in the same act: it is judged beside them, as it will stand
 */
export function itemProblems(
  item: DesignItem,
  catalogue: Catalogue,
  together: readonly DesignItem[] = [],
): readonly PublishingProblem[] {
  const isNew = publishedItem(catalogue, item.kind, item.content.id) === null;
  const then = { ...catalogue, ...together.reduce<Designed>((before, one) => withItem(before, one, 1), catalogue) };
  const found = [...(isNew ? idProblems(item.content.id) : []), ...contentProblems(item, then)];
  return [...found, ...shapeProblems(item, found)];
}

/**
 * The same for a draft.
 * @param base what it was begun on; null for something new, which needs an id that nothing published has
 */
export function draftProblems(
  item: DesignItem,
  base: DesignItem | null,
  catalogue: Catalogue,
  together: readonly DesignItem[] = [],
): readonly PublishingProblem[] {
  const published = publishedItem(catalogue, item.kind, item.content.id);
  const isTaken = base === null && published !== null && !isSameItem(item, published);
  return [...(isTaken ? [problem('id', 'id-taken')] : []), ...itemProblems(item, catalogue, together)];
}

type Named = { readonly id: string };

/** In its old place when there was one, so that an order somebody chose stays. */
function put<T extends Named>(all: readonly T[], one: T): T[] {
  return all.some((other) => other.id === one.id) ? all.map((other) => (other.id === one.id ? one : other)) : [...all, one];
}

type Designed = Pick<Configuration, 'forms' | 'notices' | 'services'>;

/**
 * Forms, notices and services with the item in its place.
 * @param version of a form or a notice; a service has none
 */
export function withItem({ forms, notices, services }: Designed, item: DesignItem, version: number): Designed {
  switch (item.kind) {
    case 'form':
      return { forms: put(forms, { ...item.content, version }), notices, services };
    case 'notice':
      return { forms, notices: put(notices, { ...item.content, version }), services };
    case 'service':
      return { forms, notices, services: put(services, item.content) };
  }
}

/** The version a form or a notice has in a configuration. Null for a service. */
export function itemVersionIn(configuration: Designed, { kind, content }: DesignItem): number | null {
  if (kind === 'service') return null;
  const all = kind === 'form' ? configuration.forms : configuration.notices;
  return all.find((one) => one.id === content.id)?.version ?? null;
}

/** Do two of them name the same item? Then nobody can say which of them is meant. */
export function isNamedTwice(items: readonly DesignItem[]): boolean {
  return new Set(items.map(({ kind, content }) => `${kind} ${content.id}`)).size < items.length;
}

/** The version an item gets: one more than the highest it ever had. Null for a service. */
export function nextItemVersion(item: DesignItem, published: readonly Designed[]): number | null {
  const versions = (all: readonly { readonly id: string; readonly version: number }[]) =>
    all.filter((one) => one.id === item.content.id).map((one) => one.version);
  if (item.kind === 'service') return null;
  const all = published.flatMap((one) => versions(item.kind === 'form' ? one.forms : one.notices));
  return Math.max(0, ...all) + 1;
}
