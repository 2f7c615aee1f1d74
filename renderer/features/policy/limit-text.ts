import type { TFunction } from 'i18next';
import { fullTime } from '#renderer/i18n/formats.ts';
import type { Limit, LimitLevel } from '#src/domain/policy/limits.ts';

/** The measured value in words; a clock may be ahead or behind, the difference is what counts. */
export function limitText(t: TFunction, { name, used, allowed }: Limit, form: 'short' | 'value'): string {
  if (used === null) return t('limits.unknown');
  return t(`limits.items.${name}.${form}`, { used: Math.abs(used), allowed });
}

/** Until when signing in is possible, or since when it is not. */
export function untilText(t: TFunction, level: LimitLevel, reachedAt: string): string {
  return t(level === 'reached' ? 'limits.ended' : 'limits.until', { time: fullTime(reachedAt) });
}
