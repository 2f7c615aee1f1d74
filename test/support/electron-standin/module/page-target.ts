// Opens the Chromium page behind one window and prepares it while it is still paused: interception, the preload's
// world and binding, the scripts of both worlds, the size. No page script can run before all of that is in place.
import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import type { AttachedPage, Browser } from '../chromium/browser.ts';
import type { CdpSession } from '../chromium/cdp-connection.ts';
import { type IsolatedWorldConfig, isolatedWorldFunctions, runIsolatedWorld } from '../page/isolated-world.ts';
import { mainWorldFunctions, runMainWorld } from '../page/main-world.ts';
import { pageScript } from '../page/page-script.ts';
import { ISOLATED_WORLD } from './frames.ts';

const PRELOAD_PARAMETERS = 'require, process, Buffer, module, exports, global';

/** Random names of the private channel of one page. */
export interface PageSecrets {
  readonly nonce: string;
  readonly binding: string;
  readonly receiver: string;
}

export function newPageSecrets(): PageSecrets {
  const random = (): string => `_${crypto.randomUUID().replaceAll('-', '')}`;
  return { nonce: random(), binding: random(), receiver: random() };
}

/** Hands every new page target to whoever opened it; what nobody opened is a popup. */
export class PageArrivals {
  readonly #expected = new Map<string, (page: AttachedPage) => void>();
  readonly #early = new Map<string, AttachedPage>();
  readonly #onPopup: (page: AttachedPage) => void;

  constructor(onPopup: (page: AttachedPage) => void) {
    this.#onPopup = onPopup;
  }

  arrived(page: AttachedPage): void {
    for (const [mark, take] of this.#expected) {
      if (page.info.targetId !== mark && !page.info.url.includes(mark)) continue;
      this.#expected.delete(mark);
      take(page);
      return;
    }
    if (page.info.openerId === undefined) this.#early.set(page.info.targetId, page);
    else this.#onPopup(page);
  }

  /** The page with this target id, or whose first address contains this mark. */
  expect(mark: string): Promise<AttachedPage> {
    const early = this.#early.get(mark);
    if (early) {
      this.#early.delete(mark);
      return Promise.resolve(early);
    }
    return new Promise((resolve) => this.#expected.set(mark, resolve));
  }
}

/** Opens a page of this content size: a real window on a display, otherwise headless. */
export async function openPage(browser: Browser, arrivals: PageArrivals, width: number, height: number): Promise<AttachedPage> {
  if (browser.headless) return arrivals.expect(await browser.openHeadlessPage(width, height));
  const mark = `standin-${crypto.randomUUID()}`;
  const arrival = arrivals.expect(mark);
  browser.openAppWindow(mark, width, height);
  return arrival;
}

/** Reads and wraps a preload. Throws when it is missing or is not valid JavaScript. */
export function wrapPreload(file: string): string {
  const wrapped = `(function (${PRELOAD_PARAMETERS}) {\n${readFileSync(file, 'utf8')}\n})`;
  new Script(wrapped, { filename: file });
  return wrapped;
}

/** The injected scripts of both worlds. `preload` is wrapped source or 'null'. */
export function pageScripts(secrets: PageSecrets, preloadPath: string, preload: string, additionalArguments: readonly string[]) {
  const { platform, arch, versions, version, execPath } = process;
  const config: IsolatedWorldConfig = {
    ...secrets,
    preloadPath,
    process: {
      type: 'renderer',
      sandboxed: true,
      contextIsolated: true,
      platform,
      arch,
      version,
      versions,
      execPath,
      env: {},
      argv: [execPath, '--type=renderer', ...additionalArguments],
    },
  };
  return {
    main: pageScript(mainWorldFunctions, runMainWorld, { nonce: secrets.nonce }),
    isolated: pageScript(isolatedWorldFunctions, runIsolatedWorld, config, [preload]),
  };
}

/** Prepares a paused page and lets it go. Listeners must be registered before. */
export async function preparePage(
  session: CdpSession,
  secrets: PageSecrets,
  scripts: { readonly main: string; readonly isolated: string },
): Promise<void> {
  await Promise.all([
    session.send('Page.enable'),
    session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
    session.send('Runtime.enable'),
    session.send('Fetch.enable', { patterns: [{ urlPattern: '*', requestStage: 'Request' }] }),
    session.send('Runtime.addBinding', { name: secrets.binding, executionContextName: ISOLATED_WORLD }),
    session.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.main }),
    session.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.isolated, worldName: ISOLATED_WORLD }),
    session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }),
    session.send('Runtime.runIfWaitingForDebugger'),
  ]);
}

/** Makes the content area, not the outer window, as large as asked. */
export async function sizeContent(browser: Browser, targetId: string, width: number, height: number): Promise<void> {
  const { windowId } = await browser.send<{ windowId: number }>('Browser.getWindowForTarget', { targetId });
  await browser.send('Browser.setContentsSize', { windowId, width, height });
}
