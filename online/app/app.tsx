import { useEffect, useState } from 'react';
import { LanguageButton } from '#renderer/i18n/language-button.tsx';
import { LookButton } from '#renderer/i18n/look-button.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { Start } from '#src/contract/online/registration.ts';
import { useWords } from '../texts/use-words.ts';
import { type AskError, ask, refusalOf } from './api.ts';
import { RefusalNote } from './refusal.tsx';
import { Visit } from './visit.tsx';

function useStart() {
  const [start, setStart] = useState<Start | null>(null);
  const [refusal, setRefusal] = useState<AskError | null>(null);
  const load = () => {
    setRefusal(null);
    ask('start', {}).then(setStart, (error: unknown) => setRefusal(refusalOf(error)));
  };
  useEffect(load, []);
  return { start, refusal, load };
}

export function App() {
  const words = useWords();
  const { local, language } = useTexts();
  const { start, refusal, load } = useStart();
  useEffect(() => {
    document.title = start === null ? words.title : `${words.title} · ${start.organisation[language]}`;
  }, [start, words, language]);
  return (
    <>
      <header className="page-head">
        <div>
          <strong>{words.title}</strong>
          {start === null ? null : <span id="organisation">{local(start.organisation)}</span>}
        </div>
        <div className="page-tools">
          <LookButton />
          <LanguageButton />
        </div>
      </header>
      <main className="page">
        {start === null ? (
          <section className="step" data-step="start">
            {refusal === null ? (
              <p role="status">{words.loading}</p>
            ) : (
              <>
                <h1>{words.failed}</h1>
                <RefusalNote refusal={refusal} />
                <Button id="retry" look="primary" onClick={load}>
                  {words.retry}
                </Button>
              </>
            )}
          </section>
        ) : (
          <Visit start={start} />
        )}
      </main>
    </>
  );
}
