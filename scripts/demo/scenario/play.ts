// Plays a demonstration part by part and says what was seen. A part that fails ends it: what follows would say nothing.
import type { OrganisationChange } from '#test/support/server-process.ts';
import type { Workplace } from '#test/support/workplace.ts';
import { DemoCounter } from './counter.ts';
import { type Providers, verificationParts } from './verification.ts';

/**
 * What the organisation of the demonstration decides: an authority confirms everybody, numbers can be reached,
 * and who is not confirmed hears of it.
 */
export const demonstratedPolicy: OrganisationChange = ({ policy }) => {
  policy.requiredChecks = ['identity-authority'];
  policy.contact.mode = 'optional';
  policy.contact.notices = ['not-confirmed'];
};

export interface PartSeen {
  readonly part: string;
  /** In codes, in order. */
  readonly seen: readonly string[];
}

export async function play(workplace: Workplace, providers: Providers, say: (line: string) => void): Promise<PartSeen[]> {
  const counter = new DemoCounter(workplace);
  await counter.become('clerk');
  const parts: PartSeen[] = [];
  for (const { name, play: act } of verificationParts) {
    const seen = await act(counter, providers).catch((error: unknown) => {
      throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    });
    say(`${name}: ${seen.join(' → ')}`);
    parts.push({ part: name, seen });
  }
  return parts;
}
