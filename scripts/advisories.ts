// `npm run advisories`: asks the registry whether anything in the lock file has a published flaw (docs/vulnerabilities.md). No part of
// `npm test`: it needs a network, and what it finds changes without a change here. 0: nothing known; 1: something; 2: nobody could be asked.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readReport } from './environment/audit-report.ts';
import { root } from './environment/steps.ts';

const lock: { packages: Record<string, { readonly dev?: boolean }> } = JSON.parse(
  readFileSync(join(root, 'package-lock.json'), 'utf8'),
);
const { stdout } = spawnSync('npm', ['audit', '--json'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
  timeout: 180_000,
  shell: process.platform === 'win32',
});
const findings = readReport(stdout ?? '', (place) => lock.packages[place]?.dev === true);
if (findings === null) {
  console.error('NOT CHECKED: the registry did not answer with a report of advisories (no network, or a mirror that has none).');
  console.error('Run this where https://registry.npmjs.org can be reached. Nothing is known about the lock file now.');
  process.exitCode = 2;
} else {
  for (const { name, severity, isDevelopmentOnly, days, advisories } of findings) {
    console.log(`${severity}  ${name}${isDevelopmentOnly ? ' (development only)' : ''}  to be mended within ${days} days`);
    for (const advisory of advisories) console.log(`    ${advisory}`);
  }
  console.log(`${Object.keys(lock.packages).length - 1} packages checked, ${findings.length} with a published flaw`);
  process.exitCode = findings.length === 0 ? 0 : 1;
}
