// Passphrases nobody should have (R7.1): those that follow from where they are used, and those that are no choice at all. Any characters
// are allowed, in any mixture; what counts is what is left when the foreseeable is taken away.

/** Words of this product and its places, as they are compared: normalised, in lower case. */
export const foreseeableWords = [
  'countersign',
  'counter',
  'passphrase',
  'password',
  'passwort',
  'administrator',
  'admin',
  'operation',
  'custodian',
  'supervisor',
  'clerk',
  'staff',
  'server',
  'branch',
  'welcome',
  'letmein',
  'qwerty',
  'qwertz',
  'asdf',
  'zxcv',
  'mima',
  'woaini',
  'shiming',
  'dengji',
  'guimian',
  '实名柜',
  '实名',
  '登记',
  '柜台',
  '柜员',
  '密码',
  '口令',
  '管理员',
  '营业厅',
] as const;

/** Any longer one is as good as it is; the wire takes 200. */
export const shortestPassphrase = 8;

/** Characters that must be left. */
const ownCharacters = 4;

/** `1234`, `dcba`, `aaaa`: each character follows from the one before. */
function withoutRuns(text: string): string {
  const characters = [...text];
  const stepTo = (index: number) => (characters[index]?.codePointAt(0) ?? 0) - (characters[index - 1]?.codePointAt(0) ?? 0);
  return characters.filter((_character, index) => index === 0 || Math.abs(stepTo(index)) > 1).join('');
}

/** As passphrases and words are compared. */
function comparable(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/**
 * Words of an organisation and of a person, as `isForeseeable` takes them away too.
 * @param names of the organisation, its branches and departments, the person and their number
 */
export function wordsOf(names: readonly string[]): readonly string[] {
  const parts = names.flatMap((name) => [name, ...name.split(/[^\p{L}\p{N}]+/u)]).map((name) => comparable(name).trim());
  // Two letters are in every sentence; two Chinese characters are a name.
  const isWord = (text: string) => [...text].length >= (/\p{Script=Han}/u.test(text) ? 2 : 3);
  // The longest first: a short one would leave half of it.
  return [...new Set(parts)].filter(isWord).toSorted((a, b) => b.length - a.length);
}

/** Is there too little in it that cannot be foreseen? @param words of the place, see `wordsOf` */
export function isForeseeable(passphrase: string, words: readonly string[] = []): boolean {
  let left = comparable(passphrase);
  for (const word of [...words, ...foreseeableWords]) left = left.replaceAll(word, '');
  left = withoutRuns(left).replace(/[\s\p{P}]/gu, '');
  return new Set(left).size < ownCharacters;
}

/** In what form it may stand on a list of used ones: as it is, and without the digits and marks people put at its end. */
export function listedForms(passphrase: string): readonly string[] {
  const whole = comparable(passphrase);
  return [whole, whole.replace(/[^\p{L}]+$/u, '')];
}

export type PassphraseProblem = 'short' | 'common' | 'foreseeable';

/**
 * Why nobody should have this passphrase, or null.
 * @param isListed whether one of these is among the most used
 */
export function passphraseProblem(
  passphrase: string,
  words: readonly string[],
  isListed: (text: string) => boolean,
): PassphraseProblem | null {
  if ([...passphrase.normalize('NFKC')].length < shortestPassphrase) return 'short';
  if (listedForms(passphrase).some(isListed)) return 'common';
  return isForeseeable(passphrase, words) ? 'foreseeable' : null;
}
