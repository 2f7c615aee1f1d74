// The sync queue. A receipt counts only when the row says 已同步, which the application does only after verifying it.
import type { Page } from '@playwright/test';
import type {} from '#renderer/bridge/api.ts';
import type { QueueItem } from '#src/contract/ipc/sync.ts';

export interface ShownReceipt {
  readonly number: number;
  readonly recordId: string;
  readonly contentHash: string;
  readonly receivedAt: string;
}

export class QueueScreen {
  readonly #page: Page;
  constructor(page: Page) {
    this.#page = page;
  }

  async open(): Promise<void> {
    await this.#page.locator('#nav-queue').click();
    // What it shows comes a moment after the page.
    await this.#page.locator('[data-view="queue"] :is(tr[data-record-id], #queue-empty)').first().waitFor();
  }

  /** How many rows stand in each state, by the filter buttons' own counts. */
  async rows(): Promise<readonly { readonly recordId: string; readonly state: string; readonly text: string }[]> {
    return this.#page.locator('tr[data-record-id]').evaluateAll((rows) =>
      rows.map((row) => ({
        recordId: row.getAttribute('data-record-id') ?? '',
        state: row.getAttribute('data-state') ?? '',
        text: row.textContent ?? '',
      })),
    );
  }

  /**
   * Waits until that many rows carry a verified receipt, or the limit is over.
   * @returns record id → receipt, for those that have one
   */
  async waitForReceipts(expected: number, limitMs: number): Promise<ReadonlyMap<string, ShownReceipt>> {
    const giveUpAt = Date.now() + limitMs;
    let receipts = await this.#receipts();
    while (receipts.size < expected && Date.now() < giveUpAt) {
      const syncNow = this.#page.locator('#sync-now');
      if (await syncNow.isEnabled()) await syncNow.click();
      await this.#page.waitForTimeout(250);
      receipts = await this.#receipts();
    }
    return receipts;
  }

  /** Asks the bridge page by page, because the table shows the newest only; the answer is the one the table is drawn from. */
  async #receipts(): Promise<ReadonlyMap<string, ShownReceipt>> {
    const shown = await this.#page.evaluate(async () => {
      const found: ShownReceipt[] = [];
      for (let before: number | null = null, isMore = true; isMore; ) {
        const answer: unknown = await window.bridge.call('sync.queue', { state: 'synced', limit: 200, before });
        const { items } = (answer as { value: { items: readonly QueueItem[] } }).value;
        for (const { recordId, receipt } of items) {
          if (receipt === null) continue;
          const { position, contentHash, receivedAt } = receipt;
          found.push({ number: position, recordId, contentHash, receivedAt });
        }
        isMore = items.length === 200;
        before = items.at(-1)?.sequence ?? null;
      }
      return found;
    });
    return new Map(shown.map((receipt) => [receipt.recordId, receipt]));
  }
}
