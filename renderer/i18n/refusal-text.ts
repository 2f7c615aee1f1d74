// Turns codes of refusals into sentences; the sentences at fields are made in field-text.ts.
import type { TFunction } from 'i18next';
import type { ErrorCode } from '#src/contract/errors.ts';
import { ageText } from './formats.ts';
import { isKeyOf } from './is-key-of.ts';
import { zhCn } from './zh-cn.ts';

/** A refusal as the bridge hands it over: code and parameters. */
export interface RefusalShown {
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
}

type Missing = keyof typeof zhCn.missing;

function namesOfMissing(t: TFunction, missing: unknown): string {
  const items: readonly unknown[] = Array.isArray(missing) ? missing : [];
  return items
    .filter((item): item is Missing => typeof item === 'string' && isKeyOf(zhCn.missing, item))
    .map((item) => t(`missing.${item}`))
    .join(t('missing.between'));
}

/** From a minute on in minutes, rounded up: who comes back then may try. */
function waitText(t: TFunction, seconds: unknown): string {
  const count = typeof seconds === 'number' ? seconds : 0;
  return ageText(t, count < 60 ? count * 1_000 : Math.ceil(count / 60) * 60_000);
}

/** The sentence of a refusal. An unknown code (a newer server's) gets the general sentence; its code is shown beside it. */
export function refusalText(t: TFunction, { code, params }: RefusalShown): string {
  const known: ErrorCode = isKeyOf(zhCn.errors, code) ? code : 'internal/unexpected';
  const missing = params.missing;
  if (known === 'staff/not-cleared') return t(`errors.${known}`, { missing: namesOfMissing(t, missing) });
  if (known === 'registration/review-incomplete' || known === 'restriction/check-incomplete') {
    return t(`errors.${known}`, { count: Array.isArray(missing) ? missing.length : 1 });
  }
  if (known === 'design/refused') {
    return t(`errors.${known}`, { count: Array.isArray(params.problems) ? params.problems.length : 1 });
  }
  return t(`errors.${known}`, { correlationId: code, ...params, wait: waitText(t, params.waitSeconds) });
}

/** The texts of a trouble page; codes without a page of their own share one. */
export function troubleTexts(t: TFunction, { code, params }: RefusalShown) {
  const page = isKeyOf(zhCn.troubles, code) ? code : 'other';
  const values = { ...params };
  return {
    title: t(`troubles.${page}.title`),
    happened: page === 'other' ? refusalText(t, { code, params }) : t(`troubles.${page}.happened`, values),
    kept: t(`troubles.${page}.kept`),
    todo: t(`troubles.${page}.todo`),
  };
}
