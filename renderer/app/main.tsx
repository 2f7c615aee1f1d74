// The page's first script. The look comes first, so that a screen's own rules can refine it.
import '#renderer/ui/theme.css';
import '#renderer/ui/controls.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { askFirst, createQueryClient, keepAnswersTrue } from '#renderer/bridge/queries.ts';
import { createI18n, savedLanguage } from '#renderer/i18n/i18n.ts';
import { applyLook, savedLook } from '#renderer/ui/look.ts';
import { App } from './app.tsx';
import { ErrorBoundary } from './error-boundary.tsx';

/** Nobody sees a wait as short as this; after it the page says that the program is starting. */
const answersWithinMs = 100;

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root element');
applyLook(document.documentElement, savedLook(localStorage));
const client = createQueryClient();
keepAnswersTrue(client);
// Usually answered by the time the texts are there, and then the first thing drawn is the screen itself.
const answered = askFirst(client, ['startup.status', 'staff.current'], answersWithinMs);
const i18n = await createI18n(savedLanguage(localStorage), localStorage);
await answered;
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
