// All visible text is in the text files, and every text in them is shown somewhere: neither a sentence in one language only nor a
// sentence nobody reads can slip in.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { zhCn } from '#renderer/i18n/zh-cn.ts';

const root = join(import.meta.dirname, '..', '..');
const textFile = /^(renderer\/i18n\/(zh-cn|en)[-.]|online\/texts\/)/u;
const sources = ['renderer', 'online']
  .flatMap((zone) => readdirSync(join(root, zone), { recursive: true, encoding: 'utf8' }).map((path) => join(zone, path)))
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/u.test(path) && !/\.test\.tsx?$/u.test(path) && !textFile.test(path))
  .map((path) => ({ path, code: withoutComments(readFileSync(join(root, path), 'utf8')) }));

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//gu, '').replace(/(^|[^:'"`])\/\/.*$/gmu, '$1');
}

/** A word between tags, or in an attribute that people read or hear. */
const written = [
  />\s*([^<>{}=;()]*\p{L}{2,}[^<>{}=;()]*)<\//gu,
  /\b(?:aria-label|title|placeholder|alt|label|help)="([^"]*\p{L}{2,}[^"]*)"/gu,
];

it('finds the sources', () => {
  expect(sources.length).toBeGreaterThan(80);
});

it('keeps Chinese inside the text files', () => {
  const found = sources.filter(({ code }) => /\p{Script=Han}/u.test(code)).map(({ path }) => path);
  expect(found).toEqual([]);
});

it('writes no word into a tag or a spoken attribute', () => {
  const found = sources.flatMap(({ path, code }) =>
    written.flatMap((pattern) => [...code.matchAll(pattern)].map(([, text]) => `${path}: ${text?.trim()}`)),
  );
  expect(found).toEqual([]);
});

type Tree = { readonly [key: string]: string | Tree };
function leaves(tree: Tree, path = ''): readonly string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [path + key] : leaves(value, `${path}${key}.`),
  );
}

it('has no text that nothing shows', () => {
  const keys = sources.flatMap(({ code }) => [
    ...code.matchAll(/['"`]((?:[a-zA-Z][\w/-]*|\$\{[^}]*\})(?:\.(?:[\w/-]+|\$\{[^}]*\}))*)['"`]/gu),
  ]);
  const patterns = [...new Set(keys.map(([, key = '']) => key))].map((key) => {
    const parts = key.split(/\$\{[^}]*\}/u).map((part) => part.replaceAll('.', '[.]'));
    return new RegExp(`^${parts.join('.+')}$`, 'u');
  });
  const unused = leaves(zhCn).filter((leaf) => !patterns.some((pattern) => pattern.test(leaf)));
  expect(unused).toEqual([]);
});
