// The log over HTTP as C2SP tlog-tiles describes it, read only. Checkpoints and hashes are open to everybody who reaches the server: a
// witness needs nothing else, and they tell no more than how many acts there were. The entries name staff, devices and branches by id
// and show who worked when; they are given to whoever holds the inspectors' token, and to nobody where none was set.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Authenticate, addDeviceRoute } from '#server/plugins/contract-route.ts';
import { Refusal } from '#src/contract/errors.ts';
import { routes } from '#src/contract/sync/index.ts';
import type { SignedDocument } from '#src/crypto/signed.ts';
import { parseTilePath } from '#src/domain/audit/tile-path.ts';
import type { Hash } from '#src/domain/audit/tree.ts';
import { isSameSecret } from '#src/node/crypto/hash.ts';
import type { AuditService } from './service.ts';

function requireInspector(request: FastifyRequest, token: string | null): void {
  const [, given = ''] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '') ?? [];
  if (token === null || !isSameSecret(given, token)) throw new Refusal('access/denied', { permission: 'audit:read' });
}

async function sendTile(service: AuditService, path: string, reply: FastifyReply): Promise<Buffer> {
  const name = parseTilePath(path);
  const bytes = name === null ? null : await service.tile(name);
  if (bytes === null) throw new Refusal('internal/not-found', {});
  void reply.type('application/octet-stream').header('cache-control', 'private, max-age=31536000, immutable');
  return bytes;
}

const toText = (proof: readonly Hash[] | null) => proof?.map((hash) => Buffer.from(hash).toString('hex')) ?? null;

export function addAuditRoutes(
  app: FastifyInstance,
  service: AuditService,
  inspectorToken: string | null,
  authenticate: Authenticate,
  told: () => Promise<{ readonly restorations: SignedDocument[]; readonly safePosition: number | null }>,
): void {
  app.get('/log/checkpoint', async (_request, reply) => {
    void reply.type('text/plain; charset=utf-8').header('cache-control', 'no-store');
    return (await service.checkpoint()).note;
  });
  app.get('/log/successions', async (_request, reply) => {
    void reply.header('cache-control', 'no-store');
    return service.successions;
  });
  app.get<{ Params: { '*': string } }>('/log/tile/*', async (request, reply) => {
    const path = request.params['*'];
    if (path.startsWith('entries/')) requireInspector(request, inspectorToken);
    return sendTile(service, path, reply);
  });
  addDeviceRoute(app, routes.log, authenticate, async ({ knownSize, leaf }) => {
    const { checkpoint, consistency, inclusion } = await service.prove({ knownSize, leaf });
    return { checkpoint, consistency: toText(consistency), inclusion: toText(inclusion), ...(await told()) };
  });
}
