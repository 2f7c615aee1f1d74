import type { Page } from '@playwright/test';

export class SignInScreen {
  readonly #page: Page;
  constructor(page: Page) {
    this.#page = page;
  }

  /** Waits for the screen (the workstation may still be enrolling), signs in, and returns when the workspace is there. */
  async signIn(number: string, passphrase: string): Promise<void> {
    await this.attempt(number, passphrase);
    await this.#page.locator('[data-screen="frame"]').waitFor();
  }

  /** Types and submits, whatever comes of it. */
  async attempt(number: string, passphrase: string): Promise<void> {
    await this.#page.locator('#sign-in-number').fill(number, { timeout: 60_000 });
    await this.#page.locator('#sign-in-passphrase').fill(passphrase);
    await this.#page.locator('#sign-in-submit').click();
  }

  /** Code of the refusal shown. */
  async refusal(): Promise<string | null> {
    return this.#page.locator('#sign-in-error').getAttribute('data-code');
  }
}
