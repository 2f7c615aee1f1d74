import { expect, it } from 'vitest';
import { joinGroups, typeGroup } from './enrolment-groups.ts';

const none = Array.from({ length: 8 }, () => '');
const code = 'ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-2345-6789';

it('moves on when a group is full', () => {
  expect(typeGroup(none, 0, 'abc')).toMatchObject({ next: 0, groups: ['ABC', '', '', '', '', '', '', ''] });
  expect(typeGroup(none, 0, 'abcd').next).toBe(1);
  expect(typeGroup(none, 7, 'abcd').next).toBe(7);
});

it.each([
  code,
  code.toLowerCase(),
  code.replaceAll('-', ' '),
  code.replaceAll('-', ''),
  ` ${code}\n`,
  code.replaceAll('-', '－'),
])('takes a whole code pasted into any group: %s', (pasted) => {
  for (const index of [0, 3, 7]) expect(joinGroups(typeGroup(none, index, pasted).groups)).toBe(code);
});

it('lets the rest of a partial paste flow on', () => {
  expect(typeGroup(none, 2, 'ABCD-EFG')).toMatchObject({ next: 4, groups: ['', '', 'ABCD', 'EFG', '', '', '', ''] });
});
