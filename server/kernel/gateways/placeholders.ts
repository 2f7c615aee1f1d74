// What a description may name in double braces. What is asked about stands in the address and the body only: a header takes no Chinese
// name, and is what machines on the way write into their logs.
import { timeInChina } from '#src/base/china-time.ts';
import type { GatewayDescription } from './gateways.ts';

/** Of every request: our number of it, milliseconds and seconds since 1970, the time in China as yyyyMMddHHmmss, and chance. */
export const commonPlaceholders = ['reference', 'timestamp', 'seconds', 'china-time', 'nonce'] as const;

const compared = ['name', 'documentType', 'documentNumber'] as const;

/** What is asked about, by the kind of gateway. */
export function valuePlaceholders(gateway: GatewayDescription): readonly string[] {
  if (gateway.kind === 'sms') return ['phone', 'text', 'templateId', 'code', 'minutes'];
  if (gateway.kind === 'telephone-record') return ['phone', 'from', 'until', 'branch', 'workstation'];
  return gateway.portrait === undefined ? compared : [...compared, 'portrait'];
}

/** @param nonce may be anything that is never the same again */
export function commonValues(
  reference: string,
  nowMs: number,
  nonce: string,
): Record<(typeof commonPlaceholders)[number], string> {
  const chinaTime = timeInChina(nowMs).replace(/\D/gu, '').slice(0, 14);
  return {
    reference,
    timestamp: String(nowMs),
    seconds: String(Math.floor(nowMs / 1_000)),
    'china-time': chinaTime,
    nonce,
  };
}
