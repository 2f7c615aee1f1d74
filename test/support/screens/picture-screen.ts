// Images and signatures on the registration screen, as a person uses them.
import type { Locator, Page } from '@playwright/test';

export class PictureScreen {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  field(name: string): Locator {
    return this.#page.locator(`[data-field="${name}"] .image`);
  }

  async chooseFile(
    name: string,
    file: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer },
  ): Promise<void> {
    await this.#page.locator(`#picker-${name}`).setInputFiles(file);
  }

  /** Opens the camera of a field, takes one picture by keyboard and uses it. */
  async takeByKeyboard(name: string): Promise<void> {
    await this.#page.locator(`#field-${name}:enabled`).press('Enter');
    await this.#page.locator('.camera[data-camera="live"]').waitFor();
    await this.#page.locator('#camera-shutter:focus').press('Space');
    await this.#page.locator('#camera-use:focus').press('Enter');
    await this.#page.locator(`[data-field="${name}"] .image[data-image="kept"]`).waitFor();
  }

  /** Writes something that passes for a signature. */
  async write(): Promise<void> {
    const box = await this.#page.locator('#signature-pad').boundingBox();
    if (box === null) throw new Error('no signature pad');
    const { mouse } = this.#page;
    for (const line of [0.35, 0.6]) {
      await mouse.move(box.x + box.width * 0.2, box.y + box.height * line);
      await mouse.down();
      for (let step = 1; step <= 12; step++) {
        await mouse.move(box.x + box.width * (0.2 + step * 0.03), box.y + box.height * (line + (step % 2) * 0.15));
      }
      await mouse.up();
    }
  }

  async sign(): Promise<void> {
    await this.write();
    await this.#page.locator('#signature-done').click();
    await this.#page.locator('#signature-pad').waitFor({ state: 'detached' });
  }
}
