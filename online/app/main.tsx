// The page's first script.
import './no-compiler.ts';
import '#renderer/ui/theme.css';
import '#renderer/ui/controls.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { applyLook, savedLook } from '#renderer/ui/look.ts';
import { createPageI18n } from '../texts/i18n.ts';
import { App } from './app.tsx';
// After what it changes of the counter's controls.
import './page.css';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root element');
applyLook(document.documentElement, savedLook(localStorage));
const i18n = await createPageI18n();
createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={i18n}>
      <App />
    </I18nextProvider>
  </StrictMode>,
);
