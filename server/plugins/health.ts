// For whoever watches the server: it answers, its store answers, and how its backups stand.
import type { FastifyInstance } from 'fastify';

export function addHealth(app: FastifyInstance, check: () => Promise<Readonly<Record<string, string | null>>>): void {
  app.get('/healthz', async () => ({ status: 'ok', ...(await check()) }));
}
