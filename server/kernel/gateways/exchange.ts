// One request and its answer, whatever the other side does: it may say nothing, too much, something else, or send us elsewhere.
import { readAtMost } from '#src/node/http/read-at-most.ts';
import type { Outgoing } from './compose.ts';
import { type AskFailure, failed, type NoAnswer } from './failure.ts';

/** Longer answers are no answers. */
const largestAnswerBytes = 64 * 1_024;
/** A source that wants to be left alone for longer is asked once in this time. */
const longestWaitMs = 6 * 3_600_000;

export interface Reply {
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

/** Codes by which OpenSSL and Node say that the other side is not whom the address names. */
const certificateCode = /CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE/u;

function failureOf(error: unknown): AskFailure {
  if (!(error instanceof Error)) return 'unreachable';
  if (error.name === 'TimeoutError') return 'timeout';
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'name-unknown';
  return certificateCode.test(code) ? 'certificate-invalid' : 'unreachable';
}

/** Retry-After (RFC 9110, 10.2.3), in seconds or as a date; null when it says nothing that can be read. */
function retryAfterMs(headers: Headers, nowMs: number): number | null {
  const text = headers.get('retry-after') ?? '';
  const waitMs = /^\d{1,9}$/u.test(text) ? Number(text) * 1_000 : Date.parse(text) - nowMs;
  return Number.isFinite(waitMs) && waitMs > 0 ? Math.min(waitMs, longestWaitMs) : null;
}

/** Why a status means no answer. */
function faultOf({ status, headers }: Response, nowMs: number): NoAnswer | null {
  if (status === 429) return failed('busy', retryAfterMs(headers, nowMs));
  if (status >= 500) return failed('source-failed', retryAfterMs(headers, nowMs));
  if (status >= 300 && status < 400) return failed('redirected');
  return status < 200 || status > 299 ? failed('refused') : null;
}

export async function exchange(
  { url, method, headers, body }: Outgoing,
  signal: AbortSignal,
  nowMs: number,
): Promise<Reply | NoAnswer> {
  try {
    // Never followed: a name and a number go to the address that was written down, and nowhere else.
    const response = await fetch(url, { method, headers, body, signal, redirect: 'manual' });
    const fault = faultOf(response, nowMs);
    if (fault !== null) {
      await response.body?.cancel();
      return fault;
    }
    const bytes = await readAtMost(response.body, largestAnswerBytes);
    return bytes === null ? failed('answer-invalid') : { headers: response.headers, bytes };
  } catch (error) {
    return failed(failureOf(error));
  }
}
