import { fail, ok, type Result } from '#src/base/result.ts';

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Reads a server's address as typed: https, or plain http only to this very machine. No credentials, query or fragment.
 * @returns the base address without a trailing slash
 */
export function parseServerAddress(text: string): Result<string, 'invalid'> {
  const url = URL.parse(text.trim());
  if (url === null) return fail('invalid');
  const isAllowed = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  const hasExtras = url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '';
  return isAllowed && !hasExtras ? ok(`${url.origin}${url.pathname}`.replace(/\/+$/, '')) : fail('invalid');
}
