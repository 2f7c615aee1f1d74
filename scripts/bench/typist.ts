// Keys as a person presses them, and how long each took from the browser's own time of it until after the next frame.
import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession, Page } from '@playwright/test';
import { RegistrationScreen } from '#test/support/screens/registration-screen.ts';
import type { StartedBrowser } from './started-browser.ts';

/** Evaluated in a page once: remembers how long each key took. */
export const watchKeys = `{
  const frames = new MessageChannel();
  let pressedAt = null;
  frames.port1.onmessage = () => {
    if (pressedAt === null) return;
    globalThis.keyTimes.push(performance.now() - pressedAt);
    pressedAt = null;
  };
  globalThis.keyTimes = [];
  addEventListener('keydown', ({ timeStamp }) => {
    pressedAt = timeStamp;
    requestAnimationFrame(() => frames.port2.postMessage(null));
  }, true);
}`;
const takeTime = 'globalThis.keyTimes.splice(0)';

export interface Typist {
  press(key: string): Promise<unknown>;
  evaluate<T>(expression: string): Promise<T>;
}

export function typistOf(page: Page, devTools: CDPSession): Typist {
  const send = (key: string, type: 'keyDown' | 'keyUp') =>
    devTools.send('Input.dispatchKeyEvent', { type, key, ...(type === 'keyDown' ? { text: key } : {}) });
  return {
    press: (key) => Promise.all([send(key, 'keyDown'), send(key, 'keyUp')]),
    evaluate: <T>(expression: string) => page.evaluate(expression) as Promise<T>,
  };
}

export function bareTypist({ page }: StartedBrowser): Typist {
  const send = (key: string, type: string) =>
    page.send('Input.dispatchKeyEvent', { type, key, ...(type === 'keyDown' ? { text: key } : {}) });
  return {
    press: (key) => Promise.all([send(key, 'keyDown'), send(key, 'keyUp')]),
    evaluate: (expression) => page.evaluate(expression),
  };
}

/** At no fixed distance from the frames, as a person types. */
export async function pressOnce(typist: Typist, key: string): Promise<number> {
  await sleep(25 + Math.random() * 17);
  await typist.press(key);
  for (;;) {
    const [time] = await typist.evaluate<readonly number[]>(takeTime);
    if (time !== undefined) return time;
    await sleep(5);
  }
}

/** An open form of the first service, whose fields may be typed into. */
export async function openForm(page: Page): Promise<RegistrationScreen> {
  const screen = new RegistrationScreen(page);
  await screen.begin();
  await screen.chooseService(null);
  await screen.acceptNotice();
  await screen.choose('documentType', 'resident-id');
  return screen;
}
