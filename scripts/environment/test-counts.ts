// Reads the JSON reports of the two test runners into the same three numbers.
import * as z from 'zod';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** One line per failed test: its full name and the first line of what it said. */
  readonly failures: readonly string[];
  /** One line per skipped test, with its reason where the runner knows it. */
  readonly skipped: readonly string[];
}

const vitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  testResults: z.array(
    z.object({
      status: z.string(),
      name: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

const firstLine = (message: string | undefined): string => message?.split('\n', 1)[0] ?? '';

export function vitestCounts(json: string): Counts {
  const report = vitestReport.parse(JSON.parse(json));
  const brokenFiles = report.testResults
    .filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
    .map((file) => `${file.name}: ${firstLine(file.message)}`);
  const failures = report.testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => `${file.name}: ${test.fullName}: ${firstLine(test.failureMessages?.[0])}`),
  );
  const skipped = report.testResults
    .flatMap((file) => file.assertionResults)
    .filter((test) => test.status !== 'passed' && test.status !== 'failed')
    .map((test) => test.fullName);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    failures: [...brokenFiles, ...failures],
    skipped,
  };
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

function testsIn(suite: Suite): { title: string; status: string; skipReason: string }[] {
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests.map(({ status, annotations }) => ({
      title: spec.title,
      status,
      skipReason: annotations.find(({ type }) => type === 'skip')?.description ?? 'no reason given',
    })),
  );
  return [...own, ...(suite.suites ?? []).flatMap(testsIn)];
}

export function playwrightCounts(json: string): Counts {
  const { stats, errors, suites } = playwrightReport.parse(JSON.parse(json));
  const isEmpty = stats.expected + stats.unexpected + stats.flaky === 0;
  const tests = suites.flatMap(testsIn);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + (errors.length > 0 || isEmpty ? 1 : 0),
    failures: tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ title, status }) => `${title}: ${status}`),
    skipped: tests.filter(({ status }) => status === 'skipped').map(({ title, skipReason }) => `${title}: ${skipReason}`),
  };
}
