// electron.net: fetch for files, registered schemes and http(s).
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Protocol } from './protocol.ts';
import { refuseUnknown } from './refuse-unknown.ts';
import { schemeOf } from './url-map.ts';

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.gif': 'image/gif',
  '.html': 'text/html',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

async function fetchFile(url: string): Promise<Response> {
  const file = fileURLToPath(url);
  const content = await readFile(file).catch(() => undefined);
  if (!content) throw new Error('net::ERR_FILE_NOT_FOUND');
  const type = MIME_TYPES[path.extname(file)] ?? 'application/octet-stream';
  return new Response(new Uint8Array(content), { headers: { 'content-type': type } });
}

/** Builds electron.net. */
export function createNet(protocol: Protocol) {
  const net = {
    online: true,
    isOnline: (): boolean => true,
    fetch: async (
      input: string | Request,
      init?: RequestInit & { bypassCustomProtocolHandlers?: boolean },
    ): Promise<Response> => {
      const url = typeof input === 'string' ? input : input.url;
      const handler = init?.bypassCustomProtocolHandlers ? undefined : protocol.handlerOf(schemeOf(url));
      if (handler) return handler(new Request(input, init));
      if (schemeOf(url) === 'file') return fetchFile(url);
      return fetch(input, init);
    },
  } satisfies Pick<Electron.Net, 'online' | 'isOnline' | 'fetch'>;
  return refuseUnknown('net', net);
}
