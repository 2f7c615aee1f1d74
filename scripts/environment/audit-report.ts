// What `npm audit --json` says, as docs/vulnerabilities.md judges it.
import * as z from 'zod';

const severity = z.enum(['critical', 'high', 'moderate', 'low', 'info']);
const report = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(
    z.string(),
    z.object({
      severity,
      nodes: z.array(z.string()),
      via: z.array(z.union([z.string(), z.object({ title: z.string(), url: z.string() })])),
    }),
  ),
});

/** Days until a version without it is delivered, or it is written down why it cannot be reached; docs/vulnerabilities.md says the same. */
export const daysToMend: Readonly<Record<z.infer<typeof severity>, number>> = {
  critical: 3,
  high: 14,
  moderate: 60,
  low: 180,
  info: 180,
};

export interface Finding {
  readonly name: string;
  readonly severity: z.infer<typeof severity>;
  /** Nothing of it is delivered: twice the time. */
  readonly isDevelopmentOnly: boolean;
  readonly days: number;
  readonly advisories: readonly string[];
}

/**
 * @param text what npm printed
 * @param isDevelopment whether the lock file says so of the package at this place
 * @returns the worst first; null: this is no report, and nothing was checked
 */
export function readReport(text: string, isDevelopment: (place: string) => boolean): readonly Finding[] | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = report.safeParse(json);
  if (!parsed.success) return null;
  const findings = Object.entries(parsed.data.vulnerabilities).map(([name, found]): Finding => {
    const isDevelopmentOnly = found.nodes.every(isDevelopment);
    const advisories = found.via.map((one) => (typeof one === 'string' ? `through ${one}` : `${one.title} (${one.url})`));
    const days = daysToMend[found.severity] * (isDevelopmentOnly ? 2 : 1);
    return { name, severity: found.severity, isDevelopmentOnly, days, advisories };
  });
  return findings.toSorted((a, b) => a.days - b.days);
}
