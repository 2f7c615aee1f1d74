// Runs the project's own tools one after another and keeps what they said.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

export interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Everything the tool says goes to stderr, where stdout is a result that somebody reads. */
  readonly isAside?: boolean;
}

/** Runs one tool with its output shown. @returns true when it exited with 0 */
export function runStep(step: Step): Promise<boolean> {
  console.error(`\n── ${step.name}`);
  return new Promise((resolve) => {
    const stdout = step.isAside === true ? 2 : 'inherit';
    const env = { ...process.env, ...step.env };
    const child = spawn(step.command, step.args, { cwd: root, stdio: ['inherit', stdout, 'inherit'], env });
    child.once('error', (error) => {
      console.error(error.message);
      resolve(false);
    });
    child.once('exit', (code) => resolve(code === 0));
  });
}

function packageScript(name: string, script: string): Step {
  return { name, command: process.execPath, args: ['--run', script] };
}

/** The static checks: no exception lists, the same here and in continuous integration. */
export const staticChecks: readonly Step[] = [
  packageScript('format and lint (biome)', 'lint'),
  packageScript('types (tsc)', 'types'),
  packageScript('import map (dependency-cruiser)', 'layers'),
  packageScript('dead code and unused packages (knip)', 'dead-code'),
  packageScript('lock file is complete', 'lock-check'),
];

/** The quick tests: pure rules and screens. */
export const unitTests = packageScript('unit tests (vitest)', 'unit');
