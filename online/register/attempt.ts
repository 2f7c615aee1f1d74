// The name of one registration, made before anything is typed: it is sent with every submit, so that a second click, a lost answer or a
// reload never makes a second record. It says nothing about anybody, so the tab may remember it; what was typed it never remembers.

const storageKey = 'countersign.online.attempt';

function newAttempt(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** The one that this tab works on; a new one when there is none. */
export function currentAttempt(): string {
  const kept = sessionStorage.getItem(storageKey);
  if (kept !== null && /^[A-Za-z0-9_-]{22}$/u.test(kept)) return kept;
  const made = newAttempt();
  sessionStorage.setItem(storageKey, made);
  return made;
}

/** Whether this tab had begun one before it was loaded. */
export function hasAttempt(): boolean {
  return sessionStorage.getItem(storageKey) !== null;
}

export function forgetAttempt(): void {
  sessionStorage.removeItem(storageKey);
}
