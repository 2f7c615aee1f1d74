// The import map must catch what it forbids: each seeded file breaks one rule on purpose, in a copy of the zones' layout. Without
// this, a scanner that reads nothing (as has happened with a newer compiler) would pass everything.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const copy = mkdtempSync(join(tmpdir(), 'countersign-map-'));
const electron = join('node_modules', 'electron');
const zones = ['src', 'main', 'renderer', 'online', 'server', 'verifier', 'scripts'];

const seeds: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['base-sees-nothing', 'src/base/seed.ts', "export * from '#src/domain/access/roles.ts';"],
  [
    'domain-is-pure',
    'src/domain/seed/a.ts',
    "import type { ErrorCode } from '#src/contract/errors.ts';\nexport type Seed = ErrorCode;",
  ],
  ['pure-core-no-node', 'src/domain/seed/b.ts', "export { readFileSync } from 'node:fs';"],
  ['crypto-is-confined', 'main/kernel/seed-crypto.ts', "export { createHash } from 'node:crypto';"],
  ['renderer-sees-core', 'renderer/app/seed.ts', "export * from '#src/node/crypto/hash.ts';"],
  ['online-sees-core', 'online/app/seed.ts', "export * from '#renderer/bridge/api.ts';"],
  ['what-pages-share-has-no-bridge', 'renderer/features/forms/seed.ts', "export * from '#renderer/bridge/api.ts';"],
  ['main-sees-core', 'main/app/seed.ts', "import type { b } from '#server/features/other/b.ts';\nexport type Seed = typeof b;"],
  ['verifier-shares-nothing', 'verifier/seed-core.ts', "export * from '#src/domain/audit/tree.ts';"],
  ['verifier-shares-nothing', 'verifier/seed-package.ts', "export * from 'canonicalize';"],
  ['nothing-leans-on-the-verifier', 'server/kernel/seed.ts', "export * from '#verifier/merkle.ts';"],
  ['features-do-not-meet', 'server/features/seed/a.ts', "export * from '#server/features/other/b.ts';"],
  ['only-app-wires-features', 'main/rpc/seed.ts', "export * from '#main/features/seed/a.ts';"],
  ['program-does-not-know-its-host', 'main/kernel/seed.ts', "export * from '#main/electron/seed.ts';"],
  ['electron-is-confined', 'main/features/seed/a.ts', "export { app } from 'electron';"],
  ['ui-has-no-business', 'renderer/ui/seed.ts', "export * from '#src/domain/access/roles.ts';"],
  ['migrations-are-frozen', 'main/store/migrations/9999-seed.ts', "export * from '#src/domain/access/roles.ts';"],
  ['no-tests-in-product', 'server/seed.ts', "export * from '#test/support/cuttable-link.ts';"],
  ['no-cycles', 'src/base/seed-x.ts', "import '#src/base/seed-y.ts';\nexport const x = 1;"],
];
const others: readonly (readonly [file: string, text: string])[] = [
  ['server/features/other/b.ts', 'export const b = 1;'],
  ['main/electron/seed.ts', 'export const host = 1;'],
  ['src/base/seed-y.ts', "import '#src/base/seed-x.ts';\nexport const y = 1;"],
];

beforeAll(() => {
  for (const name of ['.dependency-cruiser.cjs', 'package.json', 'tsconfig.base.json'])
    cpSync(join(root, name), join(copy, name));
  for (const zone of [...zones, 'test/support']) cpSync(join(root, zone), join(copy, zone), { recursive: true });
  for (const file of ['package.json', 'index.js']) cpSync(join(root, electron, file), join(copy, electron, file));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function cruise(): { violations: { rule: { name: string }; from: string }[]; totalCruised: number } {
  const { stdout } = spawnSync('depcruise', [...zones, '--config', '--output-type', 'json'], {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: 200_000_000,
  });
  return JSON.parse(stdout).summary;
}

test('the map reads the files and finds them clean', () => {
  const files = execFileSync('git', ['ls-files', ...zones], { cwd: root, encoding: 'utf8' }).match(/\.tsx?$/gm) ?? [];
  const summary = cruise();
  expect(summary.violations).toEqual([]);
  expect(summary.totalCruised).toBeGreaterThanOrEqual(files.length);
});

test('every seeded violation is caught under its own rule', () => {
  for (const [file, text] of [...others, ...seeds.map(([, file, text]) => [file, text] as const)]) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), text);
  }
  const found = cruise().violations.map(({ rule, from }) => `${rule.name} ${from}`);
  for (const [rule, file] of seeds) expect(found).toContain(`${rule} ${file}`);
});
