// What a document number itself says, as it is typed (R3.1): the clerk compares it with the document by eye. Never "verified" (R3.7).

import { warningText } from '#renderer/i18n/refusal-text.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Message } from '#renderer/ui/message.tsx';
import type { TypedDocument } from '#src/domain/identity/documents.ts';
import { factsOf } from './facts.ts';
import './forms.css';

export function DocumentFactsPanel({ document }: { readonly document: TypedDocument | null }) {
  const { t, language } = useTexts();
  const facts = document?.facts;
  const rows = factsOf(facts, t, language);
  const typed = document?.number.length ?? 0;
  return (
    <section className="facts" id="document-facts" aria-label={t('facts.title')}>
      <header>
        <h2>{t('facts.title')}</h2>
        <span className={document?.complete ? 'facts-passed' : 'facts-count'} role="status">
          {document?.complete ? t('facts.passed') : typed > 0 ? t('facts.typed', { typed }) : ''}
        </span>
      </header>
      <dl>
        {rows.map(({ name, value }) => (
          <div key={name} data-fact={name}>
            <dt>{t(`facts.${name}`)}</dt>
            <dd>{value ?? t('facts.unknown')}</dd>
          </div>
        ))}
      </dl>
      {(facts?.warnings ?? []).map(({ code }) => (
        <Message key={code} kind="warn" code={code}>
          {warningText(t, code)}
        </Message>
      ))}
      <p className="facts-hint">{document?.complete ? t('facts.localOnly') : t('facts.hint')}</p>
    </section>
  );
}
