// One line per request: route pattern, status, time. No address bar, no query, no header, no body: the log names nobody (R4.7).
import type { FastifyInstance } from 'fastify';

export function addRequestLog(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info({
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      elapsedMs: Math.round(reply.elapsedTime),
    });
  });
}
