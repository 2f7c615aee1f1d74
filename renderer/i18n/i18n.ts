// The two languages of the screens. Chinese is the first; the choice is remembered on this computer (it is no personal data).
import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '#src/base/language.ts';
import { en } from './en.ts';
import { type Texts, zhCn } from './zh-cn.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Texts };
    returnNull: false;
  }
}

const storageKey = 'countersign.language';

export function savedLanguage(storage: Pick<Storage, 'getItem'>): Language {
  return storage.getItem(storageKey) === 'en' ? 'en' : 'zh-CN';
}

export async function createI18n(language: Language, storage: Pick<Storage, 'setItem'> | null): Promise<i18n> {
  const instance = createInstance();
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { 'zh-CN': { translation: zhCn }, en: { translation: en } },
    interpolation: { escapeValue: false },
  });
  instance.on('languageChanged', (chosen) => {
    storage?.setItem(storageKey, chosen);
  });
  return instance;
}
