// session's will-download. Chromium writes into a temporary folder; the file reaches the disk for good only where the
// app said by item.setSavePath. Without a path Electron would ask in a save dialog, which nobody answers here: the
// download is cancelled.
import { copyFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { CdpSession } from '../chromium/cdp-connection.ts';
import { ApiEmitter, electronEvent } from './api-emitter.ts';
import { refuseUnknownMembers } from './refuse-unknown.ts';

type DownloadState = 'progressing' | 'completed' | 'cancelled';

class DownloadItem extends ApiEmitter {
  readonly #url: string;
  readonly #filename: string;
  #savePath = '';
  #state: DownloadState = 'progressing';

  constructor(url: string, filename: string) {
    super('DownloadItem', ['done', 'updated']);
    this.#url = url;
    this.#filename = filename;
  }

  getURL(): string {
    return this.#url;
  }
  getFilename(): string {
    return this.#filename;
  }
  setSavePath(file: string): void {
    this.#savePath = file;
  }
  getSavePath(): string {
    return this.#savePath;
  }
  getState(): DownloadState {
    return this.#state;
  }
  cancel(): void {
    this.finish('cancelled');
  }

  /** Ends the download once. */
  finish(state: 'completed' | 'cancelled'): void {
    if (this.#state !== 'progressing') return;
    this.#state = state;
    this.emit('done', electronEvent(), state);
  }
}

refuseUnknownMembers('DownloadItem', DownloadItem);

/** Follows the downloads of one page. `toAppUrl` gives addresses in the app's form. */
export async function followDownloads(
  session: CdpSession,
  toAppUrl: (url: string) => string,
  emit: (event: object, item: object) => void,
): Promise<void> {
  // Chromium makes the folder when the first file comes.
  const folder = path.join(os.tmpdir(), `electron-standin-downloads-${crypto.randomUUID()}`);
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const items = new Map<string, DownloadItem>();
  session.on<{ guid: string; url: string; suggestedFilename: string }>('Page.downloadWillBegin', (begun) => {
    const item = new DownloadItem(
      begun.url.replace(/^blob:(.*)$/, (_all, inner: string) => `blob:${toAppUrl(inner)}`),
      begun.suggestedFilename,
    );
    items.set(begun.guid, item);
    const event = electronEvent();
    emit(event, item);
    if (event.defaultPrevented || item.getSavePath() === '') item.cancel();
  });
  session.on<{ guid: string; state: string }>('Page.downloadProgress', ({ guid, state }) => {
    const item = items.get(guid);
    if (!item || state === 'inProgress') return;
    items.delete(guid);
    const written = path.join(folder, item.getFilename());
    if (state === 'completed' && item.getState() === 'progressing') {
      copyFileSync(written, item.getSavePath());
      item.finish('completed');
    }
    rmSync(written, { force: true });
    item.finish('cancelled');
  });
  await session.send('Page.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
}
