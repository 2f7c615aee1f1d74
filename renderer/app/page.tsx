import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { i18n } from 'i18next';
import { StrictMode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { App } from './app.tsx';
import { ErrorBoundary } from './error-boundary.tsx';

interface PageProps {
  readonly texts: i18n;
  readonly client: QueryClient;
  /** The sign-in form stands in the page already: the first thing drawn is exactly this form. */
  readonly isEarly: boolean;
}

/** Everything the window shows, the same when the page is built and when it lives. */
export function Page({ texts, client, isEarly }: PageProps) {
  return (
    <StrictMode>
      <I18nextProvider i18n={texts}>
        <ErrorBoundary>
          <QueryClientProvider client={client}>
            <App isEarly={isEarly} />
          </QueryClientProvider>
        </ErrorBoundary>
      </I18nextProvider>
    </StrictMode>
  );
}
