// Through a SOCKS proxy: it connects, TLS to the server is ours. It is given no name and password, and looks names up on its side.
import https from 'node:https';
import { isIP } from 'node:net';
import { type Duplex, PassThrough } from 'node:stream';
import { connect } from 'node:tls';
import { SocksClient } from 'socks';
import type { Way } from './proxy.ts';

const connectLimitMs = 10_000;

/** The proxy was not there, or did not connect. */
export class NotConnected extends Error {
  override readonly name = 'NotConnected';
}

export class SocksAgent extends https.Agent {
  readonly #way: Extract<Way, { kind: 'socks' }>;

  constructor(way: Extract<Way, { kind: 'socks' }>, options: https.AgentOptions) {
    super(options);
    this.#way = way;
  }

  override createConnection(options: https.RequestOptions, done?: (error: Error | null, stream: Duplex) => void): undefined {
    const { host: proxyHost, port: proxyPort, version } = this.#way;
    const host = options.host ?? '';
    SocksClient.createConnection({
      proxy: { host: proxyHost, port: proxyPort, type: version },
      command: 'connect',
      destination: { host, port: Number(options.port) },
      timeout: connectLimitMs,
    }).then(
      ({ socket }) => done?.(null, connect({ socket, host, servername: isIP(host) === 0 ? host : '', rejectUnauthorized: true })),
      (cause: unknown) => done?.(new NotConnected('no way through the proxy', { cause }), new PassThrough()),
    );
  }
}
