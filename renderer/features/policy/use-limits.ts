import { useCall } from '#renderer/bridge/queries.ts';
import type { Limit } from '#src/domain/policy/limits.ts';

/** Days pass and disks fill without any event, so these are asked again by themselves. */
const everyMs = 30_000;

/** The limits as measured a moment ago; empty until they are known. */
export function useLimits(): readonly Limit[] {
  return useCall('policy.limits', {}, { everyMs }).data?.limits ?? [];
}
