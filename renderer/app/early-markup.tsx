// The sign-in screen as markup, drawn when the page is built (vite/early-sign-in.ts): one screen, seen before the program and the
// scripts are there and after.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { SignInScreen } from '#renderer/features/staff/sign-in-screen.tsx';
import { createI18n } from '#renderer/i18n/i18n.ts';
import type { Language } from '#src/base/language.ts';

export async function earlyMarkup(language: Language): Promise<string> {
  return renderToStaticMarkup(
    <I18nextProvider i18n={await createI18n(language, null)}>
      <QueryClientProvider client={new QueryClient()}>
        <div className="shell">
          <SignInScreen status={null} notice={null} footer={null} />
        </div>
      </QueryClientProvider>
    </I18nextProvider>,
  );
}
