// docs/compliance.md names every rule once, and only paths that exist; a rule called built or partly names code and test.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
/** How many rules each chapter of the measures has. */
const chapters: Readonly<Record<string, number>> = {
  R1: 5,
  R2: 6,
  R3: 7,
  R4: 7,
  R5: 5,
  R6: 6,
  R7: 7,
  R8: 3,
  R9: 5,
  R10: 5,
  R11: 3,
};
const productRules = 8;

const rows = readFileSync(join(root, 'docs', 'compliance.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| [RS]\d/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, rule = '', state = '', , code = '', tests = '']) => ({ rule, state, code, tests }));

function pathsIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, path]) => path ?? '');
}

test('every rule stands in the table exactly once', () => {
  const expected = Object.entries(chapters).flatMap(([chapter, count]) =>
    Array.from({ length: count }, (_, i) => `${chapter}.${i + 1}`),
  );
  const product = Array.from({ length: productRules }, (_, i) => `S${i + 1}`);
  expect(rows.map(({ rule }) => rule)).toEqual([...expected, ...product]);
});

test('what is claimed names code and tests that exist', () => {
  for (const { rule, state, code, tests } of rows) {
    expect(['built', 'partly', 'not yet'], rule).toContain(state);
    for (const path of [...pathsIn(code), ...pathsIn(tests)]) expect(existsSync(join(root, path)), `${rule}: ${path}`).toBe(true);
    if (state === 'not yet') continue;
    expect(pathsIn(code), rule).not.toEqual([]);
    expect(pathsIn(tests), rule).not.toEqual([]);
    for (const path of pathsIn(tests)) expect(path, rule).toMatch(/\.(test|spec)\.tsx?$/);
  }
});
