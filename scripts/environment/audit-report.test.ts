import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { daysToMend, readReport } from './audit-report.ts';

const found = (severity: string, nodes: string[]) => ({
  name: 'x',
  severity,
  isDirect: false,
  via: [{ source: 1, title: 'A flaw', url: 'https://advisory.example/1' }, 'another'],
  nodes,
  fixAvailable: true,
});
const reportOf = (vulnerabilities: object) => JSON.stringify({ auditReportVersion: 2, vulnerabilities, metadata: {} });

test('the worst comes first, and what is not delivered has twice the time', () => {
  const text = reportOf({
    shown: found('moderate', ['node_modules/shown']),
    tool: found('critical', ['node_modules/tool']),
    both: found('high', ['node_modules/tool/node_modules/both', 'node_modules/both']),
  });
  const findings = readReport(text, (place) => place.startsWith('node_modules/tool'));
  expect(findings?.map(({ name, days, isDevelopmentOnly }) => [name, days, isDevelopmentOnly])).toEqual([
    ['tool', 6, true],
    ['both', 14, false],
    ['shown', 60, false],
  ]);
  expect(findings?.[0]?.advisories).toEqual(['A flaw (https://advisory.example/1)', 'through another']);
  expect(readReport(reportOf({}), () => false)).toEqual([]);
});

test.each([
  '',
  'npm error',
  '{"message":"405 Method Not Allowed","statusCode":405}',
  '{"auditReportVersion":3,"vulnerabilities":{}}',
])('whatever is no report was no check: %s', (text) => expect(readReport(text, () => false)).toBeNull());

test('the policy says the same days', () => {
  const policy = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'vulnerabilities.md'), 'utf8');
  for (const severity of ['critical', 'high', 'moderate', 'low'] as const) {
    expect(policy).toContain(`| ${severity} | ${daysToMend[severity]} days | ${daysToMend[severity] * 2} days |`);
  }
});
