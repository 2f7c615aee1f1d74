import type { TFunction } from 'i18next';
import type { Limit } from '#src/domain/policy/limits.ts';

/** The measured value in words; a clock may be ahead or behind, the difference is what counts. */
export function limitText(t: TFunction, { name, used, allowed }: Limit, form: 'short' | 'value'): string {
  if (used === null) return t('limits.unknown');
  return t(`limits.items.${name}.${form}`, { used: Math.abs(used), allowed });
}
