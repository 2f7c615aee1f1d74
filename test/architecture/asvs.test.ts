// docs/asvs.md holds every requirement of OWASP ASVS 5.0.0 of levels 1 and 2 exactly once, in order, and shows what it claims by paths
// that exist.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

/** The requirements of both levels, by section. Numbers left out are level 3. */
const sections: Readonly<Record<string, readonly number[]>> = {
  '1.1': [1, 2],
  '1.2': [1, 2, 3, 4, 5, 6, 7, 8, 9],
  '1.3': [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  '1.4': [1, 2, 3],
  '1.5': [1, 2],
  '2.1': [1, 2, 3],
  '2.2': [1, 2, 3],
  '2.3': [1, 2, 3, 4],
  '2.4': [1],
  '3.2': [1, 2],
  '3.3': [1, 2, 3, 4],
  '3.4': [1, 2, 3, 4, 5, 6],
  '3.5': [1, 2, 3, 4, 5],
  '3.7': [1, 2],
  '4.1': [1, 2, 3],
  '4.2': [1],
  '4.3': [1, 2],
  '4.4': [1, 2, 3, 4],
  '5.1': [1],
  '5.2': [1, 2, 3],
  '5.3': [1, 2],
  '5.4': [1, 2, 3],
  '6.1': [1, 2, 3],
  '6.2': [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  '6.3': [1, 2, 3, 4],
  '6.4': [1, 2, 3, 4],
  '6.5': [1, 2, 3, 4, 5],
  '6.6': [1, 2, 3],
  '6.8': [1, 2, 3, 4],
  '7.1': [1, 2, 3],
  '7.2': [1, 2, 3, 4],
  '7.3': [1, 2],
  '7.4': [1, 2, 3, 4, 5],
  '7.5': [1, 2],
  '7.6': [1, 2],
  '8.1': [1, 2],
  '8.2': [1, 2, 3],
  '8.3': [1],
  '8.4': [1],
  '9.1': [1, 2, 3],
  '9.2': [1, 2, 3, 4],
  '10.1': [1, 2],
  '10.2': [1, 2],
  '10.3': [1, 2, 3, 4],
  '10.4': [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  '10.5': [1, 2, 3, 4, 5],
  '10.6': [1, 2],
  '10.7': [1, 2, 3],
  '11.1': [1, 2],
  '11.2': [1, 2, 3],
  '11.3': [1, 2, 3],
  '11.4': [1, 2, 3, 4],
  '11.5': [1],
  '11.6': [1],
  '12.1': [1, 2, 3],
  '12.2': [1, 2],
  '12.3': [1, 2, 3, 4],
  '13.1': [1],
  '13.2': [1, 2, 3, 4, 5],
  '13.3': [1, 2],
  '13.4': [1, 2, 3, 4, 5],
  '14.1': [1, 2],
  '14.2': [1, 2, 3, 4],
  '14.3': [1, 2, 3],
  '15.1': [1, 2, 3],
  '15.2': [1, 2, 3],
  '15.3': [1, 2, 3, 4, 5, 6, 7],
  '16.1': [1],
  '16.2': [1, 2, 3, 4, 5],
  '16.3': [1, 2, 3, 4],
  '16.4': [1, 2, 3],
  '16.5': [1, 2, 3],
  '17.1': [1],
  '17.2': [1, 2, 3, 4],
  '17.3': [1, 2],
};
const levels: Readonly<Record<string, number>> = { '1': 70, '2': 183 };
const states = ['met', 'partly', 'open', 'not applicable'];

const text = readFileSync(join(root, 'docs', 'asvs.md'), 'utf8');
const cells = text
  .split('\n')
  .filter((line) => /^\| \d+\.\d+\.\d+ \|/.test(line))
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim()));
/** The summary has four columns, the chapters five. */
const summary = cells.filter((row) => row.length === 4);
const rows = cells
  .filter((row) => row.length === 5)
  .map(([id = '', level = '', requirement = '', state = '', evidence = '']) => ({ id, level, requirement, state, evidence }));

function pathsIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)]
    .map(([, path]) => path ?? '')
    .filter((path) => /^(?:[\w-]+\/)+[\w.-]+$|^[\w.-]+\.(?:md|json|ts)$/.test(path));
}

test('every requirement of levels 1 and 2 stands in the table exactly once', () => {
  const expected = Object.entries(sections).flatMap(([section, numbers]) => numbers.map((number) => `${section}.${number}`));
  expect(rows.map(({ id }) => id)).toEqual(expected);
  for (const [level, count] of Object.entries(levels)) expect(rows.filter((row) => row.level === level)).toHaveLength(count);
});

test('each has a state, and what is claimed is shown by files that exist', () => {
  for (const { id, requirement, state, evidence } of rows) {
    expect(requirement, id).not.toBe('');
    expect(states, id).toContain(state);
    expect(evidence, id).not.toBe('');
    for (const path of pathsIn(evidence)) expect(existsSync(join(root, path)), `${id}: ${path}`).toBe(true);
    if (state === 'met' || state === 'partly') expect(pathsIn(evidence), id).not.toEqual([]);
  }
});

test('the summary above is that of the table: the open ones first, then the partly met', () => {
  const wanted = ['open', 'partly'].flatMap((state) => rows.filter((row) => row.state === state));
  expect(summary.map(([id, , , state]) => [id, state])).toEqual(wanted.map(({ id, state }) => [id, state]));
  const count = (state: string) => rows.filter((row) => row.state === state).length;
  expect(text).toContain(
    `${rows.length} requirements: ${count('met')} met, ${count('partly')} partly, ${count('open')} open, ${count('not applicable')} not applicable.`,
  );
});
