// Files that leave: only the question where to. What is written there, and whether, is the program's to say.
import { basename, extname } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import type { ChosenPlace, Media } from '#main/ports/media.ts';

export class ElectronMedia implements Media {
  readonly #owner: () => BrowserWindow | null;

  /** @param owner the window that asks: dialogs belong to it */
  constructor(owner: () => BrowserWindow | null) {
    this.#owner = owner;
  }

  async choosePlace({ fileName }: { readonly fileName: string }): Promise<ChosenPlace> {
    const owner = this.#owner();
    if (owner === null) return null;
    const ending = extname(fileName).slice(1);
    const options = { defaultPath: basename(fileName), filters: [{ name: ending, extensions: [ending] }] };
    const { canceled, filePath } = await dialog.showSaveDialog(owner, options);
    return canceled || filePath === '' ? null : filePath;
  }
}
