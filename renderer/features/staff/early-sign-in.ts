// The sign-in form stands before the program and the scripts of the screens are there: markup drawn when the application was built
// (`renderer/app/early-markup.tsx`). The screen takes over these very elements (ADR 40), so nothing typed has to be carried anywhere;
// what is kept here is only which button was pressed before anybody could hear it. The first script and the screens are bundles of their
// own that share nothing but the page: the screen asks the first script by an event.

export type SignInField = 'number' | 'passphrase';

/** What is still to be typed into the form. */
export function missingIn(form: HTMLFormElement): SignInField | null {
  const { number, passphrase } = typedInto(form);
  if (number === '') return 'number';
  return passphrase === '' ? 'passphrase' : null;
}

export function typedInto(form: HTMLFormElement): Readonly<Record<SignInField, string>> {
  const textIn = (field: SignInField) => fieldOf(form, field)?.value ?? '';
  return { number: textIn('number').trim(), passphrase: textIn('passphrase') };
}

export function fieldOf(form: HTMLFormElement, field: SignInField): HTMLInputElement | null {
  return form.querySelector(`#sign-in-${field}`);
}

let isAsked = false;
/** A button beside the form, which the screen will understand. */
let pressedBeside: HTMLButtonElement | null = null;

function say(form: HTMLFormElement, asked: boolean): void {
  isAsked = asked;
  form.ariaBusy = String(asked);
}

/** Enter leads to what is missing, as on the screen itself; with both, the screen signs in as soon as it can. */
function submitted(event: SubmitEvent): void {
  // The screen heard it.
  if (event.defaultPrevented || !(event.target instanceof HTMLFormElement)) return;
  event.preventDefault();
  const missing = missingIn(event.target);
  say(event.target, missing === null);
  if (missing !== null) fieldOf(event.target, missing)?.focus();
}

/** Typing on takes the press back, as on the screen itself. */
function typed({ target }: Event): void {
  const form = target instanceof HTMLInputElement ? target.form : null;
  if (isAsked && form !== null) say(form, false);
}

function clicked({ target }: Event): void {
  pressedBeside = target instanceof Element ? target.closest<HTMLButtonElement>('button[type="button"]') : null;
}

/** A press that has begun ends on the button, also when a line that appears meanwhile moves it from under the finger. */
function pressed({ target, pointerId }: PointerEvent): void {
  if (target instanceof Element) target.closest('#sign-in-submit')?.setPointerCapture(pointerId);
}

/** What the first script tells the screen that takes over. */
interface Handover {
  isAsked: boolean;
}

const takenOver = 'sign-in-taken-over';

/** The screen hears everything itself from here on. Presses what was pressed before, and says whether signing in was asked for. */
function handOver({ detail }: CustomEvent<Handover>): void {
  document.removeEventListener('submit', submitted);
  document.removeEventListener('input', typed);
  document.removeEventListener('click', clicked);
  pressedBeside?.click();
  pressedBeside = null;
  detail.isAsked = isAsked;
}

/** The first script's: draws the form of a language into the page. False when the page brings none. */
export function standEarlySignIn(language: string): boolean {
  const template = document.querySelector<HTMLTemplateElement>(`template[lang="${language}"]`);
  const root = document.getElementById('root');
  if (template === null || root === null) return false;
  root.replaceChildren(template.content.cloneNode(true));
  document.documentElement.lang = language;
  // On the document, which hears of an event after the screen.
  document.addEventListener('submit', submitted);
  document.addEventListener('input', typed);
  document.addEventListener('click', clicked);
  document.addEventListener('pointerdown', pressed);
  document.addEventListener(takenOver, (event) => handOver(event as CustomEvent<Handover>), { once: true });
  document.getElementById('sign-in-number')?.focus();
  return true;
}

/** The screen's: it takes the form over. The answer is whether signing in was asked for. */
export function endEarlySignIn(): boolean {
  const detail: Handover = { isAsked: false };
  document.dispatchEvent(new CustomEvent(takenOver, { detail }));
  return detail.isAsked;
}
