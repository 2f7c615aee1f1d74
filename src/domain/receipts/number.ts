// The receipt number people read, say on the telephone and write down, complete without a network: `GD0NWM-000123-Y`.
// Six characters stand for the workstation (from the hash of its id), then the workstation's own outbox sequence, which is never used
// twice, then a check character. Inside one workstation it is unique by construction. Two of 1,000 workstations share their six
// characters with a chance of about 1 in 1,800; the whole identity is in the QR code, which names the workstation's id in full.
// The alphabet has 31 characters (no I, L, O, U, Z), a prime: weights 1, 2, 3 … then catch every single wrong character and every swap.

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXY';
const base = alphabet.length;
const prefixLength = 6;
const sequenceLength = 6;

function checkCharacter(body: string): string {
  let sum = 0;
  // Counted from the right and skipping multiples of the base, so that a longer sequence keeps its weights and none is 0.
  const characters = [...body].reverse();
  characters.forEach((character, index) => {
    sum += ((index % (base - 1)) + 1) * alphabet.indexOf(character);
  });
  return alphabet.charAt(sum % base);
}

/**
 * The six characters of a workstation.
 * @param deviceHashHex hex SHA-256 of the device id
 */
export function workstationPrefix(deviceHashHex: string): string {
  let rest = Number.parseInt(deviceHashHex.slice(0, 12), 16);
  let prefix = '';
  for (let index = 0; index < prefixLength; index += 1) {
    prefix = alphabet.charAt(rest % base) + prefix;
    rest = Math.floor(rest / base);
  }
  return prefix;
}

/** @param sequence the record's outbox sequence on its workstation, 1 or more */
export function formatReceiptNumber(prefix: string, sequence: number): string {
  const digits = String(sequence).padStart(sequenceLength, '0');
  return `${prefix}-${digits}-${checkCharacter(prefix + digits)}`;
}

export interface ReceiptNumber {
  readonly prefix: string;
  readonly sequence: number;
}

/** Reads a number as people write it: any case, spaces or hyphens, O for 0 and I or L for 1. Null when the check does not fit. */
export function parseReceiptNumber(text: string): ReceiptNumber | null {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―]/gu, '')
    .replace(/O/gu, '0')
    .replace(/[IL]/gu, '1');
  const match = /^([0-9A-HJKMNP-TV-Y]{6})(\d{6,12})([0-9A-HJKMNP-TV-Y])$/u.exec(plain);
  const [, prefix = '', digits = '', check = ''] = match ?? [];
  const sequence = Number(digits);
  if (match === null || sequence === 0 || checkCharacter(prefix + digits) !== check) return null;
  return { prefix, sequence };
}
