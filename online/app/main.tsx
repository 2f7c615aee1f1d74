// The page's first script.
import '#renderer/ui/no-compiler.ts';
import '#renderer/ui/theme.css';
import '#renderer/ui/controls.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { applyLook, savedLook } from '#renderer/ui/look.ts';
import { en } from '../texts/en.ts';
import { createPageI18n } from '../texts/i18n.ts';
import { zhCn } from '../texts/zh-cn.ts';
import { App } from './app.tsx';
// After what it changes of the counter's controls.
import './page.css';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root element');
/** Whoever keeps cookies out keeps this out too; the page cannot work, and says so instead of staying white. */
function canRemember(): boolean {
  try {
    return navigator.cookieEnabled && localStorage.length >= 0 && sessionStorage.length >= 0;
  } catch {
    return false;
  }
}

async function show(container: HTMLElement): Promise<void> {
  applyLook(document.documentElement, savedLook(localStorage));
  const i18n = await createPageI18n();
  createRoot(container).render(
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <App />
      </I18nextProvider>
    </StrictMode>,
  );
}

function explain(container: HTMLElement): void {
  const texts = [zhCn, en].map(({ noCookies }) => Object.assign(document.createElement('p'), { textContent: noCookies }));
  container.className = 'page';
  container.replaceChildren(...texts);
}

if (canRemember()) await show(root);
else explain(root);
