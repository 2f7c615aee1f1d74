// Every published configuration stays in memory. Two that follow each other are the same but for one form, or for one person's passphrase:
// what is equal is one object in both.
import type { Configuration } from '#src/domain/organisation/schema.ts';

function shared(before: unknown, after: unknown): unknown {
  if (JSON.stringify(before) === JSON.stringify(after)) return before;
  return Array.isArray(before) && Array.isArray(after) ? after.map((one, index) => shared(before[index], one)) : after;
}

/** The newer one, made of parts of the older where they are equal. Both were read by the same schema, which orders their members. */
export function sharing(before: Configuration, after: Configuration): Configuration {
  const earlier: Readonly<Record<string, unknown>> = before;
  const parts = Object.entries(after).map(([name, part]) => [name, shared(earlier[name], part)]);
  return Object.fromEntries(parts) as Configuration;
}
