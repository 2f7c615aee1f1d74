// Serves the screens from `app://countersign/` (never file:), with the security headers on every answer. Only files of the built
// renderer folder exist here; a path that leaves it does not.
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';

export const scheme = 'app';
export const origin = `${scheme}://countersign`;

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

/** No inline script or style, no eval, nothing from anywhere else. */
const securityHeaders = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** Before the application is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true } }]);
}

async function answer(url: string, folder: string): Promise<Response> {
  const { host, pathname } = new URL(url);
  const notFound = new Response('not found', { status: 404, headers: securityHeaders });
  if (host !== 'countersign') return notFound;
  const file = normalize(join(folder, decodeURIComponent(pathname === '/' ? '/index.html' : pathname)));
  const type = contentTypes[extname(file)];
  if (!file.startsWith(folder + sep) || type === undefined) return notFound;
  try {
    return new Response(new Uint8Array(await readFile(file)), { headers: { ...securityHeaders, 'content-type': type } });
  } catch {
    return notFound;
  }
}

/** @param folder absolute path of the built renderer */
export function serveScreens(folder: string): void {
  protocol.handle(scheme, (request) =>
    request.method === 'GET' ? answer(request.url, folder) : new Response(null, { status: 405 }),
  );
}
