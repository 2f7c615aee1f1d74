// The HTTP server itself: what it waits for and how long, TLS, and the answers it gives before there is a request. Node and Fastify wait
// for ever by default, and answer what is not HTTP in words of their own.
import { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify';
import { Refusal } from '#src/contract/errors.ts';
import { securityHeaders } from './security-headers.ts';

/** A batch of 4 MB over a slow branch line (0.5 Mbit/s) takes about a minute. */
const limits = {
  bodyLimit: 64 * 1024,
  connectionTimeout: 120_000,
  requestTimeout: 120_000,
  handlerTimeout: 60_000,
  keepAliveTimeout: 72_000,
} as const;
/** Headers are small: whoever needs longer holds the connection on purpose. */
const headersTimeout = 20_000;
const handshakeTimeout = 20_000;
/** How often those limits are looked at; Node's own 30 s would make every one of them half a minute longer. */
const connectionsCheckingInterval = 2_000;
const maximumConnections = 4_000;

/** TLS 1.2 only with forward secrecy and authenticated ciphers; all of TLS 1.3 has both. */
const tlsSettings = {
  minVersion: 'TLSv1.2',
  ciphers: [
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'TLS_AES_128_GCM_SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-RSA-CHACHA20-POLY1305',
    'ECDHE-ECDSA-AES128-GCM-SHA256',
    'ECDHE-RSA-AES128-GCM-SHA256',
  ].join(':'),
  honorCipherOrder: true,
  handshakeTimeout,
} as const;

export interface HttpOptions {
  /** False, or where log lines go. */
  readonly log: false | { readonly write: (line: string) => void };
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null;
  readonly newId: () => string;
}

const badRequest = JSON.stringify({ error: { code: 'internal/invalid-input', params: {} } });
const badHeaders = {
  ...securityHeaders,
  'content-type': 'application/json; charset=utf-8',
  'content-length': String(badRequest.length),
  connection: 'close',
};
const badHead = Object.entries(badHeaders).map(([name, value]) => `${name}: ${value}`);

export function frameworkOptions({ log, tls, newId }: HttpOptions): FastifyServerOptions {
  const base: FastifyServerOptions = {
    ...limits,
    logger: log === false ? false : { level: 'info', stream: log, base: null },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: newId,
    exposeHeadRoutes: false,
    clientErrorHandler: (_error, socket) => {
      if (!socket.writable) return;
      socket.end(`HTTP/1.1 400 Bad Request\r\n${badHead.join('\r\n')}\r\n\r\n${badRequest}`);
    },
    frameworkErrors: (_error, _request, reply) => {
      reply.hijack();
      reply.raw.writeHead(400, badHeaders).end(badRequest);
    },
  };
  const node = { connectionsCheckingInterval };
  return Object.assign(base, tls === null ? { http: node } : { https: { ...node, ...tlsSettings, ...tls } });
}

/** What Fastify has no option for. */
export function closeHttp(app: FastifyInstance): void {
  const { server } = app;
  server.headersTimeout = headersTimeout;
  server.maxConnections = maximumConnections;
  // An expectation that is not 100-continue would be answered without a code.
  server.on('checkExpectation', (_request, response) => response.writeHead(400, badHeaders).end(badRequest));
  // Node keeps the first of two hosts, whoever stands before it may have kept the other.
  app.addHook('onRequest', async ({ raw }) => {
    const hosts = raw.rawHeaders?.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host') ?? [];
    if (hosts.length > 1) throw new Refusal('internal/invalid-input', {});
  });
}
