// The page's only way to the server. Answers are read by the schemas the server wrote them with; whatever else comes is a refusal.
import {
  formBytes,
  type PageAnswer,
  type PageRequest,
  type PageRouteName,
  pageHeader,
  pageRefusal,
  pageRoutes,
} from '#src/contract/online/index.ts';
import { type FieldError, fieldError } from '#src/domain/forms/field-error.ts';

/** What the page cannot ask the server about itself. */
export type AskError = { readonly code: string; readonly params: Readonly<Record<string, unknown>> };

export class Refused extends Error {
  readonly refusal: AskError;
  constructor(refusal: AskError) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** What the server says of single fields; empty for other refusals. */
export function fieldErrorsOf({ code, params }: AskError): readonly FieldError[] {
  const parsed = fieldError.array().safeParse(params.errors);
  return code === 'registration/invalid' && parsed.success ? parsed.data : [];
}

export function refusalOf(error: unknown): AskError {
  return error instanceof Refused ? error.refusal : { code: 'internal/unexpected', params: {} };
}

const patienceMs = 60_000;
/** Pictures on a telephone's slow line; the server waits as long. */
const patienceWithPicturesMs = 120_000;
const isLarge = (maximumBytes: number) => maximumBytes > formBytes;

async function fetched(
  path: string,
  init: RequestInit,
  waitMs: number,
): Promise<{ readonly isOk: boolean; readonly body: unknown }> {
  try {
    const answer = await fetch(path, {
      ...init,
      cache: 'no-store',
      credentials: 'same-origin',
      redirect: 'error',
      signal: AbortSignal.timeout(waitMs),
    });
    return { isOk: answer.ok, body: await answer.json() };
  } catch {
    throw new Refused({ code: 'server/unreachable', params: {} });
  }
}

/** @param page the word by which the server knows this page; empty before there is one */
export async function ask<N extends PageRouteName>(name: N, input: PageRequest<N>, page = ''): Promise<PageAnswer<N>> {
  const { method, path, response, maximumBytes } = pageRoutes[name];
  const headers: Record<string, string> = { [pageHeader]: page };
  const query = method === 'GET' ? `?${new URLSearchParams(input as Record<string, string>)}` : '';
  const body = method === 'GET' ? {} : { body: JSON.stringify(input) };
  if (method === 'POST') headers['content-type'] = 'application/json';
  const waitMs = isLarge(maximumBytes) ? patienceWithPicturesMs : patienceMs;
  const answer = await fetched(path + query, { method, headers, ...body }, waitMs);
  if (!answer.isOk) {
    const refused = pageRefusal.safeParse(answer.body);
    throw new Refused(refused.success ? refused.data.error : { code: 'internal/unexpected', params: {} });
  }
  const parsed = response.safeParse(answer.body);
  if (!parsed.success) throw new Refused({ code: 'internal/unexpected', params: {} });
  return parsed.data as PageAnswer<N>;
}
