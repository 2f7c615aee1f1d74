// The server over HTTP. A redirect is an answer like any other (a captive portal redirects), not a way to another server; an answer has a
// size limit, and one deadline covers connecting, waiting and reading. Through the proxy of the machine where there is one.
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { SystemProxy } from '#main/ports/proxy.ts';
import type { LinkAnswer, LinkRequest, ServerLink } from '#main/ports/server-link.ts';
import { fail, ok, type Result } from '#src/base/result.ts';
import { type ProxyVariables, proxyOfEnvironment, proxyOfSystem } from './proxy.ts';

const largestAnswerBytes = 16 * 1024 * 1024;

async function readLimited(response: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > largestAnswerBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Connections are kept and used again, for each way apart. */
class Agents {
  readonly #agents = new Map<string, http.Agent>();

  get(url: URL, proxy: ProxyVariables | null): http.Agent {
    const key = `${url.protocol} ${JSON.stringify(proxy)}`;
    const known = this.#agents.get(key);
    if (known !== undefined) return known;
    const options = { keepAlive: true, ...(proxy === null ? {} : { proxyEnv: proxy }) };
    const agent = url.protocol === 'https:' ? new https.Agent(options) : new http.Agent(options);
    this.#agents.set(key, agent);
    return agent;
  }
}

/**
 * One exchange; whatever goes wrong on the way is thrown. Nothing is sent twice from here, not even after a kept connection broke: the
 * server may have read it, and takes no signed request a second time.
 */
function ask(request: LinkRequest, url: URL, agent: http.Agent, signal: AbortSignal): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const send = url.protocol === 'https:' ? https.request : http.request;
  const sending = send(url, { method: request.method, headers: request.headers, agent, signal }, resolve);
  sending.on('error', reject);
  sending.end(request.method === 'POST' ? request.body : undefined);
  return promise;
}

async function exchange(request: LinkRequest, url: URL, agent: http.Agent, signal: AbortSignal): Promise<LinkAnswer | null> {
  const response = await ask(request, url, agent, signal);
  const body = await readLimited(response);
  if (body === null) response.destroy();
  return body === null ? null : { status: response.statusCode ?? 0, body };
}

export function httpLink(system: SystemProxy = { find: async () => null }, environment = process.env): ServerLink {
  const agents = new Agents();
  const proxyOf = async (url: URL): Promise<ProxyVariables | null> =>
    proxyOfEnvironment(url, environment) ?? proxyOfSystem(url, await system.find(url.href));
  return {
    send: async (request): Promise<Result<LinkAnswer, 'unreachable' | 'too-large'>> => {
      try {
        const url = new URL(request.url);
        const signals = [AbortSignal.timeout(request.timeoutMs), ...(request.signal ? [request.signal] : [])];
        const answer = await exchange(request, url, agents.get(url, await proxyOf(url)), AbortSignal.any(signals));
        return answer === null ? fail('too-large') : ok(answer);
      } catch {
        return fail('unreachable');
      }
    },
  };
}
