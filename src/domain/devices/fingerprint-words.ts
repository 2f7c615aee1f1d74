// A key's id as words that two people can compare on the telephone (S7): each of its eight bytes is an animal with a property, so that a
// listener who mishears one half still hears the other. 64 bits, as many as the id has.
import type { Language } from '#src/base/language.ts';

const properties = {
  'zh-CN': '红 蓝 黄 白 黑 大 小 新 老 快 慢 高 金 木 石 冰'.split(' '),
  en: 'red blue yellow white black big small new old fast slow tall gold wooden stone ice'.split(' '),
} as const satisfies Record<Language, readonly string[]>;

const animals = {
  'zh-CN': '马 牛 羊 狗 猫 鱼 鸟 虎 龙 象 鹿 猴 熊 兔 鹅 蛇'.split(' '),
  en: 'horse ox sheep dog cat fish bird tiger dragon elephant deer monkey bear rabbit goose snake'.split(' '),
} as const satisfies Record<Language, readonly string[]>;

/** @param keyId 16 hex characters */
export function fingerprintWords(
  keyId: string,
  language: Language,
): readonly { readonly place: number; readonly words: string }[] {
  const between = language === 'en' ? ' ' : '';
  return (keyId.match(/../g) ?? []).map((pair, place) => {
    const byte = Number.parseInt(pair, 16);
    return { place, words: `${properties[language][byte >> 4] ?? ''}${between}${animals[language][byte & 15] ?? ''}` };
  });
}
