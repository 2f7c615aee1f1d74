// The page itself: the bundle that the build left in `.vite/online`, read once and served from memory. It loads its own script and style
// and nothing else, from nobody else (R1.4: no third party learns who registers).
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Stop } from '#server/kernel/stop.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  // Pictures chosen by the subject, looked at before they are sent.
  "img-src 'self' blob:",
  "connect-src 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join(';');

/** Neither camera nor place nor anything else of the device. */
const permissions = 'camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()';

/** The same for everybody, so that its length tells nothing when it travels compressed. */
interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
  readonly compressed: Buffer;
}

interface Page {
  readonly html: string;
  readonly assets: ReadonlyMap<string, Asset>;
}

function readAsset(file: string, type: string): Asset {
  const bytes = readFileSync(file);
  return { type, bytes, compressed: brotliCompressSync(bytes) };
}

/** @throws Stop online/page-missing */
function readPage(folder: string): Page {
  try {
    const names = readdirSync(join(folder, 'assets'));
    const assets = names.flatMap((name) => {
      const type = mediaTypes[extname(name)];
      return type === undefined ? [] : [[name, readAsset(join(folder, 'assets', name), type)] as const];
    });
    return { html: readFileSync(join(folder, 'index.html'), 'utf8'), assets: new Map(assets) };
  } catch (error) {
    throw new Stop('online/page-missing', 'The page of the online channel is not built. Run: npm run build', error);
  }
}

function dress(reply: FastifyReply): FastifyReply {
  return reply.header('content-security-policy', pagePolicy).header('permissions-policy', permissions);
}

function takesBrotli(request: FastifyRequest): boolean {
  return /\bbr\b/u.test(String(request.headers['accept-encoding'] ?? ''));
}

/** @throws Stop online/page-missing */
export function addPage(app: FastifyInstance, folder: string): void {
  const { html, assets } = readPage(folder);
  app.get('/online', async (_request, reply) => reply.redirect('/online/', 308));
  app.get('/online/', async (_request, reply) => dress(reply).type('text/html; charset=utf-8').send(html));
  app.get<{ Params: { name: string } }>('/online/assets/:name', async (request, reply) => {
    const asset = assets.get(request.params.name);
    if (asset === undefined) return reply.callNotFound();
    void dress(reply).type(asset.type).header('vary', 'accept-encoding');
    return takesBrotli(request) ? reply.header('content-encoding', 'br').send(asset.compressed) : reply.send(asset.bytes);
  });
}
