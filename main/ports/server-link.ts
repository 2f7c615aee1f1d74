import type { Result } from '#src/base/result.ts';

export interface LinkRequest {
  readonly method: 'GET' | 'POST';
  /** Absolute. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Exact text; empty for GET. */
  readonly body: string;
  readonly timeoutMs: number;
  /** Ends the exchange early; it then counts as unreachable. */
  readonly signal?: AbortSignal;
}

export interface LinkAnswer {
  readonly status: number;
  readonly body: string;
}

/** One HTTP exchange. Follows no redirect, keeps no cookie, and trusts nothing of what comes back. */
export interface ServerLink {
  send(request: LinkRequest): Promise<Result<LinkAnswer, 'unreachable' | 'too-large'>>;
}
