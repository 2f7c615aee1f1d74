// Answers every request of a page: navigation policy, then the app's webRequest listener, then the protocol handler.
// What no handler claims goes on to Chromium's own network, which reaches this machine only.
import type { CdpSession } from '../chromium/cdp-connection.ts';
import type { FrameTree } from './frames.ts';
import type { NavigationPolicy } from './navigation.ts';
import type { Session } from './session.ts';
import { originOf, schemeOf, type UrlMap } from './url-map.ts';
import type { RequestDetails } from './web-request.ts';

interface PausedRequest {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly redirectedRequestId?: string;
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly postData?: string;
    readonly postDataEntries?: readonly { readonly bytes?: string }[];
  };
}

type ResourceType = RequestDetails['resourceType'];

const RESOURCE_TYPES: Readonly<Record<string, ResourceType>> = {
  Fetch: 'xhr',
  Font: 'font',
  Image: 'image',
  Media: 'media',
  Ping: 'ping',
  Script: 'script',
  Stylesheet: 'stylesheet',
  XHR: 'xhr',
};

export class RequestRouter {
  readonly #webContentsId: number;
  readonly #urls: UrlMap;
  readonly #session: Session;
  readonly #frames: FrameTree;
  readonly #navigation: NavigationPolicy;

  constructor(webContentsId: number, urls: UrlMap, session: Session, frames: FrameTree, navigation: NavigationPolicy) {
    this.#webContentsId = webContentsId;
    this.#urls = urls;
    this.#session = session;
    this.#frames = frames;
    this.#navigation = navigation;
  }

  /** Takes over the requests of a page or of one of its workers. */
  attach(target: CdpSession): void {
    target.on<PausedRequest>('Fetch.requestPaused', (paused) => {
      // A request can outlive its page; answering it then fails and nothing is lost.
      this.#answer(target, paused).catch(() => undefined);
    });
  }

  async #answer(target: CdpSession, paused: PausedRequest): Promise<void> {
    const { requestId, request, frameId, resourceType } = paused;
    const fail = (errorReason: string) => target.send('Fetch.failRequest', { requestId, errorReason });
    if (resourceType === 'Other' && /\/favicon\.ico$/.test(request.url)) {
      // Chromium asks for an icon that Electron never asks for.
      await fulfil(target, requestId, new Response(null, { status: 404 }));
      return;
    }
    if (resourceType === 'Document') {
      const isRedirect = paused.redirectedRequestId !== undefined;
      if (!this.#navigation.mayLoad(frameId, request.url, isRedirect)) {
        await fail('Aborted');
        return;
      }
    }
    const url = this.#urls.fromBrowser(request.url);
    const verdict = await this.#session.webRequest.beforeRequest(this.#details(paused, url));
    if (verdict.cancel) {
      await fail('BlockedByClient');
      return;
    }
    if (verdict.redirectURL !== undefined) {
      const location = this.#urls.toBrowser(verdict.redirectURL);
      await fulfil(target, requestId, new Response(null, { status: 307, headers: { location } }));
      return;
    }
    const handler = this.#session.protocol.handlerOf(schemeOf(url));
    if (!handler) {
      await (this.#urls.has(schemeOf(url)) ? fail('Failed') : target.send('Fetch.continueRequest', { requestId }));
      return;
    }
    const response = await this.#handle(handler, paused, url);
    await (response === undefined || response.type === 'error' ? fail('Failed') : fulfil(target, requestId, response));
  }

  async #handle(
    handler: (request: Request) => Response | Promise<Response>,
    paused: PausedRequest,
    url: string,
  ): Promise<Response | undefined> {
    const headers = new Headers(paused.request.headers);
    for (const name of ['origin', 'referer']) {
      const value = headers.get(name);
      if (value !== null) headers.set(name, this.#urls.fromBrowser(name === 'origin' ? `${value}/` : value));
    }
    const origin = headers.get('origin');
    if (origin !== null) headers.set('origin', originOf(origin));
    const method = paused.request.method;
    const body = method === 'GET' || method === 'HEAD' ? null : bodyOf(paused);
    try {
      return await handler(new Request(url, { method, headers, body }));
    } catch (error) {
      console.error(`The protocol handler for ${url} failed:`, error);
      return undefined;
    }
  }

  #details(paused: PausedRequest, url: string): RequestDetails {
    const { request, resourceType, frameId, requestId } = paused;
    const frameType: ResourceType = frameId === this.#frames.mainId ? 'mainFrame' : 'subFrame';
    return {
      id: Number.parseInt(requestId.replace(/\D/g, ''), 10) || 0,
      url,
      method: request.method,
      webContentsId: this.#webContentsId,
      resourceType: resourceType === 'Document' ? frameType : (RESOURCE_TYPES[resourceType] ?? 'other'),
      referrer: this.#urls.fromBrowser(request.headers.Referer ?? ''),
      timestamp: Date.now(),
    };
  }
}

function bodyOf({ request }: PausedRequest): Uint8Array<ArrayBuffer> {
  const parts = request.postDataEntries?.map((entry) => Buffer.from(entry.bytes ?? '', 'base64'));
  return new Uint8Array(parts ? Buffer.concat(parts) : Buffer.from(request.postData ?? ''));
}

async function fulfil(target: CdpSession, requestId: string, response: Response): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer()).toString('base64');
  const responseHeaders = [...response.headers].map(([name, value]) => ({ name, value }));
  await target.send('Fetch.fulfillRequest', { requestId, responseCode: response.status, responseHeaders, body });
}
