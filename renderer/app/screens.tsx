import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { askFirst, createQueryClient, keepAnswersTrue } from '#renderer/bridge/queries.ts';
import { endEarlySignIn, pressEnded } from '#renderer/features/staff/early-sign-in.ts';
import { createI18n } from '#renderer/i18n/i18n.ts';
import { savedLanguage } from '#renderer/i18n/saved-language.ts';
import { App } from './app.tsx';
import { ErrorBoundary } from './error-boundary.tsx';

/** Nobody sees a wait as short as this; after it the page says that the program is starting. */
const answersWithinMs = 100;
/** The early sign-in form may stand longer: there is something to do meanwhile. */
const earlyForMs = 1_000;

/** Draws the screens; what stood before them is handed over in the same moment. */
export async function startScreens(root: HTMLElement, isEarly: boolean): Promise<void> {
  const client = createQueryClient();
  keepAnswersTrue(client);
  // Usually answered by the time the texts are there, and then the first thing drawn is the screen itself.
  const answered = askFirst(client, isEarly ? earlyForMs : answersWithinMs);
  const i18n = await createI18n(savedLanguage(localStorage), localStorage);
  await answered;
  await pressEnded(root);
  endEarlySignIn(root);
  // At once: nothing can be typed between the form that goes and the screen that comes.
  flushSync(() => {
    createRoot(root).render(
      <StrictMode>
        <I18nextProvider i18n={i18n}>
          <ErrorBoundary>
            <QueryClientProvider client={client}>
              <App />
            </QueryClientProvider>
          </ErrorBoundary>
        </I18nextProvider>
      </StrictMode>,
    );
  });
}
