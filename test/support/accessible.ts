// axe (WCAG 2.1 A and AA) on what stands on the screen now, in the light and the dark look.
import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

interface AxeWindow {
  readonly axe: {
    run(
      context: Document,
      options: unknown,
    ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
  };
}

/** Resolves when what moves has come to its end and nothing has changed for a while; what never comes to rest is not waited for. */
async function whenSettled(): Promise<void> {
  const [quietMs, longestMs] = [200, 2_000];
  const ends = (animation: Animation) => Number.isFinite(Number(animation.effect?.getComputedTiming().endTime));
  const from = performance.now();
  await new Promise<void>((resolve) => {
    const settle = () => {
      observer.disconnect();
      resolve();
    };
    let quiet = setTimeout(settle, quietMs);
    const observer = new MutationObserver(() => {
      clearTimeout(quiet);
      quiet = setTimeout(settle, Math.min(quietMs, Math.max(0, from + longestMs - performance.now())));
    });
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  });
  await Promise.allSettled(
    document
      .getAnimations()
      .filter(ends)
      .map(({ finished }) => finished),
  );
}

/** What the look can change; the rest is the same in both. */
const colourRules = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } as const;
const looks = [
  ['light', ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']],
  ['dark', colourRules],
] as const;

/** @param screen how it is called when something is found */
export async function expectAccessible(page: Page, screen: string): Promise<void> {
  await page.evaluate(whenSettled);
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  for (const [colorScheme, runOnly] of looks) {
    await page.emulateMedia({ colorScheme });
    const found = await page.evaluate(async (rules) => {
      const { violations } = await (window as unknown as AxeWindow).axe.run(document, { runOnly: rules });
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
    }, runOnly);
    expect(found, `${screen}, ${colorScheme}`).toEqual([]);
  }
}

/**
 * What cannot be reached, or is cut off, as the window stands: controls outside of it that nothing scrolls to, text cut short, text
 * in a column so narrow that its letters stand under each other, and what lies sideways out of sight though it is no table.
 */
function findCutOff(): string[] {
  const describe = (element: Element) =>
    `${element.tagName}#${element.id}.${element.className} “${element.textContent?.slice(0, 20)}” ${JSON.stringify(element.getBoundingClientRect())} ${element.scrollWidth}/${element.clientWidth}`;
  const scrolls = (element: Element) => /auto|scroll/u.test(getComputedStyle(element).overflow);
  const isInScroller = (element: Element): boolean => {
    const parent = element.parentElement;
    return parent !== null && parent !== document.body && (scrolls(parent) || isInScroller(parent));
  };
  const isShown = (element: Element) => element.checkVisibility() && element.closest('.visually-hidden, [hidden]') === null;
  const outside = [...document.querySelectorAll('button, input, select, textarea, a[href]')].filter((control) => {
    const { left, right, top, bottom } = control.getBoundingClientRect();
    const isInside = left >= -1 && top >= -1 && right <= innerWidth + 1 && bottom <= document.documentElement.scrollHeight + 1;
    return isShown(control) && !isInside && !isInScroller(control);
  });
  const cut = [...document.querySelectorAll('button, label, legend, h1, h2, h3, th, td, dt, dd, p')].filter((element) => {
    const { overflowX, textOverflow } = getComputedStyle(element);
    return (
      isShown(element) && element.scrollWidth > element.clientWidth + 1 && overflowX !== 'visible' && textOverflow !== 'ellipsis'
    );
  });
  const isLeaf = (element: Element) => element.childElementCount === 0 && (element.textContent?.trim().length ?? 0) > 6;
  const squeezed = [...document.querySelectorAll('main :is(th, td, dt, dd, p, span, label, button)')].filter((element) => {
    const { width, height } = element.getBoundingClientRect();
    const letter = Number.parseFloat(getComputedStyle(element).fontSize);
    return isLeaf(element) && isShown(element) && width > 1 && width < 2.5 * letter && height > 4 * letter;
  });
  const sideways = [...document.querySelectorAll('main, main *')]
    .filter((element) => scrolls(element) && element.scrollWidth > element.clientWidth + 1 && element.scrollLeft === 0)
    .flatMap((scroller) => {
      const edge = scroller.getBoundingClientRect().left + scroller.clientWidth;
      const isBeyond = (element: Element) => element.getBoundingClientRect().right > edge + 2;
      return [...scroller.children, ...scroller.querySelectorAll(':scope > * > *')].filter(
        (element) => isShown(element) && element.closest('table') === null && isBeyond(element),
      );
    });
  return [...outside, ...cut, ...squeezed, ...sideways].map(describe);
}

/** At every text size a person can choose, in the window as it is opened (1366×768). */
export async function expectFits(page: Page, screen: string): Promise<void> {
  for (const size of ['150', '125', '100']) {
    await page.evaluate((chosen) => {
      document.documentElement.dataset.size = chosen;
    }, size);
    expect(await page.evaluate(findCutOff), `${screen} at ${size} %`).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow, `${screen} at ${size} % scrolls sideways`).toBeLessThanOrEqual(0);
  }
}
