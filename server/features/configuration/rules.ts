// What must hold inside a draft and between it and what was published before. Pure; every problem is reported, not only the first.
import { canonicalJson } from '#src/base/canonical-json.ts';
import { noticeProblems } from '#src/domain/consent/publishing.ts';
import type { NoticeDefinition } from '#src/domain/consent/schema.ts';
import { formProblems, missingCoreKinds } from '#src/domain/forms/publishing.ts';
import type { FormDefinition } from '#src/domain/forms/schema.ts';
import type { Configuration, Service } from '#src/domain/organisation/schema.ts';
import type { ReadingGrant } from '#src/domain/reading/grants.ts';
import type { DraftProblem, OrganisationDraft } from './draft.ts';
import { publishingReasons } from './reasons.ts';

function repeated(path: string, ids: readonly string[]): DraftProblem[] {
  const seen = new Set<string>();
  return ids.flatMap((id, index) => {
    if (seen.has(id)) return [{ path: `${path}.${index}`, reason: 'occurs twice' }];
    seen.add(id);
    return [];
  });
}

/** The publishing rules of the forms domain, told at their place in the file. */
function problemsOfForm(form: FormDefinition, path: string, classes: readonly string[]): DraftProblem[] {
  return formProblems(form, classes).map((found) => ({
    path: found.path === '' ? path : `${path}.${found.path}`,
    reason: publishingReasons[found.code],
  }));
}

function problemsOfNotice(notice: NoticeDefinition, path: string, classes: readonly string[]): DraftProblem[] {
  return noticeProblems(notice, classes).map((found) => ({
    path: `${path}.${found.path}`,
    reason: publishingReasons[found.code],
  }));
}

/** R2.1: a core service collects name, identity-document number and contact, whatever else it asks. */
function serviceProblems(service: Service, path: string, draft: OrganisationDraft): DraftProblem[] {
  const problems: DraftProblem[] = [];
  const form = draft.forms.find((candidate) => candidate.id === service.formId);
  if (form === undefined) problems.push({ path: `${path}.formId`, reason: 'is no form of this file' });
  if (!draft.notices.some((notice) => notice.id === service.noticeId)) {
    problems.push({ path: `${path}.noticeId`, reason: 'is no notice of this file' });
  }
  if (form === undefined || service.kind !== 'core' || service.isWithdrawn !== undefined) return problems;
  for (const kind of missingCoreKinds(form)) {
    problems.push({ path: `${path}.formId`, reason: `is a form that does not ask everybody for ${kind} (R2.1)` });
  }
  return problems;
}

function departmentProblems(id: string | undefined, path: string, known: readonly string[]): DraftProblem[] {
  if (id === undefined || known.includes(id)) return [];
  return [{ path: `${path}.departmentId`, reason: 'is no department of this file' }];
}

/** A grant names what exists, and never whoever keeps the machines: setting up and reading are two duties (R5.2). */
function grantProblems(grant: ReadingGrant, path: string, draft: OrganisationDraft): DraftProblem[] {
  const departments = draft.departments.map((department) => department.id);
  const problems = departmentProblems(grant.departmentId, path, departments);
  if (!draft.classes.includes(grant.className)) problems.push({ path: `${path}.className`, reason: 'is no class of this file' });
  if (grant.role === 'it-administrator') problems.push({ path: `${path}.role`, reason: 'may not read values (R5.2)' });
  return problems;
}

/** Problems inside one file. */
export function draftProblems(draft: OrganisationDraft): DraftProblem[] {
  const branches = draft.branches.map((branch) => branch.id);
  const departments = draft.departments.map((department) => department.id);
  return [
    ...repeated('branches', branches),
    ...repeated('classes', draft.classes),
    ...repeated('departments', departments),
    ...repeated(
      'services',
      draft.services.map((service) => service.id),
    ),
    ...repeated(
      'forms',
      draft.forms.map((form) => form.id),
    ),
    ...repeated(
      'notices',
      draft.notices.map((notice) => notice.id),
    ),
    ...repeated(
      'staff',
      draft.staff.map((member) => member.id),
    ),
    ...repeated(
      'staff',
      draft.staff.map((member) => member.number),
    ),
    ...repeated(
      'workingDays',
      draft.workingDays.map(({ date }) => date),
    ),
    ...draft.forms.flatMap((form, index) => problemsOfForm(form, `forms.${index}`, draft.classes)),
    ...draft.notices.flatMap((notice, index) => problemsOfNotice(notice, `notices.${index}`, draft.classes)),
    ...draft.services.flatMap((service, index) => serviceProblems(service, `services.${index}`, draft)),
    ...draft.staff.flatMap((member, index) =>
      branches.includes(member.branchId) ? [] : [{ path: `staff.${index}.branchId`, reason: 'is no branch of this file' }],
    ),
    ...draft.staff.flatMap((member, index) => departmentProblems(member.departmentId, `staff.${index}`, departments)),
    ...draft.grants.flatMap((grant, index) => grantProblems(grant, `grants.${index}`, draft)),
  ];
}

type Versioned = FormDefinition | NoticeDefinition;

/** A published version never changes its content, and versions never go back. */
function versionProblems<T extends Versioned>(path: string, drafted: readonly T[], published: readonly T[]): DraftProblem[] {
  return drafted.flatMap((item, index) => {
    const sameId = published.filter((other) => other.id === item.id);
    const same = sameId.find((other) => other.version === item.version);
    const at = `${path}.${index}.version`;
    if (same !== undefined && canonicalJson(same) !== canonicalJson(item)) {
      return [{ path: at, reason: 'was published with another content; a change needs the next version' }];
    }
    const isOlder = sameId.some((other) => other.version > item.version);
    return isOlder ? [{ path: at, reason: 'is older than the published one' }] : [];
  });
}

/**
 * Problems against everything published so far.
 * @param published every configuration so far, the newest last; empty at init
 */
export function historyProblems(draft: OrganisationDraft, published: readonly Configuration[]): DraftProblem[] {
  const newest = published.at(-1);
  const known = newest?.staff.map((member) => member.id) ?? [];
  const problems = draft.staff.flatMap((member, index) =>
    member.passphraseVerifier !== undefined || known.includes(member.id)
      ? []
      : [{ path: `staff.${index}.passphraseVerifier`, reason: 'is missing, and this member is new' }],
  );
  if (newest === undefined) return problems;
  if (draft.organisation.id !== newest.organisation.id)
    problems.push({ path: 'organisation.id', reason: 'is another organisation' });
  for (const [index, name] of draft.classes.entries()) {
    if (!newest.classes.some((known) => known.name === name)) {
      problems.push({ path: `classes.${index}`, reason: 'has no key; classes are made at init' });
    }
  }
  return [
    ...problems,
    ...versionProblems(
      'forms',
      draft.forms,
      published.flatMap((one) => one.forms),
    ),
    ...versionProblems(
      'notices',
      draft.notices,
      published.flatMap((one) => one.notices),
    ),
  ];
}
