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

/** Characters that must be left. */
const ownCharacters = 4;

/** `1234`, `dcba`, `aaaa`: each character follows from the one before. */
function withoutRuns(text: string): string {
  const characters = [...text];
  const stepTo = (index: number) => (characters[index]?.codePointAt(0) ?? 0) - (characters[index - 1]?.codePointAt(0) ?? 0);
  return characters.filter((_character, index) => index === 0 || Math.abs(stepTo(index)) > 1).join('');
}

/** Is there too little in it that cannot be foreseen? */
export function isForeseeable(passphrase: string): boolean {
  let left = passphrase.normalize('NFKC').toLowerCase();
  for (const word of foreseeableWords) left = left.replaceAll(word, '');
  left = withoutRuns(left).replace(/[\s\p{P}]/gu, '');
  return new Set(left).size < ownCharacters;
}
