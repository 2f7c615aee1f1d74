// One opened page: its DevTools session and everything that listens on it.
import type { CdpSession } from '../chromium/cdp-connection.ts';
import { followDownloads } from './downloads.ts';
import type { FrameTree } from './frames.ts';
import { type NavigationEvent, NavigationPolicy } from './navigation.ts';
import { newPageSecrets, openPage, pageScripts, preparePage, sizeContent, wrapPreload } from './page-target.ts';
import { type PageReports, RendererIpc } from './renderer-ipc.ts';
import { RequestRouter } from './request-router.ts';
import type { Runtime } from './runtime.ts';

export interface OpenPage {
  readonly session: CdpSession;
  readonly targetId: string;
  /** Chromium's name for the profile of the page. */
  readonly browserContextId: string | undefined;
  readonly frames: FrameTree;
  readonly ipc: RendererIpc;
  readonly navigation: NavigationPolicy;
}

export interface PageOwner {
  readonly id: number;
  readonly webContents: object;
  readonly width: number;
  readonly height: number;
  readonly preload: string | undefined;
  readonly additionalArguments: readonly string[];
  readonly frames: FrameTree;
  readonly reports: PageReports;
  emitNavigation(name: string, event: NavigationEvent, url: string): void;
  preloadUnreadable(error: Error): void;
  /** Called before the page runs, to register listeners. */
  listen(page: OpenPage): void;
}

/** Opens and prepares the page of one webContents. */
export async function openPageFor(owner: PageOwner, runtime: Runtime): Promise<OpenPage> {
  const { session, info } = await openPage(runtime.browser, runtime.arrivals, owner.width, owner.height);
  const { frames } = owner;
  frames.attach(session, info.targetId);
  const secrets = newPageSecrets();
  const navigation = new NavigationPolicy(runtime.urls, frames, (name, event, url) => owner.emitNavigation(name, event, url));
  session.on<{ frameId: string; url: string; disposition: string }>('Page.frameRequestedNavigation', (asked) => {
    if (asked.disposition === 'currentTab') navigation.announced(asked.frameId, asked.url);
  });
  const router = new RequestRouter(owner.id, runtime.urls, runtime.session, frames, navigation);
  router.attach(session);
  session.on<{ sessionId: string }>('Target.attachedToTarget', ({ sessionId }) => {
    const worker = runtime.browser.session(sessionId);
    router.attach(worker);
    worker.sendQuietly('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
    worker.sendQuietly('Runtime.runIfWaitingForDebugger');
  });
  session.on<{ frame: { parentId?: string } }>('Page.frameNavigated', ({ frame }) => {
    // A driver on the same page puts its own (empty) emulation back with every new document.
    const scheme = runtime.colorScheme();
    if (frame.parentId === undefined && scheme !== '') void applyColorScheme(session, scheme).catch(() => undefined);
  });
  const ipc = new RendererIpc(session, frames, secrets, runtime.ipcMain, owner.webContents, owner.reports);
  const { targetId, browserContextId } = info;
  const page: OpenPage = { session, targetId, browserContextId, frames, ipc, navigation };
  owner.listen(page);
  const scripts = pageScripts(secrets, owner.preload ?? '', readPreload(owner), owner.additionalArguments);
  await Promise.all([
    preparePage(session, secrets, scripts),
    sizeContent(runtime.browser, info.targetId, owner.width, owner.height),
    applyColorScheme(session, runtime.colorScheme()),
    runtime.session.denyAll(browserContextId),
    followDownloads(
      session,
      (url) => runtime.urls.fromBrowser(url),
      (event, item) => runtime.session.emit('will-download', event, item, owner.webContents),
    ),
  ]);
  return page;
}

/** Makes pages prefer 'dark' or 'light'; '' follows the system. */
export async function applyColorScheme(session: CdpSession, scheme: string): Promise<void> {
  await session.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
}

function readPreload(owner: PageOwner): string {
  if (owner.preload === undefined) return 'null';
  try {
    return wrapPreload(owner.preload);
  } catch (error) {
    owner.preloadUnreadable(error instanceof Error ? error : new Error(String(error)));
    return 'null';
  }
}
