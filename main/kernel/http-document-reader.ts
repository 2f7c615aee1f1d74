// A reader's own service on this machine, as most makers ship one: GET, JSON back. Never another host: the address is checked when it is
// configured, and a redirect is an answer that says nothing.

import { isReaderAddress } from '#main/kernel/reader-address.ts';
import type { DocumentReader } from '#main/ports/document-reader.ts';
import { fail, ok, type Result } from '#src/base/result.ts';

/** With a photograph in it an answer has some hundred kilobytes. */
const largestAnswerBytes = 2 * 1024 * 1024;

async function readLimited(response: Response): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > largestAnswerBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string | null): Result<unknown, 'answer-invalid'> {
  try {
    return text === null ? fail('answer-invalid') : ok(JSON.parse(text) as unknown);
  } catch {
    return fail('answer-invalid');
  }
}

/** @param timeoutMs for a person to lay the document down, and the device to read it */
export function httpDocumentReader(address: string, timeoutMs: number): DocumentReader {
  if (!isReaderAddress(address)) throw new Error('a document reader is asked on 127.0.0.1 only');
  return {
    read: async (signal) => {
      const deadline = AbortSignal.timeout(timeoutMs);
      try {
        const response = await fetch(address, { redirect: 'manual', signal: AbortSignal.any([signal, deadline]) });
        if (response.status !== 200) return fail('failed');
        return parse(await readLimited(response));
      } catch {
        if (signal.aborted) return fail('cancelled');
        return fail(deadline.aborted ? 'too-slow' : 'unreachable');
      }
    },
  };
}
