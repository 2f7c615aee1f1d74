// A keyboard-wedge reader: types much faster than any person and ends with Enter.
import type { Page } from '@playwright/test';

/** Types as the reader does, after the pause in which a document is laid down, and without waiting between keys. */
export async function wedge(page: Page, text: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await page.waitForTimeout(400);
  const keys = [...text, '\r'].map((character) =>
    session.send('Input.dispatchKeyEvent', {
      type: 'keyDown',
      text: character,
      key: character === '\r' ? 'Enter' : character,
      ...(character === '\r' ? { windowsVirtualKeyCode: 13, code: 'Enter' } : {}),
    }),
  );
  await Promise.all(keys);
  await session.detach();
}
