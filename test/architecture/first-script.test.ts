// What the sign-in field waits for is one small script (docs/performance.md). One import too many brings the schemas, the identity
// rules and the tables of regions into it, and nothing but the start gets slower: so they are looked for here.
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const zones: Readonly<Record<string, string>> = { '#renderer/': 'renderer', '#src/': 'src' };

/** Of one file: what it loads when it runs. Types are gone by then, and `import()` comes later. */
function staticImports(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8');
  const statements = text.matchAll(/^(?:import|export)\s(?!type\b)(?:[^'";]*?\sfrom\s)?'([^']+)';/gmu);
  return [...statements].filter(([statement]) => !isTypesOnly(statement)).map(([, from = '']) => from);
}

function isTypesOnly(statement: string): boolean {
  const named = /\{([^}]*)\}/u.exec(statement)?.[1]?.split(',') ?? [];
  const names = named.map((name) => name.trim()).filter((name) => name !== '');
  return names.length > 0 && names.every((name) => name.startsWith('type '));
}

/** Files of ours and packages that the script of this entry holds. */
function heldBy(entry: string): { readonly files: ReadonlySet<string>; readonly packages: ReadonlySet<string> } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const open = [join(root, entry)];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (files.has(relative(root, file))) continue;
    files.add(relative(root, file));
    if (!/\.tsx?$/u.test(file)) continue;
    for (const from of staticImports(file)) {
      const zone = Object.keys(zones).find((prefix) => from.startsWith(prefix));
      if (zone !== undefined) open.push(join(root, zones[zone] ?? '', from.slice(zone.length)));
      else if (from.startsWith('.')) open.push(join(dirname(file), from));
      else packages.add(from);
    }
  }
  return { files, packages };
}

test('what stands the sign-in form up holds no library and no texts', () => {
  const { files, packages } = heldBy('renderer/app/early.ts');
  expect([...packages]).toEqual([]);
  expect([...files].toSorted()).toEqual([
    'renderer/app/early.ts',
    'renderer/bridge/api.ts',
    'renderer/features/staff/early-sign-in.ts',
    'renderer/i18n/saved-language.ts',
    'renderer/ui/look.ts',
    'src/base/result.ts',
  ]);
});

test('the first screen holds no schema, no rule of registration and no page behind the sign-in', () => {
  const { files, packages } = heldBy('renderer/app/main.tsx');
  const libraries = ['@tanstack/react-query', 'i18next', 'react', 'react-dom', 'react-dom/client', 'react-i18next'];
  expect([...packages].toSorted()).toEqual(libraries);
  const held = [...files];
  expect(held).toContain('renderer/features/staff/sign-in-screen.tsx');
  expect(held.filter((file) => /^src\/(domain|contract|crypto)\//u.test(file))).toEqual([]);
  expect(held.filter((file) => /^renderer\/i18n\/en/u.test(file))).toEqual([]);
  expect(held).not.toContain('renderer/app/frame.tsx');
  expect(held.length).toBeLessThan(90);
});

test('it would notice: what the frame loads is found', () => {
  const { files, packages } = heldBy('renderer/app/frame.tsx');
  expect(packages).toContain('zod');
  expect([...files].some((file) => file.startsWith('src/domain/identity/'))).toBe(true);
});
