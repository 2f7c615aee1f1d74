import { describe, expect, test } from 'vitest';
import { demonstrationOrganisation } from '#server/demo/organisation.ts';
import { type Configuration, configuration } from '#src/domain/organisation/schema.ts';
import { type OrganisationDraft, parseDraft } from './draft.ts';
import { draftProblems, historyProblems } from './rules.ts';

const draft = await demonstrationOrganisation(Date.UTC(2026, 10, 24));

/** A copy with one change, given as plain JSON so that wrong values can be written too. */
function changed(change: (copy: OrganisationDraft) => void): OrganisationDraft {
  const copy = structuredClone(draft);
  change(copy);
  return copy;
}

function publish(from: OrganisationDraft): Configuration {
  const key = { keyId: 'k', key: 'AAAA' };
  const classes = from.classes.map((name) => ({ name, sealTo: key }));
  const staff = from.staff.map(({ hasInitialPassphrase: _said, ...member }) => member);
  const given = { version: 1, issuedAt: '2026-11-24T08:00:00.000Z', recoveryKey: key };
  return configuration.parse({ ...from, ...given, classes, staff });
}

describe('one file', () => {
  test('the demonstration is in order', () => {
    expect(parseDraft(JSON.parse(JSON.stringify(draft)))).toEqual({ draft });
    expect(draftProblems(draft)).toEqual([]);
    expect(historyProblems(draft, [])).toEqual([]);
  });

  test('a field without purpose or necessity does not parse, and the path says where (R1.4)', () => {
    const copy = JSON.parse(JSON.stringify(draft));
    delete copy.forms[0].fields[5].purpose;
    delete copy.forms[0].fields[4].necessity.en;
    const parsed = parseDraft(copy);
    expect('problems' in parsed && parsed.problems.map((problem) => problem.path)).toEqual([
      'forms.0.fields.4.necessity.en',
      'forms.0.fields.5.purpose',
    ]);
  });

  test('a notice without rules of use does not parse (R2.5)', () => {
    const copy = JSON.parse(JSON.stringify(draft));
    copy.notices[0].sections = copy.notices[0].sections.filter((section: { topic: string }) => section.topic !== 'rules');
    expect('problems' in parseDraft(copy)).toBe(true);
  });

  test.each<[string, string, (copy: OrganisationDraft) => void]>([
    ['an unknown form', 'services.0.formId', (copy) => Object.assign(copy.services[0] ?? {}, { formId: 'x' })],
    ['an unknown notice', 'services.1.noticeId', (copy) => Object.assign(copy.services[1] ?? {}, { noticeId: 'x' })],
    ['an unknown class', 'forms.0.fields.0.class', (copy) => Object.assign(copy.forms[0]?.fields[0] ?? {}, { class: 'x' })],
    ['an unknown branch', 'staff.2.branchId', (copy) => Object.assign(copy.staff[2] ?? {}, { branchId: 'x' })],
    ['a number used twice', 'staff.1', (copy) => Object.assign(copy.staff[1] ?? {}, { number: '1001' })],
    [
      'a day listed twice',
      'workingDays.1',
      (copy) => Object.assign(copy.workingDays[1] ?? {}, { date: copy.workingDays[0]?.date }),
    ],
    ['a class named twice', 'classes.4', (copy) => copy.classes.push('identity')],
    ['a field named twice', 'forms.0.fields.6', (copy) => Object.assign(copy.forms[0]?.fields[6] ?? {}, { name: 'address' })],
    [
      'a document number without its type',
      'forms.0.fields.2.input.typeField',
      (copy) => Object.assign(copy.forms[0]?.fields[2] ?? {}, { input: { kind: 'document-number', typeField: 'name' } }),
    ],
  ])('%s', (_name, path, change) => {
    expect(draftProblems(changed(change)).map((problem) => problem.path)).toContain(path);
  });

  test('a core service collects name, number and contact as core fields (R2.1)', () => {
    const copy = changed((one) => Object.assign(one.forms[0]?.fields[3] ?? {}, { part: 'supplementary' }));
    expect(draftProblems(copy).map((problem) => problem.reason)).toEqual([
      expect.stringContaining('phone'),
      expect.stringContaining('phone'),
    ]);
  });
});

describe('against what was published', () => {
  const published = [publish(draft)];

  test('an unchanged file and a next version pass', () => {
    expect(historyProblems(draft, published)).toEqual([]);
    const next = changed((copy) =>
      Object.assign(copy.forms[0] ?? {}, { version: 2, reviewChecks: copy.forms[0]?.reviewChecks.slice(1) }),
    );
    expect(historyProblems(next, published)).toEqual([]);
  });

  test.each<[string, string, (copy: OrganisationDraft) => void]>([
    ['another content under a published version', 'forms.0.version', (copy) => copy.forms[0]?.reviewChecks.pop()],
    ['another notice under a published version', 'notices.0.version', (copy) => copy.notices[0]?.sections.pop()],
    ['a class without a key', 'classes.4', (copy) => copy.classes.push('portrait')],
    ['another organisation', 'organisation.id', (copy) => Object.assign(copy.organisation, { id: 'x' })],
    [
      'a new member without a passphrase',
      'staff.0.passphraseVerifier',
      (copy) => {
        const { passphraseVerifier: _verifier, ...member } = structuredClone(
          copy.staff[0] ?? draft.staff[0],
        ) as OrganisationDraft['staff'][number];
        copy.staff[0] = { ...member, id: 'new' };
      },
    ],
  ])('%s', (_name, path, change) => {
    expect(historyProblems(changed(change), published).map((problem) => problem.path)).toContain(path);
  });

  test('a version never goes back', () => {
    const newer = publish(changed((copy) => Object.assign(copy.forms[0] ?? {}, { version: 3 })));
    const problems = historyProblems(
      changed((copy) => Object.assign(copy.forms[0] ?? {}, { version: 2 })),
      [newer],
    );
    expect(problems).toEqual([{ path: 'forms.0.version', reason: 'is older than the published one' }]);
  });
});
