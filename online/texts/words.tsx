// The page's own texts in the language of the screen; the form's come through i18next as at the counter.
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { en } from './en.ts';
import { zhCn } from './zh-cn.ts';

/** The same texts in any words; a text that is a function stays one of the same parameters. */
type Same<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : T[K] extends (...parameters: never[]) => string ? T[K] : Same<T[K]>;
};
export type Words = Same<typeof zhCn>;

export function useWords(): Words {
  const { language } = useTexts();
  return language === 'en' ? en : zhCn;
}
