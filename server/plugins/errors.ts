// The one place where the server turns an error into an answer: {error: {code, params}} and nothing else. No message, no stack, no
// value ever leaves; a bug leaves as a correlation id whose details are in the local log, there too without messages, because a
// message may quote what a person typed.
import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify';
import { refusalFromStore } from '#server/kernel/store/store-errors.ts';
import { errorCodes, Refusal, type WireError } from '#src/contract/errors.ts';

/** Name, code and call sites of an error: enough to find a bug, nothing that could quote data. */
function describeError(error: unknown): {
  readonly name: string;
  readonly code: string | null;
  readonly frames: readonly string[];
} {
  if (!(error instanceof Error)) return { name: typeof error, code: null, frames: [] };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return { name: error.name, code, frames: frames.slice(0, 12).map((line) => line.trim()) };
}

function fromStatus(status: number | undefined): WireError | null {
  if (status === undefined || status < 400 || status >= 500) return null;
  if (status === 404) return { code: 'internal/not-found', params: {} };
  if (status === 413) return { code: 'internal/too-large', params: {} };
  if (status === 429) return { code: 'internal/too-many-requests', params: {} };
  return { code: 'internal/invalid-input', params: {} };
}

function encode(error: FastifyError, request: FastifyRequest): WireError {
  if (error instanceof Refusal) return error.wire;
  const fromStore = refusalFromStore(error);
  if (fromStore !== null) {
    request.log.error({ failure: describeError(error) }, fromStore.wire.code);
    return fromStore.wire;
  }
  const fromFramework = fromStatus(error.statusCode);
  if (fromFramework !== null) return fromFramework;
  request.log.error({ failure: describeError(error) }, 'internal/unexpected');
  return { code: 'internal/unexpected', params: { correlationId: request.id } };
}

/** Where the one who refused gave no time of its own. */
const retryAfterSeconds = 60;

/**
 * Call after the limits: what is not there is counted too.
 * @param onRefused hears the code of every refusal
 */
export function addErrorHandling(app: FastifyInstance, onRefused: (code: string) => void): void {
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const wire = encode(error, request);
    request.log.info({ refused: wire.code });
    onRefused(wire.code);
    if (wire.code === 'internal/too-many-requests' && !reply.hasHeader('retry-after')) {
      void reply.header('retry-after', retryAfterSeconds);
    }
    await reply.code(errorCodes[wire.code].http).send({ error: wire });
  });
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, async (_request, reply) => {
    await reply.code(404).send({ error: { code: 'internal/not-found', params: {} } });
  });
}
