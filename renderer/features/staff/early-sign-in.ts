// The sign-in form stands before the program and the scripts of the screens are there: markup drawn when the application was built
// (`renderer/app/early-markup.tsx`). Whatever somebody does in it in those moments is taken over by the screen itself.

/** What was done before the screen stood. */
export interface DoneEarly {
  readonly number: string;
  readonly passphrase: string;
  /** The field that has the focus. */
  readonly at: 'number' | 'passphrase';
  readonly isSubmitted: boolean;
}

const nothing: DoneEarly = { number: '', passphrase: '', at: 'number', isSubmitted: false };

type Field = 'number' | 'passphrase';
const inputOf = (field: Field) => document.querySelector<HTMLInputElement>(`#sign-in-${field}`);

let isStanding = false;
let isSubmitted = false;
let kept = nothing;

/** Enter leads to what is missing, as on the screen itself; with both, the screen signs in as soon as it stands. */
function submitted(event: Event): void {
  event.preventDefault();
  const missing = (['number', 'passphrase'] as const).find((field) => inputOf(field)?.value.trim() === '');
  isSubmitted = missing === undefined;
  if (missing !== undefined) inputOf(missing)?.focus();
}

/** Draws the form of a language into the root. False when the page brings none. */
export function drawEarlySignIn(root: HTMLElement, language: string): boolean {
  const template = document.querySelector<HTMLTemplateElement>(`template[lang="${language}"]`);
  if (template === null) return false;
  root.replaceChildren(template.content.cloneNode(true));
  root.addEventListener('submit', submitted);
  // Everything but the two fields and the button waits for the screen.
  for (const part of root.querySelectorAll<HTMLElement>('.actions')) part.inert = true;
  inputOf('number')?.focus();
  isStanding = true;
  return true;
}

/** A press that has begun ends in the form it began in: replaced under the finger, the button would hear of neither half. */
export async function pressEnded(root: HTMLElement): Promise<void> {
  while (isStanding && root.querySelector(':active') !== null) await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** Takes what was typed out of the form that is about to be replaced. */
export function endEarlySignIn(root: HTMLElement): void {
  if (!isStanding) return;
  isStanding = false;
  root.removeEventListener('submit', submitted);
  const at = document.activeElement === inputOf('passphrase') ? 'passphrase' : 'number';
  kept = { number: inputOf('number')?.value ?? '', passphrase: inputOf('passphrase')?.value ?? '', at, isSubmitted };
}

/** What was done early; a second asking finds nothing. */
export function takeDoneEarly(): DoneEarly {
  const done = kept;
  kept = nothing;
  return done;
}
