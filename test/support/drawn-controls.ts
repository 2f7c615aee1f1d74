// Which controls of the form were drawn again. React gives an element new properties whenever its component is, and keeps them on the
// element; nothing of that is in a production build's interface, so a React that stops doing it makes these tests fail and not pass.
import type { Page } from '@playwright/test';

declare global {
  var controlsBefore: ReadonlyMap<string, unknown> | undefined;
}

/** @returns the ids of all controls that are watched from now on */
export async function watchControls(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const controls = [...document.querySelectorAll('[data-field] [id^="field-"]')];
    const propsOf = (control: Element) =>
      Reflect.get(control, Object.keys(control).find((key) => key.startsWith('__reactProps$')) ?? '');
    globalThis.controlsBefore = new Map(controls.map((control) => [control.id, propsOf(control)]));
    return [...globalThis.controlsBefore.keys()];
  });
}

/** @returns the ids of the watched controls that were drawn since */
export async function controlsDrawn(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const propsOf = (control: Element) =>
      Reflect.get(control, Object.keys(control).find((key) => key.startsWith('__reactProps$')) ?? '');
    const before = globalThis.controlsBefore ?? new Map<string, unknown>();
    return [...before].flatMap(([id, props]) => {
      const control = document.getElementById(id);
      return control !== null && propsOf(control) === props ? [] : [id];
    });
  });
}
