// A reader's own service on this machine, as most makers ship one: GET, JSON back. Never another host: the address is checked when it is
// configured, and a redirect is an answer that says nothing.

import { isReaderAddress } from '#main/kernel/reader-address.ts';
import type { DocumentReader } from '#main/ports/document-reader.ts';
import { fail, ok, type Result } from '#src/base/result.ts';
import { readAtMost } from '#src/node/http/read-at-most.ts';

/** With a photograph in it an answer has some hundred kilobytes. */
const largestAnswerBytes = 2 * 1024 * 1024;

function parse(bytes: Buffer | null): Result<unknown, 'answer-invalid'> {
  try {
    return bytes === null ? fail('answer-invalid') : ok(JSON.parse(bytes.toString('utf8')) as unknown);
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
        return parse(await readAtMost(response.body, largestAnswerBytes));
      } catch {
        if (signal.aborted) return fail('cancelled');
        return fail(deadline.aborted ? 'too-slow' : 'unreachable');
      }
    },
  };
}
