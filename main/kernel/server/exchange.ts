// One question to the server, read strictly: whatever comes back is foreign until it parses, and nothing in it is believed before
// its signature was checked by the caller.
import type * as z from 'zod';
import type { LinkRequest, ServerLink } from '#main/ports/server-link.ts';
import { parseJson } from '#src/base/json.ts';
import { fail, ok, type Result } from '#src/base/result.ts';
import { errorResponse } from '#src/contract/sync/messages.ts';

export type ExchangeFailure =
  | { readonly kind: 'unreachable' }
  /** An answer, but not of our protocol: a captive portal, a proxy's error page, another program. */
  | { readonly kind: 'answer-invalid'; readonly status: number }
  /** The server's own refusal. */
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly error: { readonly code: string; readonly params: Record<string, unknown> };
    };

/** Sends one request and reads the answer by the schema of its route. */
export async function exchange<S extends z.ZodType>(
  link: ServerLink,
  request: LinkRequest,
  schema: S,
): Promise<Result<z.output<S>, ExchangeFailure>> {
  const answer = await link.send(request);
  if (!answer.ok) {
    return fail(answer.error === 'unreachable' ? { kind: 'unreachable' } : { kind: 'answer-invalid', status: 200 });
  }
  const { status, body } = answer.value;
  const json = parseJson(body);
  if (status === 200) {
    const parsed = schema.safeParse(json);
    return parsed.success ? ok(parsed.data) : fail({ kind: 'answer-invalid', status });
  }
  const refusal = errorResponse.safeParse(json);
  return fail(refusal.success ? { kind: 'refused', status, error: refusal.data.error } : { kind: 'answer-invalid', status });
}

/** The failure as a code of the error table with parameters, or as the code the server gave. */
export function failureError(failure: ExchangeFailure): { readonly code: string; readonly params: Record<string, unknown> } {
  switch (failure.kind) {
    case 'unreachable':
      return { code: 'server/unreachable', params: {} };
    case 'answer-invalid':
      return { code: 'server/answer-invalid', params: {} };
    case 'refused':
      return failure.error;
  }
}
