// The screens. A form that stands already stays in the page, node by node, with all that was typed into it. The look comes first, so that
// a screen's own rules can refine it.
import '#renderer/ui/no-compiler.ts';
import '#renderer/ui/theme.css';
import '#renderer/ui/controls.css';
import { flushSync } from 'react-dom';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { askFirst, createQueryClient, keepAnswersTrue } from '#renderer/bridge/queries.ts';
import { createI18n } from '#renderer/i18n/i18n.ts';
import { savedLanguage } from '#renderer/i18n/saved-language.ts';
import { Page } from './page.tsx';

/** Nobody sees a wait as short as this; after it the page says that the program is starting. */
const answersWithinMs = 100;

function rootOfPage(): HTMLElement {
  const element = document.getElementById('root');
  if (element === null) throw new Error('the page has no root element');
  return element;
}

const root = rootOfPage();
/** The first script has stood the form up. */
const isEarly = root.hasChildNodes();
const client = createQueryClient();
keepAnswersTrue(client);
// Usually answered by the time the texts are there, and then the first thing drawn is the screen itself. The early form is what
// stands before any answer, so it is taken over before anything is asked.
const answered = isEarly ? Promise.resolve() : askFirst(client, ['startup.status', 'staff.current'], answersWithinMs);
const texts = await createI18n(savedLanguage(localStorage), localStorage);
await answered;
const page = <Page texts={texts} client={client} isEarly={isEarly} />;
// At once: no key and no press falls between the listeners of before and these.
if (isEarly) flushSync(() => hydrateRoot(root, page));
else createRoot(root).render(page);
