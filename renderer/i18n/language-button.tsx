import { Button } from '#renderer/ui/button.tsx';
import { useTexts } from './use-texts.ts';

/** Switches the whole screen between Chinese and English. */
export function LanguageButton() {
  const { t, language, switchLanguage } = useTexts();
  return (
    <Button
      id="language"
      look="quiet"
      lang={language === 'en' ? 'zh-CN' : 'en'}
      aria-label={`${t('language.switch')} – ${t('language.label')}`}
      onClick={switchLanguage}
    >
      {t('language.switch')}
    </Button>
  );
}
