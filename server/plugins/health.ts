// For whoever watches the server: it answers, and its store answers.
import type { FastifyInstance } from 'fastify';

export function addHealth(app: FastifyInstance, check: () => Promise<void>): void {
  app.get('/healthz', async () => {
    await check();
    return { status: 'ok' };
  });
}
