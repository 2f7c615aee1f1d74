// The new-registration screen as a person uses it: everything goes through what is visible.
import type { Locator, Page } from '@playwright/test';
import type { AcceptingParty } from '#src/domain/consent/schema.ts';
import { readCodes } from '#src/domain/forms/typed-values.ts';
import { normalizeDocumentNumber } from '#src/domain/identity/documents.ts';
import { normalizePhone } from '#src/domain/identity/phones.ts';

export interface ShownField {
  readonly name: string;
  readonly part: 'core' | 'supplementary';
  readonly kind: 'choice' | 'text';
}

export interface ShownFieldError {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

/** What a field of this kind may show of a value without having changed it: numbers are grouped and tidied, texts stay. */
function sameness(kind: string | null): (value: string) => string {
  if (kind === 'document-number') return normalizeDocumentNumber;
  return kind === 'phone' ? normalizePhone : (value) => value;
}

export class RegistrationScreen {
  readonly #page: Page;
  readonly #typed = new Set<string>();

  constructor(page: Page) {
    this.#page = page;
  }

  /** From wherever the last registration ended to the list of services. */
  async begin(): Promise<void> {
    const next = this.#page.locator('#action-next');
    const services = this.#page.locator('[data-service]').first();
    await next.or(services).first().waitFor();
    if (await next.isVisible()) await next.click();
    await services.waitFor();
  }

  /** @param id null for the first core service @returns false when there is no such service on the screen */
  async chooseService(id: string | null): Promise<boolean> {
    const buttons = this.#page.locator('[data-service]');
    if (id === null) {
      await buttons.first().click();
    } else {
      const ids = await buttons.evaluateAll((all) => all.map((button) => button.getAttribute('data-service')));
      const index = ids.indexOf(id);
      if (index < 0) return false;
      await buttons.nth(index).click();
    }
    await this.#page.locator('#notice').waitFor();
    return true;
  }

  async showNoticeIn(language: string): Promise<void> {
    const notice = this.#page.locator('#notice');
    if ((await notice.getAttribute('lang')) !== language) await this.#page.locator('#notice-language').click();
    await this.#page.locator(`#notice[lang="${language}"]`).waitFor();
  }

  /** Who is at the counter. @returns false when the notice leaves no choice but the subject */
  async chooseParty(party: AcceptingParty): Promise<boolean> {
    if (party === 'subject') return true;
    const choice = this.#page.locator(`#notice-party-${party}`);
    if ((await choice.count()) === 0) return false;
    await choice.check();
    return true;
  }

  async acceptNotice(): Promise<void> {
    await this.#page.locator('#notice-accept').click();
    await this.#page.locator('[id^="field-"]').first().waitFor();
  }

  async declineNotice(): Promise<void> {
    await this.#page.locator('#notice-decline').click();
    await this.#page.locator('#declined').waitFor();
  }

  async message(): Promise<string> {
    return (await this.#page.locator('#declined h1').innerText()).trim();
  }

  /** What the form has a place for, in its order. */
  async fields(): Promise<readonly ShownField[]> {
    const found = await this.#page
      .locator('fieldset[id^="field-"], input[id^="field-"], select[id^="field-"]')
      .evaluateAll((controls) =>
        controls
          .filter((control) => control.tagName === 'FIELDSET' || control.closest('fieldset[id^="field-"]') === null)
          .map((control) => ({
            name: control.id.slice('field-'.length),
            tag: control.tagName,
            type: control.getAttribute('type'),
          })),
      );
    const consents = await this.#page.locator('input[id^="consent-"]').evaluateAll((boxes) => boxes.map((box) => box.id));
    return found.map(({ name, tag }) => ({
      name,
      part: consents.includes(`consent-${name}`) ? 'supplementary' : 'core',
      kind: tag === 'INPUT' ? 'text' : 'choice',
    }));
  }

  field(name: string): Locator {
    return this.#page.locator(`[id="field-${name}"]`);
  }

  /** @returns false when the field took another text than this one: a single line drops line breaks, for instance */
  async type(name: string, value: string): Promise<boolean> {
    const field = this.field(name);
    await field.fill(value);
    this.#typed.add(name);
    const same = sameness(await this.#page.locator(`[data-field="${name}"]`).getAttribute('data-kind'));
    return same(await field.inputValue()) === same(value);
  }

  wasTyped(name: string): boolean {
    return this.#typed.has(name);
  }

  /** @returns false when the field has no such option */
  async choose(name: string, value: string): Promise<boolean> {
    this.#typed.add(name);
    const field = this.field(name);
    if (await field.evaluate((control) => control.tagName === 'SELECT')) {
      return field.selectOption(value, { timeout: 2_000 }).then(
        () => true,
        () => false,
      );
    }
    const boxes = field.locator('input[type="checkbox"]');
    if ((await boxes.count()) > 0) return this.#tick(boxes, readCodes(value));
    const radios = field.locator('input[type="radio"]');
    const values = await radios.evaluateAll((all) => all.map((radio) => radio.getAttribute('value')));
    const index = values.indexOf(value);
    if (index < 0) return false;
    await radios.nth(index).check();
    return true;
  }

  /** Exactly these, and no others. @returns false when one of them is not offered */
  async #tick(boxes: Locator, codes: readonly string[]): Promise<boolean> {
    const offered = await boxes.evaluateAll((all) => all.map((box) => box.getAttribute('value') ?? ''));
    for (const [index, code] of offered.entries()) await boxes.nth(index).setChecked(codes.includes(code));
    return codes.every((code) => offered.includes(code));
  }

  /** The subject agrees to one supplementary field. */
  async agreeTo(name: string): Promise<void> {
    // Not check(): the box follows only when the program has recorded the answer.
    await this.#page.locator(`[id="consent-${name}"]`).click();
    await this.field(name).and(this.#page.locator(':enabled')).waitFor();
  }

  async errors(): Promise<readonly ShownFieldError[]> {
    return this.#page.locator('[id^="field-"][id$="-error"][data-code]').evaluateAll((all) =>
      all.map((note) => ({
        field: note.id.slice('field-'.length, -'-error'.length),
        code: note.getAttribute('data-code') ?? '',
        message: note.textContent?.trim() ?? '',
      })),
    );
  }

  /** Asks for the review. @returns the errors that keep it from opening, none when it opened */
  async proceedToReview(): Promise<readonly ShownFieldError[]> {
    await this.#page.locator('#action-review').click();
    await this.#page.locator('#review').or(this.#page.locator('[id^="field-"][data-code]').first()).first().waitFor();
    return this.errors();
  }

  async tickEveryCheck(): Promise<void> {
    const checks = this.#page.locator('#review input[id^="check-"]');
    for (let index = 0; index < (await checks.count()); index++) await checks.nth(index).check();
  }

  /** @returns the record's id @throws Error with the code shown when the program refused */
  async submit(): Promise<string> {
    // The same made-up person comes again: a clerk compares and says so.
    const same = this.#page.locator('#same-document-confirm');
    if (await same.isVisible()) await same.click();
    await this.#page.locator('#action-submit').click();
    const saved = this.#page.locator('#submitted');
    const refusal = this.#page.locator('.capture [role="alert"][data-code]');
    await saved.or(refusal).first().waitFor();
    if (!(await saved.isVisible())) throw new Error(`the program refused: ${await refusal.first().getAttribute('data-code')}`);
    return (await saved.getAttribute('data-record-id')) ?? '';
  }

  async discard(): Promise<void> {
    await this.#page.locator('#action-discard').click();
    await this.#page.locator('#leave-discard').click();
    await this.#page.locator('[data-service]').first().waitFor();
  }
}
