// What is on the screen after an action, and what must never be there. Runs in the page; asks the program only what the screen may
// ask as well.
import type { Page } from '@playwright/test';
import type {} from '#renderer/bridge/api.ts';

export interface Target {
  /** Id, or what else names it in the log. */
  readonly name: string;
  readonly id: string;
  readonly isTicked: boolean;
  readonly x: number;
  readonly y: number;
}

/** A control of the form that can be filled now, wherever it has scrolled to. */
export interface FormControl {
  readonly id: string;
  /** Text, or one option of a group. */
  readonly kind: 'text' | 'option' | 'list';
  /** The options of one group have it in common. */
  readonly group: string;
  readonly isDone: boolean;
}

export interface Sight {
  /** The screen's own name, `sign-in`, `frame` … */
  readonly screen: string | null;
  /** The workspace's view, e.g. `capture`, and where the registration stands, e.g. `filling`. */
  readonly view: string | null;
  readonly at: string | null;
  readonly staffNumber: string | null;
  readonly isReviewing: boolean;
  /** A supervisor is asked to look at it. */
  readonly isConfirming: boolean;
  readonly isSignatureMissing: boolean;
  readonly isDialogOpen: boolean;
  /** Image fields that can be filled now and are not. */
  readonly emptyPictures: readonly string[];
  /** What can be clicked now, inside the window. */
  readonly targets: readonly Target[];
  readonly controls: readonly FormControl[];
  /** Ids of the unfinished registrations the program offers to who is signed in; null when not asked. */
  readonly offered: readonly string[] | null;
  /** What must not be: one line each. */
  readonly faults: readonly string[];
}

const size = { width: 1366, height: 768 };

/** Runs in the page: where one is, and what can be clicked. */
function lookAround({ width, height }: typeof size): Omit<Sight, 'offered' | 'faults'> {
  const one = (selector: string, name: string) => document.querySelector(selector)?.getAttribute(name) ?? null;
  const dialog = document.querySelector('dialog[open]');
  // Not one's own account: it is no step of a registration, and each look at it is some actions less for those that are. A click at a point
  // finds it all the same.
  const clickable = 'button:not(#signed-in), input, select, textarea, a, label, summary, [tabindex], tr';
  const targets = [...(dialog ?? document).querySelectorAll<HTMLElement>(clickable)]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.closest('[inert], :disabled') === null)
    .map((element) => {
      const { x, y, width: w, height: h } = element.getBoundingClientRect();
      return {
        name: element.id || element.className || element.tagName.toLowerCase(),
        id: element.id,
        isTicked: element.matches(':checked'),
        x: Math.round(x + w / 2),
        y: Math.round(y + h / 2),
      };
    })
    .filter(({ x, y }) => x > 0 && y > 0 && x < width && y < height);
  const controls = [...document.querySelectorAll('[id^="field-"]')]
    .filter((element) => element.matches('input:enabled, select:enabled, textarea:enabled') && element.checkVisibility())
    .map((element): FormControl => {
      const isOption = element.matches('[type="radio"]');
      const group = element.closest('[data-field]')?.getAttribute('data-field') ?? element.id;
      const isFilled = (element as HTMLInputElement).value !== '' && !element.matches('[aria-invalid="true"]');
      return {
        id: element.id,
        kind: isOption ? 'option' : element.matches('select') ? 'list' : 'text',
        group,
        // Of a group the first option, whose numbers the good values are.
        isDone: isOption
          ? document.querySelector(`[data-field="${group}"] input[type="radio"]`)?.matches(':checked') === true
          : isFilled,
      };
    });
  return {
    screen: one('[data-screen]', 'data-screen'),
    view: one('[data-view]', 'data-view'),
    at: one('[data-view="capture"]', 'data-at'),
    staffNumber: one('#signed-in', 'data-staff'),
    isReviewing: document.querySelector('#review') !== null,
    isConfirming: document.querySelector('#second-review') !== null,
    isSignatureMissing: document.querySelector('#form-signature[data-signature="missing"]') !== null,
    emptyPictures: [...document.querySelectorAll('.image[data-image="empty"]')]
      .filter((element) => element.querySelector('button:enabled') !== null)
      .map((element) => element.closest('[data-field]')?.getAttribute('data-field') ?? ''),
    isDialogOpen: dialog !== null,
    targets,
    controls,
  };
}

/** Runs in the page: what one can see that must not be. */
function findFaults(): readonly string[] {
  const screen = document.querySelector('[data-screen]')?.getAttribute('data-screen') ?? null;
  const untrue = document.querySelector('tr[data-record-id][data-state="synced"]:not([data-receipt-position])');
  const faults: readonly (readonly [boolean, string])[] = [
    [screen === null || (document.body.textContent ?? '').trim() === '', 'a white page'],
    [['crash', 'trouble', 'enrolment'].includes(screen ?? ''), `the screen ${screen}`],
    [document.querySelector('[data-code="internal/unexpected"]') !== null, 'internal/unexpected on the screen'],
    [untrue !== null, `${untrue?.getAttribute('data-record-id')} says synced without a receipt`],
  ];
  return faults.filter(([isThere]) => isThere).map(([, name]) => name);
}

/** Runs in the page: the registration whose fields can be filled now, and the ones the program says are begun by who is signed in. */
async function askForOpen(): Promise<{
  readonly staff: string | null;
  readonly open: string | null;
  readonly known: readonly string[];
}> {
  const staff = document.querySelector('#signed-in')?.getAttribute('data-staff') ?? null;
  const fields = [...document.querySelectorAll('[id^="field-"]')].filter(
    (element) => element.matches('input:enabled, select:enabled, textarea:enabled') && element.checkVisibility(),
  );
  const shown = document.querySelector('[data-view="capture"]')?.getAttribute('data-registration-id') ?? 'no registration';
  const open = fields.length > 0 ? shown : null;
  if (staff === null) return { staff, open, known: [] };
  const answer = (await window.bridge.call('registration.unfinished', {})) as {
    readonly ok: boolean;
    readonly value: { readonly items: readonly { readonly registrationId: string }[] };
  };
  const isSame = document.querySelector('#signed-in')?.getAttribute('data-staff') === staff;
  return { staff: isSame ? staff : null, open, known: answer.ok ? answer.value.items.map((item) => item.registrationId) : [] };
}

async function see(page: Page): Promise<Sight> {
  const around = await page.evaluate(lookAround, size);
  const faults = await page.evaluate(findFaults);
  const { staff, open, known } = await page.evaluate(askForOpen);
  // R2.5: only an accepted notice makes a registration that the program knows.
  const isUnknown = open !== null && !known.includes(open);
  return {
    ...around,
    offered: staff === null || staff !== around.staffNumber ? null : known,
    faults: isUnknown ? [...faults, `fields are open for ${open}, for which no notice was accepted`] : faults,
  };
}

/** Null while the page is between two documents. */
export async function look(page: Page): Promise<Sight | null> {
  try {
    return await see(page);
  } catch (error) {
    if (error instanceof Error && /context|navigat/iu.test(error.message)) return null;
    throw error;
  }
}
