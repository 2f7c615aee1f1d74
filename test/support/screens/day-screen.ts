// The end of the day.
import type { Page } from '@playwright/test';

export class DayScreen {
  readonly #page: Page;
  constructor(page: Page) {
    this.#page = page;
  }

  async open(): Promise<void> {
    await this.#page.locator('#nav-day').click();
    await this.#page.locator('[data-view="day"]').waitFor();
  }

  /** Figures by name of one clerk's line, or of `total`. */
  async figures(line: string): Promise<Readonly<Record<string, number>>> {
    const cells = await this.#page
      .locator(`tr[data-clerk="${line}"] [data-figure]`)
      .evaluateAll((all) => all.map((cell) => [cell.getAttribute('data-figure') ?? '', Number(cell.textContent)] as const));
    return Object.fromEntries(cells);
  }

  async sign(passphrase: string): Promise<void> {
    await this.#page.locator('#day-close').click();
    await this.#page.locator('#day-sign-passphrase').fill(passphrase);
    await this.#page.keyboard.press('Enter');
  }

  async openBranch(): Promise<void> {
    await this.#page.keyboard.press('2');
    await this.#page.locator('[data-view="branch-day"]').waitFor();
  }

  async signBranch(passphrase: string): Promise<void> {
    await this.#page.locator('#branch-sign').click();
    await this.#page.locator('#branch-sign-passphrase').fill(passphrase);
    await this.#page.keyboard.press('Enter');
  }
}
