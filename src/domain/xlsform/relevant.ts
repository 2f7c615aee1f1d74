// The part of XLSForm's `relevant` that a condition can say: comparisons with a fixed value and selected(), joined by one kind of word.
import type { Condition, ConditionRule } from '#src/domain/forms/schema.ts';

const token = /\s*(?:(\$\{[^}]+\})|('[^']*'|"[^"]*")|(-?\d+)|(and|or|not|selected)\b|(!=|=|\(|\)|,))/y;

function tokensOf(text: string): readonly string[] | null {
  const scanner = new RegExp(token.source, 'y');
  const tokens: string[] = [];
  const whole = text.trimEnd();
  while (scanner.lastIndex < whole.length) {
    const match = scanner.exec(whole);
    if (match === null) return null;
    tokens.push(match[0].trim());
  }
  return tokens;
}

const isReference = (text: string | undefined): text is string => text?.startsWith('${') === true;
const nameIn = (reference: string) => reference.slice(2, -1).trim();

function literalIn(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (/^-?\d+$/u.test(text)) return text;
  return /^['"]/u.test(text) ? text.slice(1, -1) : null;
}

function comparison(field: string, isEqual: boolean, value: string): ConditionRule {
  if (value === '') return { field, is: isEqual ? 'empty' : 'filled' };
  return { field, is: isEqual ? 'one-of' : 'none-of', values: [value] };
}

/** One rule at the beginning of the tokens, with the number of tokens it takes. */
function readRule(
  tokens: readonly string[],
  isSeveral: (name: string) => boolean,
): { readonly rule: ConditionRule; readonly length: number } | null {
  const [first, second, third] = tokens;
  if (isReference(first) && (second === '=' || second === '!=')) {
    const value = literalIn(third);
    // On several choices this asks whether it is the only one, which no condition can say.
    const isOnlyOne = value !== '' && isSeveral(nameIn(first));
    return value === null || isOnlyOne ? null : { rule: comparison(nameIn(first), second === '=', value), length: 3 };
  }
  const isNot = first === 'not' && second === '(';
  const call = isNot ? tokens.slice(2) : tokens;
  const [word, open, reference, comma, literal, close] = call;
  const value = literalIn(literal);
  const isCall = word === 'selected' && open === '(' && isReference(reference) && comma === ',' && close === ')';
  if (!isCall || value === null || value === '' || (isNot && call[6] !== ')')) return null;
  return { rule: comparison(nameIn(reference), !isNot, value), length: isNot ? 9 : 6 };
}

/**
 * The condition, or null when the expression says more than a condition can.
 * @param isSeveral may several options of this field be chosen?
 */
export function readRelevant(text: string, isSeveral: (name: string) => boolean): Condition | null {
  let tokens = tokensOf(text);
  if (tokens === null) return null;
  const rules: ConditionRule[] = [];
  let joiner: string | undefined;
  for (;;) {
    const read = readRule(tokens, isSeveral);
    if (read === null) return null;
    rules.push(read.rule);
    const word: string | undefined = tokens[read.length];
    if (word === undefined) return { match: joiner === 'or' ? 'any' : 'all', rules };
    if ((word !== 'and' && word !== 'or') || (joiner !== undefined && joiner !== word) || rules.length === 20) return null;
    joiner = word;
    tokens = tokens.slice(read.length + 1);
  }
}
