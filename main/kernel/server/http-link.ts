// The server over HTTP. A redirect is an answer like any other (a captive portal redirects), not a way to another server; an answer has a
// size limit, and one deadline covers connecting, waiting and reading. Through the proxy of the machine where there is one.
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { SystemProxy } from '#main/ports/proxy.ts';
import type { LinkAnswer, LinkRequest, ServerLink } from '#main/ports/server-link.ts';
import { fail, ok, type Result } from '#src/base/result.ts';
import { readAtMost } from '#src/node/http/read-at-most.ts';
import { proxyOfEnvironment, type Way, waysOfSystem } from './proxy.ts';
import { NotConnected, SocksAgent } from './socks-agent.ts';

const largestAnswerBytes = 16 * 1024 * 1024;

function agentFor(url: URL, way: Way): http.Agent {
  const options = { keepAlive: true, ...(way.kind === 'http' ? { proxyEnv: way.proxy } : {}) };
  if (url.protocol !== 'https:') return new http.Agent(options);
  return way.kind === 'socks' ? new SocksAgent(way, options) : new https.Agent(options);
}

/** Connections are kept and used again, for each way apart. */
class Agents {
  readonly #agents = new Map<string, http.Agent>();

  get(url: URL, way: Way): http.Agent {
    const key = `${url.protocol} ${JSON.stringify(way)}`;
    const known = this.#agents.get(key);
    if (known !== undefined) return known;
    const agent = agentFor(url, way);
    this.#agents.set(key, agent);
    return agent;
  }
}

/** No connection stood yet: the server cannot have read anything, and the next way may be tried. */
function isNothingSent(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof NotConnected) return true;
  if (error instanceof AggregateError) return error.errors.every(isNothingSent);
  const { code = '', syscall = '' } = error as NodeJS.ErrnoException;
  return code === 'ERR_PROXY_TUNNEL' || syscall === 'connect' || syscall === 'getaddrinfo';
}

interface Asking {
  readonly request: LinkRequest;
  readonly url: URL;
  readonly signal: AbortSignal;
}

/**
 * One exchange; whatever goes wrong on the way is thrown. Nothing is sent twice from here, not even after a kept connection broke: the
 * server may have read it, and takes no signed request a second time.
 * @param connectLimitMs how long a connection is waited for where there is another way
 */
function ask({ request, url, signal }: Asking, agent: http.Agent, connectLimitMs: number | null): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const send = url.protocol === 'https:' ? https.request : http.request;
  const sending = send(url, { method: request.method, headers: request.headers, agent, signal }, resolve);
  sending.on('error', reject);
  // A request that is still without a connection tells nobody that it was given up.
  signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  if (connectLimitMs !== null) {
    const limit = setTimeout(() => {
      reject(new NotConnected('no connection in time'));
      sending.destroy();
    }, connectLimitMs);
    for (const event of ['socket', 'close'] as const) sending.once(event, () => clearTimeout(limit));
  }
  sending.end(request.method === 'POST' ? request.body : undefined);
  return promise;
}

async function exchange(asking: Asking, agent: http.Agent, connectLimitMs: number | null): Promise<LinkAnswer | null> {
  const response = await ask(asking, agent, connectLimitMs);
  const body = (await readAtMost(response, largestAnswerBytes))?.toString('utf8') ?? null;
  if (body === null) response.destroy();
  return body === null ? null : { status: response.statusCode ?? 0, body };
}

/** @param connectLimitMs how long one of several ways is waited for */
export function httpLink(
  system: SystemProxy = { find: async () => null },
  environment = process.env,
  connectLimitMs = 5_000,
): ServerLink {
  const agents = new Agents();
  const waysTo = async (url: URL): Promise<readonly Way[]> => {
    const proxy = proxyOfEnvironment(url, environment);
    return proxy === null ? waysOfSystem(url, await system.find(url.href)) : [{ kind: 'http', proxy }];
  };
  const tryEach = async (asking: Asking, ways: readonly Way[]): Promise<LinkAnswer | null> => {
    const [way = { kind: 'direct' }, ...others] = ways;
    try {
      return await exchange(asking, agents.get(asking.url, way), others.length === 0 ? null : connectLimitMs);
    } catch (error) {
      if (others.length === 0 || asking.signal.aborted || !isNothingSent(error)) throw error;
      return tryEach(asking, others);
    }
  };
  return {
    send: async (request): Promise<Result<LinkAnswer, 'unreachable' | 'too-large'>> => {
      try {
        const url = new URL(request.url);
        const signals = [AbortSignal.timeout(request.timeoutMs), ...(request.signal ? [request.signal] : [])];
        const answer = await tryEach({ request, url, signal: AbortSignal.any(signals) }, await waysTo(url));
        return answer === null ? fail('too-large') : ok(answer);
      } catch {
        return fail('unreachable');
      }
    },
  };
}
