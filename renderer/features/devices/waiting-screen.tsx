// A new workstation waits for an administrator (S7): what happens, and the words to read out, so that the one approved is this very one.
import { LanguageButton } from '#renderer/i18n/language-button.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import type { StartupStatus } from '#src/contract/ipc/startup.ts';
import { WordList } from './word-list.tsx';
import './devices.css';

export function WaitingScreen({ status }: { readonly status: StartupStatus }) {
  const { t } = useTexts();
  return (
    <main className="sheet" data-screen="waiting">
      <div className="sheet-card">
        <div className="actions">
          <h1>{t('standing.waiting')}</h1>
          <span className="actions-apart">
            <LanguageButton />
          </span>
        </div>
        <p>{t('standing.waitingText', { name: status.workstation ?? '' })}</p>
        <WordList id="fingerprint-words" keyId={status.standing?.keyId ?? ''} />
        <p role="status">{t('standing.waitingNext')}</p>
      </div>
    </main>
  );
}
