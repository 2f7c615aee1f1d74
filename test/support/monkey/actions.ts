// Everything the monkey can do, as plain data: a log of actions can be read, and done again.
import type { CDPSession, Page } from '@playwright/test';
import { publishChange } from '#test/support/server-process.ts';
import type { Workplace } from '#test/support/workplace.ts';

export type Action =
  | { readonly act: 'click'; readonly x: number; readonly y: number; readonly times: number; readonly on: string }
  | { readonly act: 'mouse'; readonly button: 'back' | 'forward' | 'middle' | 'right'; readonly x: number; readonly y: number }
  | { readonly act: 'press'; readonly key: string; readonly times: number; readonly then?: Then }
  /** The key stays down and repeats. */
  | { readonly act: 'hold'; readonly key: string; readonly times: number }
  | { readonly act: 'type'; readonly text: string }
  /** Replaces what stands in a field. */
  | { readonly act: 'fill'; readonly field: string; readonly text: string }
  /** Scrolls to an element and clicks it once. */
  | { readonly act: 'pick'; readonly id: string; readonly then?: Then }
  /** Hands the page a file for an image field. */
  | { readonly act: 'picture'; readonly field: string }
  /** Writes on the signature pad. */
  | { readonly act: 'write' }
  /** One after the other, as fast as it goes: what a practised hand does in one go. */
  | { readonly act: 'several'; readonly actions: readonly Action[] }
  | { readonly act: 'paste'; readonly text: string }
  | { readonly act: 'drag'; readonly from: Point; readonly to: Point }
  | { readonly act: 'drop'; readonly what: 'text' | 'link' | 'file'; readonly at: Point }
  | { readonly act: 'wheel'; readonly by: number }
  | { readonly act: 'sign-in'; readonly number: string; readonly passphrase: string }
  | { readonly act: 'network'; readonly isUp: boolean }
  | { readonly act: 'close-and-stay' }
  | { readonly act: 'reload' }
  | { readonly act: 'new-notice' }
  /** Until the program has started. */
  | { readonly act: 'settle' }
  | { readonly act: 'wait'; readonly ms: number };

/** What a clerk looks for before going on (a selector); the monkey goes on without it after a while. */
export type Then = string;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface World {
  readonly workplace: Workplace;
  readonly page: Page;
  readonly devTools: CDPSession;
  /** A file to be dropped. */
  readonly file: string;
  /** A picture for an image field. */
  readonly picture: string;
}

type Doer<A extends Action['act']> = (world: World, action: Extract<Action, { readonly act: A }>) => Promise<unknown>;

async function mouse({ devTools }: World, type: string, point: Point, button: string, clickCount: number): Promise<void> {
  await devTools.send('Input.dispatchMouseEvent', {
    type: type as 'mousePressed',
    ...point,
    button: button as 'left',
    clickCount,
  });
}

/** Without the waits of a test driver: the next press comes as fast as the machine takes them. */
async function click(world: World, point: Point, button: string, times: number): Promise<void> {
  const sent: Promise<void>[] = [];
  for (let count = 1; count <= times; count++) {
    sent.push(mouse(world, 'mousePressed', point, button, count), mouse(world, 'mouseReleased', point, button, count));
  }
  await Promise.all(sent);
}

/** A few strokes on the signature pad, each as fast as the machine takes it. */
async function write(world: World): Promise<void> {
  const box = await world.page.locator('#signature-pad').boundingBox();
  if (box === null) throw new Error('no signature pad');
  const at = (x: number, y: number) => ({ x: box.x + box.width * x, y: box.y + box.height * y });
  for (const line of [0.35, 0.6]) {
    const points = [0.2, 0.3, 0.4, 0.5].map((x, index) => at(x, line + (index % 2) * 0.15));
    const [first = at(0.2, line)] = points;
    const last = points.at(-1) ?? first;
    await Promise.all([
      mouse(world, 'mousePressed', first, 'left', 1),
      ...points.map((point) => mouse(world, 'mouseMoved', point, 'left', 0)),
      mouse(world, 'mouseReleased', last, 'left', 1),
    ]);
  }
}

const dropped = {
  text: ['text/plain', '拖来的文字 110101199003071057'],
  link: ['text/uri-list', 'https://example.com/'],
} as const;

async function drop({ devTools, file }: World, what: 'text' | 'link' | 'file', at: Point): Promise<void> {
  const [mimeType, data] = what === 'file' ? ['', ''] : dropped[what];
  const content =
    what === 'file'
      ? { items: [], files: [file], dragOperationsMask: 1 }
      : { items: [{ mimeType, data }], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devTools.send('Input.dispatchDragEvent', { type, ...at, data: content });
  }
}

