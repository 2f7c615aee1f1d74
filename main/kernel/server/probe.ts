// The authenticated probe: the one meaning of online (S4). Anyone can answer 200; only our server can sign our nonce.
import type * as z from 'zod';
import { type ExchangeFailure, exchange } from '#main/kernel/server/exchange.ts';
import type { ServerLink } from '#main/ports/server-link.ts';
import { fail, ok, type Result } from '#src/base/result.ts';
import { routes } from '#src/contract/sync/index.ts';
import { probe, type probeResponse } from '#src/contract/sync/messages.ts';
import type { SignedDocument } from '#src/crypto/signed.ts';
import type { PublicKey } from '#src/domain/organisation/schema.ts';
import { openDocument } from '#src/node/crypto/signing.ts';

const probeTimeoutMs = 10_000;

export type Probe = z.infer<typeof probe>;

/** Asks; the answer is not yet verified. */
export function askProbe(
  link: ServerLink,
  serverAddress: string,
  { nonce, pinned }: { readonly nonce: string; readonly pinned?: string },
  signal?: AbortSignal,
): Promise<Result<z.output<typeof probeResponse>, ExchangeFailure>> {
  const query = new URLSearchParams({ nonce, ...(pinned === undefined ? {} : { pinned }) });
  const url = `${serverAddress}${routes.probe.path}?${query}`;
  const request = { method: 'GET', url, headers: { accept: 'application/json' }, body: '', timeoutMs: probeTimeoutMs } as const;
  return exchange(link, signal === undefined ? request : { ...request, signal }, routes.probe.response);
}

/** Opens a probe's answer: signed by the pinned key, over our nonce, for our organisation; anything else is another server. */
export function openProbe(
  document: SignedDocument,
  expected: { readonly serverKey: PublicKey; readonly nonce: string; readonly organisationId: string },
): Result<Probe, 'wrong-identity' | 'answer-invalid'> {
  const opened = openDocument('probe', document, expected.serverKey, probe);
  if (!opened.ok) return fail(opened.error === 'signature' ? 'wrong-identity' : 'answer-invalid');
  const isOurs = opened.value.nonce === expected.nonce && opened.value.organisationId === expected.organisationId;
  return isOurs ? ok(opened.value) : fail('wrong-identity');
}
