// Every optional dependency named in the lock file must have its own entry: npm writes incomplete lock files for packages with
// platform builds, and `npm ci` then fails on another machine.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#scripts/environment/steps.ts';

interface LockEntry {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
const lock: { packages: Record<string, LockEntry> } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

/** Looks a name up the way Node does: in the package's own folder, then in each folder above. */
function isLocked(from: string, name: string): boolean {
  for (let place = from; ; place = place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${place === '' ? '' : `${place}/`}node_modules/${name}`] !== undefined) return true;
    if (place === '') return false;
  }
}

const missing = Object.entries(lock.packages).flatMap(([place, entry]) =>
  Object.keys(entry.optionalDependencies ?? {})
    .filter((name) => !isLocked(place, name))
    .map((name) => `${place} → ${name}`),
);
for (const line of missing) console.error(`no lock entry: ${line}`);
process.exitCode = missing.length === 0 ? 0 : 1;
