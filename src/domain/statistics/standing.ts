// What stands open, by how long it has stood and how long it may (R3.6, R8.2): bands, because a single day would be somebody's own.

export const restrictionStates = ['restricted', 'suspended'] as const;

/** Whole days since a restriction began. */
export const ageBands = ['0-6', '7-29', '30-89', '90+'] as const;
export type AgeBand = (typeof ageBands)[number];

const dayMs = 86_400_000;

export function ageBandOf(from: string, nowMs: number): AgeBand {
  const days = (nowMs - Date.parse(from)) / dayMs;
  if (days < 7) return '0-6';
  if (days < 30) return '7-29';
  return days < 90 ? '30-89' : '90+';
}

/** Working days left until the deadline. */
export const termBands = ['overdue', '0-2', '3-5', '6+'] as const;
export type TermBand = (typeof termBands)[number];

export function termBandOf(daysLeft: number): TermBand {
  if (daysLeft < 0) return 'overdue';
  if (daysLeft <= 2) return '0-2';
  return daysLeft <= 5 ? '3-5' : '6+';
}

/** Requests whose subject has the answer, by what was asked. */
export const answeredKeys = ['query:in-time', 'query:late', 'correction:in-time', 'correction:late'] as const;
