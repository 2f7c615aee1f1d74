import { describe, expect, it } from 'vitest';
import { errorCodes } from '#src/contract/errors.ts';
import { identityErrorParams, identityWarningParams } from '#src/domain/identity/errors.ts';
import { en } from './en.ts';
import { fieldErrorText } from './field-text.ts';
import { createI18n } from './i18n.ts';
import { refusalText, troubleTexts } from './refusal-text.ts';
import { zhCn } from './zh-cn.ts';

type Tree = { readonly [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const here = `${path}${key}`;
    return typeof value === 'string' ? [[here, value] as const] : leaves(value, `${here} › `);
  });
}
const parametersOf = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/gu)].map((match) => match[1]).sort();

const languages = [
  ['zh-CN', zhCn],
  ['en', en],
] as const;

describe.each(languages)('texts in %s', (_language, texts) => {
  it('has a text for every code of the error table', () => {
    expect(Object.keys(texts.errors).sort()).toEqual(Object.keys(errorCodes).sort());
  });

  it('has a text for every code of the identity domain', () => {
    for (const code of Object.keys(identityErrorParams)) expect(texts.fieldErrors).toHaveProperty([code]);
    expect(Object.keys(texts.fieldWarnings).sort()).toEqual(Object.keys(identityWarningParams).sort());
  });

  it('uses only parameters a field error has', () => {
    const computed: Readonly<Record<string, readonly string[]>> = { 'identity/check-character': ['before'] };
    for (const [code, parameters] of Object.entries(identityErrorParams)) {
      const allowed = [...Object.keys(parameters), ...(computed[code] ?? [])];
      for (const used of parametersOf(texts.fieldErrors[code as keyof typeof identityErrorParams]))
        expect(allowed).toContain(used);
    }
  });

  it('leaves nothing empty', () => {
    for (const [path, text] of leaves(texts)) expect(text.trim(), path).not.toBe('');
  });
});

it('has the same keys and parameters in both languages', () => {
  const english = new Map(leaves(en));
  expect([...english.keys()].sort()).toEqual(
    leaves(zhCn)
      .map(([path]) => path)
      .sort(),
  );
  for (const [path, text] of leaves(zhCn)) expect(parametersOf(english.get(path) ?? ''), path).toEqual(parametersOf(text));
});

it('keeps Chinese out of the English texts, apart from the name of the language', () => {
  const chinese = leaves(en).filter(([, text]) => /\p{Script=Han}/u.test(text));
  expect(chinese.map(([path]) => path)).toEqual(['language › switch', 'notice › language']);
});

describe('sentences', async () => {
  const { t } = await createI18n('zh-CN', null);

  it('fills parameters in, in words', () => {
    expect(fieldErrorText(t, { code: 'identity/check-character', params: { position: 18 } })).toBe(
      '第 18 位与前 17 位不符，请再核对证件',
    );
    expect(fieldErrorText(t, { code: 'identity/birth-date', params: { part: 'month' } })).toContain('月份');
    expect(fieldErrorText(t, { code: 'identity/document-kind', params: { looksLike: 'passport' } })).toContain('护照');
    expect(refusalText(t, { code: 'staff/not-cleared', params: { missing: ['training', 'background-check'] } })).toContain(
      '培训、背景审查',
    );
    const waiting = (waitSeconds: number) => refusalText(t, { code: 'staff/too-many-attempts', params: { waitSeconds } });
    expect([59, 61, 900].map((seconds) => /等待 (.+)后/u.exec(waiting(seconds))?.[1])).toEqual(['59 秒', '2 分钟', '15 分钟']);
    expect(refusalText(t, { code: 'registration/review-incomplete', params: { missing: ['a', 'b'] } })).toContain('2');
  });

  it('leaves no parameter unfilled on the pages of trouble', () => {
    const page = troubleTexts(t, { code: 'keychain/key-missing', params: { keyId: 'k1', backend: 'secret-service' } });
    expect(page.happened).toContain('k1');
    expect(Object.values(page).join('')).not.toContain('{{');
  });

  it('says something true for a code it does not know', () => {
    expect(refusalText(t, { code: 'server/brand-new', params: {} })).toContain('server/brand-new');
    expect(troubleTexts(t, { code: 'server/brand-new', params: {} }).kept).toBe(zhCn.troubles.other.kept);
  });
});
