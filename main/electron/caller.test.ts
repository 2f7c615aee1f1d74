import { expect, it } from 'vitest';
import { isOwnCaller } from '#main/electron/caller.ts';
import { startPage } from '#main/electron/page-files.ts';

const own = { senderId: 1, frame: { url: startPage, isTop: true } };

it('accepts the own window and refuses every deviation', () => {
  expect(isOwnCaller(own, 1)).toBe(true);
  expect(isOwnCaller(own, 2)).toBe(false);
  expect(isOwnCaller(own, null)).toBe(false);
  expect(isOwnCaller({ ...own, frame: null }, 1)).toBe(false);
  expect(isOwnCaller({ ...own, frame: { url: startPage, isTop: false } }, 1)).toBe(false);
  expect(isOwnCaller({ ...own, frame: { url: 'https://counter.example/index.html', isTop: true } }, 1)).toBe(false);
});
