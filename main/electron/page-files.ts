// The origins of our pages: `app://counter` for the window, `app://print` for the page that draws what is printed. Each is the files of
// its own built folder and nothing else. Every answer carries the content security policy (S1), because header events are not
// reliable for custom schemes.
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { sha256 } from '#src/node/crypto/hash.ts';

export const scheme = 'app';
export const startPage = 'app://counter/index.html';
/** The same, told that this workstation was enrolled: its sign-in form stands before the program does. */
export const enrolledStartPage = `${startPage}#enrolled`;
export const printPage = 'app://print/print.html';

/** The folder behind each origin. */
export interface PageFolders {
  readonly counter: string;
  readonly print: string;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The script and the style that stand in a page of ours, by their digests: no other may stand there. */
function ownInline(element: 'script' | 'style', html: string): readonly string[] {
  const texts = html.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, 'gsu'));
  return Array.from(texts, ([, text = '']) => `'sha256-${Buffer.from(sha256(text)).toString('base64')}'`);
}

/**
 * No opener policy: nothing opens our pages and they open nothing (guardPages), and Chromium would make another process for each.
 * @param html of the page itself; '' for any other file
 */
function headersOf(html: string) {
  const policy = [
    "default-src 'none'",
    ["script-src 'self'", ...ownInline('script', html)].join(' '),
    ["style-src 'self'", ...ownInline('style', html)].join(' '),
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  };
}

/** The path of a file below an origin's folder, or null for anything that is not a plain file name in plain folders. */
export function filePathOf(url: string, origin: keyof PageFolders): string | null {
  const { host, pathname } = new URL(url);
  if (host !== origin) return null;
  return /^(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/u.test(pathname) ? pathname.slice(1) : null;
}

function isPage(url: string, origin: keyof PageFolders, file: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === `${scheme}:` && filePathOf(url, origin) === file;
}

/** Is this address the window's page? Used for callers and for navigation; the printing page is neither. */
export function isOwnPage(url: string): boolean {
  return isPage(url, 'counter', 'index.html');
}

export function isPrintPage(url: string): boolean {
  return isPage(url, 'print', 'print.html');
}

interface PageRequest {
  readonly method: string;
  readonly url: string;
}

/** Answers one request of a page. */
export async function answerPageRequest(folders: PageFolders, request: PageRequest): Promise<Response> {
  const origin = new URL(request.url).host === 'print' ? 'print' : 'counter';
  const file = filePathOf(request.url, origin);
  const type = file === null ? undefined : types[extname(file)];
  const notFound = () => new Response(null, { status: 404, headers: headersOf('') });
  if (request.method !== 'GET' || file === null || type === undefined) return notFound();
  try {
    const content = await readFile(join(folders[origin], file));
    const html = extname(file) === '.html' ? content.toString() : '';
    return new Response(new Uint8Array(content), { headers: { ...headersOf(html), 'content-type': type } });
  } catch {
    return notFound();
  }
}

/** Answers the requests of our pages. The start page lies ready from the beginning: the first frame waits for nothing else. */
export function answerPages(folders: PageFolders): (request: PageRequest) => Promise<Response> {
  let ready: Promise<Response> | null = answerPageRequest(folders, { method: 'GET', url: startPage });
  return (request) => {
    if (request.method !== 'GET' || !isOwnPage(request.url)) return answerPageRequest(folders, request);
    const answer = ready ?? answerPageRequest(folders, request);
    ready = null;
    return answer;
  };
}
