// The two check algorithms printed on identity documents (R3.1). Both are pure arithmetic over ASCII text; callers have
// already made sure of length and characters, and a wrong character yields a wrong check, never an exception.

/**
 * GB 11643-1999, ISO 7064 MOD 11-2: catches every single wrong digit and every swap of neighbours.
 * @param body 17 digits
 * @returns `0` to `9` or `X`
 */
export function mod112CheckCharacter(body: string): string {
  let product = 0;
  for (const digit of body) product = ((product + Number(digit)) * 2) % 11;
  const check = (12 - product) % 11;
  return check === 10 ? 'X' : String(check);
}

const icaoWeights = [7, 3, 1] as const;

/**
 * ICAO 9303 part 3, 4.9: weights 7-3-1, letters count from A = 10. Misses some swaps (digits that differ by 5).
 * @param body ASCII capital letters and digits
 * @returns one digit
 */
export function icaoCheckDigit(body: string): string {
  let sum = 0;
  for (let index = 0; index < body.length; index += 1) {
    sum += Number.parseInt(body.charAt(index), 36) * (icaoWeights[index % 3] ?? 0);
  }
  return String(sum % 10);
}
