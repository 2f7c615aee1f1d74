// A code as a person types or pastes it: full-width digits, spaces and dashes are understood.
const fullWidthZero = 0xff10;
const length = 6;

/** Digits only, at most as many as a code has. */
export function normalCode(raw: string): string {
  return raw
    .replace(/[\uFF10-\uFF19]/gu, (digit) => String(digit.charCodeAt(0) - fullWidthZero))
    .replace(/[^0-9]/gu, '')
    .slice(0, length);
}

export function isWholeCode(code: string): boolean {
  return /^\d{6}$/.test(code);
}
