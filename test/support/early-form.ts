// Holds a page where the sign-in form stands and the scripts of the screens are not there yet (ADR 40), for as long as the test says.
import type { Page } from '@playwright/test';

const held = 'held at the early form';

export class EarlyForm {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Makes the page one of a workstation that was enrolled before it started. */
  static async of(page: Page): Promise<EarlyForm> {
    // The page waits for a frame before it fetches its screens: this frame comes when the test says so.
    await page.addInitScript((name) => {
      if (window.name !== name) return;
      const ownFrames = window.requestAnimationFrame;
      window.requestAnimationFrame = (callback) => {
        const letScreensCome = () => {
          window.requestAnimationFrame = ownFrames;
          callback(performance.now());
        };
        Object.assign(window, { letScreensCome });
        return 0;
      };
    }, held);
    await page.evaluate(() => {
      location.hash = 'enrolled';
    });
    return new EarlyForm(page);
  }

  /** Opens the page again. */
  async stand(): Promise<void> {
    await this.#page.evaluate((name) => {
      window.name = name;
    }, held);
    await this.#page.reload();
    await this.#page.locator('[data-screen="early"]').waitFor();
    await this.#page.evaluate(() => {
      window.name = '';
    });
  }

  async letScreensCome(): Promise<void> {
    await this.#page.evaluate(() => Reflect.get(window, 'letScreensCome')());
  }
}
