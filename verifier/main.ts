// The verifier: shares no code with the programs that write what it checks, and needs nothing but Node.
import { CannotCheck, report, run } from './command-line.ts';

try {
  const outcome = await run(process.argv.slice(2));
  process.stdout.write(report(outcome));
  process.exitCode = outcome.findings.length === 0 ? 0 : 1;
} catch (error) {
  const why = error instanceof Error ? error.message : 'unknown';
  process.stderr.write(error instanceof CannotCheck ? `${why}\n` : `It could not be checked: ${why}\n`);
  process.exitCode = 2;
}
