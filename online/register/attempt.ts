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

function keptAttempt(): string | null {
  const kept = sessionStorage.getItem(storageKey);
  return kept !== null && /^[A-Za-z0-9_-]{22}$/u.test(kept) ? kept : null;
}

/** The one that this tab works on; a new one when there is none. */
export function currentAttempt(): string {
  const attempt = keptAttempt() ?? newAttempt();
  sessionStorage.setItem(storageKey, attempt);
  return attempt;
}

/** What this tab had begun before it was loaded, forgotten unless it is kept again: a copy of the tab must not go on under its name. */
export function takeEarlierAttempt(): string | null {
  const kept = keptAttempt();
  forgetAttempt();
  return kept;
}

/** Unless another has begun meanwhile. @returns whether it is this tab's again */
export function keepEarlierAttempt(attempt: string): boolean {
  if (keptAttempt() === null) sessionStorage.setItem(storageKey, attempt);
  return keptAttempt() === attempt;
}

export function forgetAttempt(): void {
  sessionStorage.removeItem(storageKey);
}
