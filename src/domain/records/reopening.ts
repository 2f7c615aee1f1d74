// How long a record stays readable at the counter (R1.3, R4.7): the organisation's number of days after it was saved. Counted by the
// time decisions go by, never by a clock that somebody set.
const dayMs = 86_400_000;

/** Saved at or before this moment: closed now. Zero days: at once. */
export function closesSavedUntilMs(decisionMs: number, reopenDays: number): number {
  return decisionMs - reopenDays * dayMs;
}

export function openUntilMs(savedMs: number, reopenDays: number): number {
  return savedMs + reopenDays * dayMs;
}

/** Why a person looks at hidden values (R5.1). */
export const viewPurposes = ['serve-subject', 'prepare-correction', 'subject-query', 'supervision'] as const;
