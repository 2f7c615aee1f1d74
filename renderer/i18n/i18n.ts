// The two languages of the screens. Chinese is the first; the choice is remembered on this computer.
import { type BackendModule, createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '#src/base/language.ts';
import { saveLanguage } from './saved-language.ts';
import { type Texts, zhCn } from './zh-cn.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Texts };
    returnNull: false;
  }
}

/** English is fetched when somebody chooses it; Chinese is always there, because codes are known by it. */
const english: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (_language, _namespace, done) => {
    import('./en.ts').then(
      ({ en }) => done(null, en),
      (error: Error) => done(error, false),
    );
  },
};

export async function createI18n(language: Language, storage: Pick<Storage, 'setItem'> | null): Promise<i18n> {
  const instance = createInstance();
  await instance
    .use(english)
    .use(initReactI18next)
    .init({
      lng: language,
      load: 'currentOnly',
      fallbackLng: false,
      resources: { 'zh-CN': { translation: zhCn } },
      partialBundledLanguages: true,
      interpolation: { escapeValue: false },
    });
  instance.on('languageChanged', (chosen) => {
    if (storage !== null) saveLanguage(storage, chosen);
  });
  return instance;
}
