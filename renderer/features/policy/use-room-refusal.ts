import type { RefusalShown } from '#renderer/i18n/refusal-text.ts';
import type { Limit } from '#src/domain/policy/limits.ts';
import { useLimits } from './use-limits.ts';

function refusalOf({ name, used, allowed }: Limit): RefusalShown {
  if (name === 'pending') return { code: 'policy/too-many-pending', params: { waiting: used, allowed } };
  return { code: 'policy/disk-low', params: { free: used, needed: allowed } };
}

/** Why no new registration can be begun now, said before a subject has read the notice for nothing; the program refuses it anyway. */
export function useRoomRefusal(): RefusalShown | null {
  const reached = useLimits().find(({ name, level }) => level === 'reached' && (name === 'pending' || name === 'disk'));
  return reached === undefined ? null : refusalOf(reached);
}
