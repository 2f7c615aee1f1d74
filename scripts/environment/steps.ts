// Runs the project's own tools one after another and keeps what they said.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

export interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs one tool with its output shown. @returns true when it exited with 0 */
export function runStep(step: Step): Promise<boolean> {
  console.error(`\n── ${step.name}`);
  return new Promise((resolve) => {
    const child = spawn(step.command, step.args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...step.env } });
    child.once('error', (error) => {
      console.error(error.message);
      resolve(false);
    });
    child.once('exit', (code) => resolve(code === 0));
  });
}

/** The static checks: no exception lists, the same here and in continuous integration. */
export const staticChecks: readonly Step[] = [
  { name: 'format and lint (biome)', command: 'biome', args: ['check', '--error-on-warnings', '.'] },
  { name: 'types (tsc)', command: 'tsc', args: ['-b'] },
  {
    name: 'import map (dependency-cruiser)',
    command: 'depcruise',
    args: ['src', 'main', 'renderer', 'server', 'scripts', 'test', '--config'],
  },
  { name: 'dead code and unused packages (knip)', command: 'knip', args: [] },
  { name: 'lock file is complete', command: process.execPath, args: ['scripts/environment/lock-check.ts'] },
];
