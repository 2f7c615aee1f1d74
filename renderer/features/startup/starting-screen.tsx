import { useTexts } from '#renderer/i18n/use-texts.ts';
import './startup.css';

/** While the program opens its store. Stays invisible for 300 ms, because most starts are shorter. */
export function StartingScreen() {
  const { t } = useTexts();
  return (
    <main className="sheet starting" data-screen="starting" aria-busy="true">
      <div className="sheet-card">
        <h1>{t('starting.title')}</h1>
        <p>{t('starting.text')}</p>
        <div className="starting-bar" aria-hidden="true" />
      </div>
    </main>
  );
}
