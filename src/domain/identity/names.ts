// Names as identity documents print them (R2.1): Chinese with rare characters and the minority middle dot, or Latin. Promises
// never to exchange a character for a look-alike of another name: no NFKC, and no NFC over Han, because both replace the
// compatibility ideographs (U+F900 ff., U+2F800 ff.) that some people are registered with. Lengths count code points.
import { fail, ok, type Result } from '#src/base/result.ts';
import type { NameError } from './errors.ts';

/** Ideographs, 〇 and 々; planes 2 and 3 whole, so that extensions younger than this program are names too. */
const han =
  '\\u3005\\u3007\\u3400-\\u4DBF\\u4E00-\\u9FFF\\uF900-\\uFA6D\\uFA70-\\uFAD9\\u{20000}-\\u{2FFFD}\\u{30000}-\\u{3FFFD}';
const hanCharacter = new RegExp(`[${han}]`, 'u');
const hanRun = new RegExp(`([${han}]+)`, 'u');

/** What keyboards, web pages and older systems put in place of U+00B7. */
const dotLookAlikes = /[\u02D9\u0387\u2022\u2027\u2219\u22C5\u2E31\u30FB\uFF65\u16EB\uA78F]/gu;
/** An input method in Chinese writes its own full stop. */
const fullStopBetweenHan = new RegExp(`(?<=[${han}]) ?[.\u3002\uFF61\uFE52] ?(?=[${han}])`, 'gu');
const spaceBetweenHan = new RegExp(`(?<=[${han}·]) (?=[${han}·])`, 'gu');
const kangxiRadicals = /[\u2F00-\u2FD5]/gu;
const apostrophes = /[\u2018\u2019\u02BC\u02BB\u00B4`]/gu;
const hyphens = /[\u2010\u2011\u2012\u2013\u2212]/gu;
const fullWidth = /[\uFF01-\uFF5E]/gu;
const fullWidthOffset = 0xfee0;

/** A registered Chinese name has a surname and a given name; one character alone is an unfinished entry. */
const hanLength = { minimum: 2, maximum: 40 };
const latinLength = { minimum: 2, maximum: 100 };

/** NFC, but only outside runs of ideographs. */
function composeOutsideHan(text: string): string {
  return text
    .split(hanRun)
    .map((run) => (hanCharacter.test(run) ? run : run.normalize('NFC')))
    .join('');
}

/**
 * The name as it is stored: look-alikes of · become ·, full-width Latin becomes ASCII, radicals from PDF text (⾼) become the
 * character, letters with accents are composed, spaces at the ends, between ideographs and around · go, others become one.
 */
export function normalizeName(raw: string): string {
  const narrow = raw.replace(fullWidth, (character) => String.fromCharCode(character.charCodeAt(0) - fullWidthOffset));
  // Composing comes before the look-alikes: it makes some of them out of Greek and other signs.
  return composeOutsideHan(narrow)
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(kangxiRadicals, (radical) => radical.normalize('NFKC'))
    .replace(fullStopBetweenHan, '·')
    .replace(dotLookAlikes, '·')
    .replace(apostrophes, "'")
    .replace(hyphens, '-')
    .replace(spaceBetweenHan, '');
}

function characterError(character: string, position: number): NameError | undefined {
  if (hanCharacter.test(character) || /[\p{Script=Latin}\p{M} .,'·-]/u.test(character)) return undefined;
  if (/\p{Co}/u.test(character)) return { code: 'name/private-use-character', params: { position } };
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Default_Ignorable_Code_Point}]/u.test(character)) {
    return { code: 'name/invisible-character', params: { position } };
  }
  return /\p{L}/u.test(character)
    ? { code: 'name/script', params: { position } }
    : { code: 'name/character', params: { position, character } };
}

function firstCharacterError(characters: readonly string[]): NameError | undefined {
  for (const [index, character] of characters.entries()) {
    // Variation selectors are marks, but nobody can see which one stands there.
    if (/\p{Variation_Selector}/u.test(character)) return { code: 'name/invisible-character', params: { position: index + 1 } };
    const error = characterError(character, index + 1);
    if (error !== undefined) return error;
  }
  return undefined;
}

function lengthError(characters: readonly string[], length: typeof hanLength): NameError | undefined {
  const actual = characters.length;
  if (actual >= length.minimum && actual <= length.maximum) return undefined;
  return { code: 'name/length', params: { ...length, actual } };
}

function hanNameError(characters: readonly string[]): NameError | undefined {
  for (const [index, character] of characters.entries()) {
    const position = index + 1;
    const next = characters[index + 1];
    if (character === '·' && (index === 0 || next === undefined || next === '·')) {
      return { code: 'name/dot-position', params: { position } };
    }
    if (character !== '·' && !hanCharacter.test(character)) return { code: 'name/character', params: { position, character } };
  }
  return lengthError(
    characters.filter((character) => character !== '·'),
    hanLength,
  );
}

/** `O'Neil`, `Jean-Luc`, `J. R. Smith`, `ZHANG, SAN`, `van 't Hoff`; at most three marks on a letter. */
const latinWord = '\\p{Script=Latin}\\p{M}{0,3}';
const latinName = new RegExp(`^'?(?:${latinWord})+(?:(?:[.,]? '?|[-·'.])(?:${latinWord})+)*\\.?`, 'u');

function latinNameError(name: string, characters: readonly string[]): NameError | undefined {
  const matched = latinName.exec(name)?.[0] ?? '';
  if (matched !== name) return { code: 'name/separator-position', params: { position: [...matched].length + 1 } };
  return lengthError(characters, latinLength);
}

/** Checks a name as printed on the document. @returns the normalised name, or the first thing that is wrong with it */
export function checkName(raw: string): Result<string, NameError> {
  const name = normalizeName(raw);
  if (name === '') return fail({ code: 'name/empty', params: {} });
  const characters = [...name];
  const isHan = hanCharacter.test(name);
  const isLatin = /\p{Script=Latin}/u.test(name);
  const error =
    firstCharacterError(characters) ??
    (isHan && isLatin ? mixedScripts : undefined) ??
    (isLatin ? latinNameError(name, characters) : hanNameError(characters));
  return error === undefined ? ok(name) : fail(error);
}

const mixedScripts: NameError = { code: 'name/mixed-scripts', params: {} };

/**
 * For lists: the first letter, and a tail of two whatever the real length. `欧**`, `J**`. Of a half-typed name as well, so nothing that
 * hides or turns the line is ever the one character shown.
 */
export function maskName(name: string): string {
  const first = /\p{L}/u.exec(name)?.[0] ?? '*';
  return name === '' ? '' : `${first}**`;
}
