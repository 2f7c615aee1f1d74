// Which proxy an address is reached through (S4). What the environment says is an administrator's decision and comes first; else the system
// is asked. This machine's own addresses are never asked of a proxy. The proxy sees where to, never what: the server is spoken to under TLS
// through a tunnel, and proves itself by its key all the same.

/** The variables an agent of Node understands. */
export type ProxyVariables = Readonly<Record<string, string>>;

const names = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'NO_PROXY', 'no_proxy'] as const;

function isOfThisMachine({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** What is set for such addresses; null: nothing is. */
export function proxyOfEnvironment(url: URL, environment: NodeJS.ProcessEnv): ProxyVariables | null {
  if (isOfThisMachine(url)) return null;
  const set = names.flatMap((name) => (environment[name] ? [[name, environment[name]] as const] : []));
  const wanted = url.protocol === 'https:' ? /^https_proxy$/i : /^http_proxy$/i;
  return set.some(([name]) => wanted.test(name)) ? Object.fromEntries(set) : null;
}

/** One way to an address. */
export type Way =
  | { readonly kind: 'direct' }
  | { readonly kind: 'http'; readonly proxy: ProxyVariables }
  | { readonly kind: 'socks'; readonly host: string; readonly port: number; readonly version: 4 | 5 };

const direct: Way = { kind: 'direct' };

function wayOf(text: string): Way | null {
  const [, named = '', host = '', port = ''] = /^\s*(\w+)(?:\s+([\w.-]+|\[[\da-f:]+\]):(\d{1,5}))?\s*$/i.exec(text) ?? [];
  const kind = named.toUpperCase();
  if (kind === 'DIRECT') return direct;
  if (host === '') return null;
  if (/^SOCKS[45]?$/.test(kind)) {
    return { kind: 'socks', host: host.replace(/^\[|\]$/g, ''), port: Number(port), version: kind === 'SOCKS5' ? 5 : 4 };
  }
  if (kind !== 'PROXY' && kind !== 'HTTP' && kind !== 'HTTPS') return null;
  const address = `${kind === 'HTTPS' ? 'https' : 'http'}://${host}:${port}`;
  return { kind: 'http', proxy: { HTTPS_PROXY: address, HTTP_PROXY: address } };
}

/** Every way the system names that can be gone, in its order; without any, none but the straight one. */
export function waysOfSystem(url: URL, found: string | null): readonly Way[] {
  if (isOfThisMachine(url)) return [direct];
  const ways = (found ?? '').split(';').flatMap((text) => wayOf(text) ?? []);
  return ways.length === 0 ? [direct] : ways;
}
