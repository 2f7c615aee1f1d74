// Takes a picture once the screen stands still, in the language and theme that were asked for.
import { join } from 'node:path';
import type { Page } from '@playwright/test';

export interface Look {
  readonly language: string;
  readonly theme: string;
  /** Papers are saved as PDF beside the pictures. */
  readonly hasPaper: boolean;
}

/** Longer than any transition of the screens. */
const settledMs = 400;

export class Camera {
  readonly #folder: string;
  readonly #wanted: ReadonlySet<string> | null;
  readonly #look: Look;

  /** @param wanted names of the pictures to take; null: all */
  constructor(folder: string, wanted: ReadonlySet<string> | null, look: Look) {
    this.#folder = folder;
    this.#wanted = wanted;
    this.#look = look;
  }

  get hasPaper(): boolean {
    return this.#look.hasPaper;
  }

  /** A file beside the pictures. */
  fileOf(name: string): string {
    return join(this.#folder, name);
  }

  async setLanguage(page: Page): Promise<void> {
    const { language } = this.#look;
    const change = page.locator('#language');
    await change.waitFor();
    const shown = page.locator(`html[lang="${language}"]`);
    if ((await shown.count()) === 0) await change.click();
    await shown.waitFor();
  }

  /** Sets a page that has just been opened. */
  async prepare(page: Page): Promise<void> {
    await this.setLanguage(page);
    await page.locator('#look').click();
    await page.locator(`#look-theme-${this.#look.theme}`).check();
    await page.locator('#look-close').click();
  }

  async take(page: Page, name: string): Promise<void> {
    if (this.#wanted?.has(name) === false) return;
    await page.waitForTimeout(settledMs);
    await page.screenshot({ path: this.fileOf(`${name}.png`) });
  }
}
