// The page's own texts in the language of the screen; the form's come through i18next as at the counter.
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { en } from './en.ts';
import type { Words } from './shape.ts';
import { zhCn } from './zh-cn.ts';

export function useWords(): Words {
  const { language } = useTexts();
  return language === 'en' ? en : zhCn;
}
