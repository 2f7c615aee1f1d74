import { describe, expect, test } from 'vitest';
import { role } from '#src/domain/access/roles.ts';
import { mayRead, type ReadingGrant, readableClasses, readingPurposes } from './grants.ts';

const grants: readonly ReadingGrant[] = [
  { role: 'department-head', departmentId: 'sales', className: 'identity', purposes: ['service', 'risk-control'] },
  { role: 'department-head', departmentId: 'tax', className: 'contact', purposes: ['tax-filing'] },
  { role: 'inspector', className: 'identity', purposes: ['supervision'] },
  { role: 'inspector', className: 'identity', purposes: ['regulatory-report'] },
];
const classNames = ['identity', 'contact', 'supplementary', 'portrait'];
const departments = ['sales', 'tax', undefined];

/** Everything that is allowed; all else is not. */
const allowed = [
  'department-head sales identity service',
  'department-head sales identity risk-control',
  'department-head tax contact tax-filing',
  ...departments.flatMap((department) => [
    `inspector ${department} identity supervision`,
    `inspector ${department} identity regulatory-report`,
  ]),
];

function reader(who: (typeof role.options)[number], departmentId: string | undefined) {
  return departmentId === undefined ? { role: who } : { role: who, departmentId };
}

describe('who may read what', () => {
  test('every role, department, class and purpose: what a grant names, and nothing else', () => {
    const found = role.options.flatMap((who) =>
      departments.flatMap((department) =>
        classNames.flatMap((className) =>
          readingPurposes
            .filter((purpose) => mayRead(grants, reader(who, department), className, purpose))
            .map((purpose) => `${who} ${department} ${className} ${purpose}`),
        ),
      ),
    );
    expect(found.toSorted()).toEqual(allowed.toSorted());
  });

  test('the same is shown as what one may read', () => {
    for (const who of role.options) {
      for (const department of departments) {
        const shown = readableClasses(grants, reader(who, department)).flatMap(({ className, purposes }) =>
          purposes.map((purpose) => `${who} ${department} ${className} ${purpose}`),
        );
        expect(shown.toSorted()).toEqual(allowed.filter((one) => one.startsWith(`${who} ${department} `)).toSorted());
      }
    }
  });

  test('without grants nobody reads', () => {
    for (const who of role.options) expect(readableClasses([], { role: who })).toEqual([]);
  });
});
