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

/** The first of the ways the system names that can be gone: an HTTP proxy, or none. */
export function proxyOfSystem(url: URL, found: string | null): ProxyVariables | null {
  if (isOfThisMachine(url)) return null;
  for (const way of (found ?? '').split(';')) {
    const [, kind = '', place = ''] = /^\s*(DIRECT|PROXY|HTTPS)(?:\s+([\w.:[\]-]+))?\s*$/i.exec(way) ?? [];
    if (kind.toUpperCase() === 'DIRECT') return null;
    if (place === '') continue;
    const address = `${kind.toUpperCase() === 'HTTPS' ? 'https' : 'http'}://${place}`;
    return { HTTPS_PROXY: address, HTTP_PROXY: address };
  }
  return null;
}
