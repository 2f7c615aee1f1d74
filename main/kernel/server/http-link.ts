// The server over HTTP, with the runtime's own fetch. A redirect is an answer like any other (a captive portal redirects), not a way
// to another server; an answer has a size limit, and one deadline covers connecting, waiting and reading.

import type { ServerLink } from '#main/ports/server-link.ts';
import { fail, ok } from '#src/base/result.ts';

const largestAnswerBytes = 16 * 1024 * 1024;

async function readLimited(response: Response): Promise<string | null> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.length;
    if (length > largestAnswerBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function httpLink(): ServerLink {
  return {
    send: async (request) => {
      try {
        const response = await fetch(request.url, {
          method: request.method,
          headers: request.headers,
          redirect: 'manual',
          signal: AbortSignal.any([AbortSignal.timeout(request.timeoutMs), ...(request.signal ? [request.signal] : [])]),
          ...(request.method === 'POST' ? { body: request.body } : {}),
        });
        const body = await readLimited(response);
        return body === null ? fail('too-large') : ok({ status: response.status, body });
      } catch {
        return fail('unreachable');
      }
    },
  };
}
