import { useTexts } from '#renderer/i18n/use-texts.ts';
import type { StartupStatus } from '#src/contract/ipc/startup.ts';
import './startup.css';

/** While the program opens its store. Stays invisible for 300 ms, because most starts are shorter. */
export function StartingScreen({ work = 'opening' }: { readonly work?: StartupStatus['work'] | undefined }) {
  const { t } = useTexts();
  const page = work === 'key-change' ? 'keyChange' : 'starting';
  return (
    <main className="sheet starting" data-screen="starting" data-work={work} aria-busy="true">
      <div className="sheet-card">
        <h1>{t(`${page}.title`)}</h1>
        <p>{t(`${page}.text`)}</p>
        <div className="starting-bar" aria-hidden="true" />
      </div>
    </main>
  );
}

/** The same in one line, where there is something to do meanwhile. Most starts are over before it shows. */
export function StillStarting() {
  const { t } = useTexts();
  return <p className="still-starting">{t('starting.text')}</p>;
}
