// The page as markup, drawn when it is built (vite/early-sign-in.ts): what the screens show before the program has answered anything.
import { renderToString } from 'react-dom/server';
import { createQueryClient } from '#renderer/bridge/queries.ts';
import { createI18n } from '#renderer/i18n/i18n.ts';
import type { Language } from '#src/base/language.ts';
import { Page } from './page.tsx';

export async function earlyMarkup(language: Language): Promise<string> {
  return renderToString(<Page texts={await createI18n(language, null)} client={createQueryClient()} isEarly />);
}
