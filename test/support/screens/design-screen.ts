// The designer as an administrator uses it.
import type { Locator, Page } from '@playwright/test';

export class DesignScreen {
  readonly #page: Page;
  constructor(page: Page) {
    this.#page = page;
  }

  async open(): Promise<void> {
    await this.#page.locator('#nav-design').click();
    await this.#page.locator('.design-overview').waitFor();
  }

  item(kind: 'form' | 'notice' | 'service', id: string): Locator {
    return this.#page.locator(`[data-kind="${kind}"][data-item="${id}"]`);
  }

  async edit(kind: 'form' | 'notice' | 'service', id: string): Promise<void> {
    await this.item(kind, id).locator('.design-open').click();
    await this.#page.locator('.design-editor').waitFor();
  }

  /** The control of a place, e.g. `fields.0.purpose.en`. */
  at(path: string): Locator {
    return this.#page.locator(`[id="design-${path}"]`);
  }

  async write(path: string, chinese: string, english: string): Promise<void> {
    await this.at(`${path}.zh-CN`).fill(chinese);
    await this.at(`${path}.en`).fill(english);
  }

  /** Names of the fields in their order. */
  async fieldNames(): Promise<readonly (string | null)[]> {
    const lines = this.#page.locator('.design-list .design-line');
    return lines.evaluateAll((all) => all.map((line) => line.getAttribute('data-name')));
  }

  async kept(): Promise<void> {
    await this.#page.locator('#design-kept[data-kept="true"]').waitFor();
  }

  async publish(passphrase: string): Promise<void> {
    await this.#page.locator('#design-publish').click();
    await this.#page.locator('#design-passphrase').fill(passphrase);
    await this.#page.locator('#design-publish-confirm').click();
  }
}
