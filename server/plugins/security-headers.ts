// Headers of every answer, errors included. Nothing here is a page: whatever a browser is tricked into opening may load and run nothing,
// be framed by nobody, and is kept in no cache.
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

const policy = ['default-src', 'object-src', 'base-uri', 'form-action', 'frame-ancestors'];

/** Those that an answer has which is given before Fastify sees the request. */
export const securityHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': policy.map((directive) => `${directive} 'none'`).join(';'),
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
} as const;

export async function addSecurityHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: Object.fromEntries(policy.map((directive) => [directive, ["'none'"]])),
    },
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: true },
  });
  app.addHook('onRequest', async (_request, reply) => {
    void reply.header('cache-control', securityHeaders['cache-control']);
  });
}
