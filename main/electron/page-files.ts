// The window's origin `app://counter`: files of the built renderer and nothing else. Every answer carries the content security
// policy (S1), because header events are not reliable for custom schemes.
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

export const scheme = 'app';
export const startPage = 'app://counter/index.html';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const headers = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** The path of a file below the page folder, or null for anything that is not a plain file name in plain folders. */
export function filePathOf(url: string): string | null {
  const { host, pathname } = new URL(url);
  if (host !== 'counter') return null;
  return /^(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/u.test(pathname) ? pathname.slice(1) : null;
}

/** Is this address a page of ours? Used for callers and for navigation. */
export function isOwnPage(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === `${scheme}:` && filePathOf(url) === 'index.html';
}

/** Answers one request of the window. */
export async function answerPageRequest(
  folder: string,
  request: { readonly method: string; readonly url: string },
): Promise<Response> {
  const file = filePathOf(request.url);
  const type = file === null ? undefined : types[extname(file)];
  if (request.method !== 'GET' || file === null || type === undefined) return new Response(null, { status: 404, headers });
  try {
    return new Response(new Uint8Array(await readFile(join(folder, file))), { headers: { ...headers, 'content-type': type } });
  } catch {
    return new Response(null, { status: 404, headers });
  }
}
