import type { TFunction } from 'i18next';
import { viewPurposes } from '#src/domain/records/reopening.ts';
import { refusalMessageState, spokenWays } from '#src/domain/verification/telling.ts';
import { zhCn } from './zh-cn.ts';

type Told = keyof typeof zhCn.records.events;

function isTold(action: string): action is Told {
  return Object.hasOwn(zhCn.records.events, action);
}

/** What happened to a record in words; what has none of its own (a newer program's) gets the general one. */
export function recordEventText(t: TFunction, action: string): string {
  return isTold(action) ? t(`records.events.${action}`) : t('records.other');
}

/** Why somebody looked, as an addition to their name; empty where no purpose was recorded. */
export function viewPurposeText(t: TFunction, purpose: unknown): string {
  const known = viewPurposes.find((one) => one === purpose);
  return known === undefined ? '' : ` · ${t(`records.purposes.${known}`)}`;
}

/** How the subject was told, as an addition to who told them. */
export function messageStateText(t: TFunction, state: unknown): string {
  const known = refusalMessageState.options.find((one) => one === state);
  return known === undefined ? '' : ` · ${t(`refusal.message.${known}`)}`;
}

export function toldWayText(t: TFunction, way: unknown): string {
  const known = spokenWays.find((one) => one === way);
  return known === undefined ? '' : ` · ${t(`refusal.ways.${known}`)}`;
}
