import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Language, LocalText } from '#src/base/language.ts';

export interface TextsInUse {
  readonly t: TFunction;
  readonly language: Language;
  /** A text of the organisation's data in the language of the screen. */
  readonly local: (text: LocalText) => string;
  readonly switchLanguage: () => void;
}

/** The texts in the language the person chose, and the choice itself. */
export function useTexts(): TextsInUse {
  const { t, i18n } = useTranslation();
  const language: Language = i18n.language === 'en' ? 'en' : 'zh-CN';
  return {
    t,
    language,
    local: (text) => text[language],
    switchLanguage: () => void i18n.changeLanguage(language === 'en' ? 'zh-CN' : 'en'),
  };
}
