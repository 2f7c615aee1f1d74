// Reads the JSON reports of the two test runners into the same three numbers.
import * as z from 'zod';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** One line per skipped test, with its reason where the runner knows it. */
  readonly skipped: readonly string[];
}

const vitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(
    z.object({
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

export function vitestCounts(json: string): Counts {
  const report = vitestReport.parse(JSON.parse(json));
  const brokenFiles = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  const skipped = report.testResults
    .flatMap((file) => file.assertionResults)
    .filter((test) => test.status !== 'passed' && test.status !== 'failed')
    .map((test) => test.fullName);
  return { passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles, skipped };
}

interface Suite {
  readonly specs?: readonly {
    readonly title: string;
    readonly tests: readonly {
      readonly status: string;
      readonly annotations: readonly { type: string; description?: string }[];
    }[];
  }[];
  readonly suites?: readonly Suite[];
}
const playwrightReport = z.object({
  suites: z.array(z.custom<Suite>()),
  errors: z.array(z.unknown()),
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int() }),
});

function skippedIn(suite: Suite): string[] {
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests
      .filter((test) => test.status === 'skipped')
      .map((test) => `${spec.title}: ${test.annotations.find(({ type }) => type === 'skip')?.description ?? 'no reason given'}`),
  );
  return [...own, ...(suite.suites ?? []).flatMap(skippedIn)];
}

export function playwrightCounts(json: string): Counts {
  const { stats, errors, suites } = playwrightReport.parse(JSON.parse(json));
  const isEmpty = stats.expected + stats.unexpected + stats.flaky === 0;
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + (errors.length > 0 || isEmpty ? 1 : 0),
    skipped: suites.flatMap(skippedIn),
  };
}