async function awaited(page: Page, then: Then | undefined): Promise<void> {
  if (then !== undefined) await page.locator(then).first().waitFor({ timeout: 1_000 });
}

/** Where an element is once it is scrolled to; null when it is not there to be clicked. */
function placeOf(page: Page, id: string): Promise<Point | null> {
  return page.evaluate((name) => {
    const element = document.getElementById(name);
    if (element === null || !element.checkVisibility() || element.closest('[inert], :disabled') !== null) return null;
    element.scrollIntoView({ block: 'center' });
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  }, id);
}

/** The next version of every notice, as an administrator would publish it in the middle of the day. */
function publishNewNotice({ workplace: { serverDataDir, secrets } }: World): Promise<void> {
  return publishChange(serverDataDir, secrets, (organisation) => {
    organisation.notices = organisation.notices.map((notice) => ({ ...notice, version: notice.version + 1 }));
  });
}

const doers: { readonly [A in Action['act']]: Doer<A> } = {
  click: (world, { x, y, times }) => click(world, { x, y }, 'left', times),
  mouse: (world, { x, y, button }) => click(world, { x, y }, button, 1),
  press: async ({ page }, { key, times, then }) => {
    for (let count = 0; count < times; count++) await page.keyboard.press(key);
    await awaited(page, then);
  },
  hold: async ({ page }, { key, times }) => {
    for (let count = 0; count < times; count++) await page.keyboard.down(key);
    await page.keyboard.up(key);
  },
  type: ({ page }, { text }) => page.keyboard.type(text),
  fill: async ({ page }, { field, text }) => {
    // Gone with the answer before it: nobody waits for what is not there.
    if ((await placeOf(page, field)) !== null) await page.locator(`[id="${field}"]`).fill(text, { timeout: 500 });
  },
  pick: async (world, { id, then }) => {
    const place = await placeOf(world.page, id);
    if (place === null) return;
    await click(world, place, 'left', 1);
    await awaited(world.page, then);
  },
  picture: ({ page, picture }, { field }) => page.locator(`#picker-${field}`).setInputFiles(picture, { timeout: 500 }),
  write: async (world) => {
    const { page } = world;
    await page.locator('#signature-pad').waitFor({ timeout: 500 });
    await write(world);
  },
  settle: ({ page }) => page.locator('[data-screen]:not([data-screen="starting"])').first().waitFor({ timeout: 3_000 }),
  several: async (world, { actions }) => {
    for (const action of actions) await perform(world, action);
  },
  paste: ({ devTools }, { text }) => devTools.send('Input.insertText', { text }),
  drag: async (world, { from, to }) => {
    await mouse(world, 'mouseMoved', from, 'none', 0);
    await mouse(world, 'mousePressed', from, 'left', 1);
    await mouse(world, 'mouseMoved', to, 'left', 0);
    await mouse(world, 'mouseReleased', to, 'left', 1);
  },
  drop: (world, { what, at }) => drop(world, what, at),
  wheel: ({ page }, { by }) => page.mouse.wheel(0, by),
  'sign-in': async ({ page }, { number, passphrase }) => {
    const limit = { timeout: 1_000 };
    await page.locator('#sign-in-number').fill(number, limit);
    await page.locator('#sign-in-passphrase').fill(passphrase, limit);
    await page.keyboard.press('Enter');
    await page.locator('[data-screen="frame"], #sign-in-error').first().waitFor({ timeout: 3_000 });
  },
  network: ({ workplace: { link } }, { isUp }) => (isUp ? link.restore() : link.cut()),
  'close-and-stay': ({ workplace: { app } }) =>
    app.evaluate(({ BrowserWindow, dialog }) => {
      dialog.showMessageBoxSync = () => 0;
      BrowserWindow.getAllWindows()[0]?.close();
    }),
  reload: async ({ workplace: { app }, page }) => {
    await app.evaluate(({ BrowserWindow, dialog }) => {
      dialog.showMessageBoxSync = () => 1;
      BrowserWindow.getAllWindows()[0]?.reload();
    });
    await page.locator('[data-screen]').first().waitFor({ timeout: 5_000 });
  },
  'new-notice': publishNewNotice,
  wait: ({ page }, { ms }) => page.waitForTimeout(ms),
};

/** What a person would not have managed either (a field that has just gone) is no fault: the next look decides. */
export async function perform(world: World, action: Action): Promise<void> {
  const doer = doers[action.act] as Doer<Action['act']>;
  try {
    await doer(world, action as never);
  } catch (error) {
    const isMissed =
      error instanceof Error &&
      /Timeout|no signature pad|not (?:an? )?(?:visible|enabled|editable|attached)|context/iu.test(error.message);
    if (!isMissed) throw error;
  }
}
