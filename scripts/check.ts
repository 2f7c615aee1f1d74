// `npm run check`: format, lint, types, import map, dead code, then the unit tests. What fails here does not land.
import { runStep, staticChecks, unitTests } from '#scripts/environment/steps.ts';

const failed: string[] = [];
for (const step of [...staticChecks, unitTests]) {
  if (!(await runStep(step))) failed.push(step.name);
}
console.error(failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
