// What a document number itself says, as it is typed (R3.1): the clerk compares it with the document by eye. Never "verified" (R3.7).

import { warningText } from '#renderer/i18n/field-text.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Message } from '#renderer/ui/message.tsx';
import type { AcceptingParty } from '#src/domain/consent/schema.ts';
import type { TypedDocument } from '#src/domain/identity/documents.ts';
import { factsOf } from './facts.ts';
import './forms.css';

interface DocumentFactsProps {
  /** Whose document: several panels may stand side by side. */
  readonly person: AcceptingParty;
  readonly isAlone: boolean;
  readonly document: TypedDocument | null;
}

export function DocumentFactsPanel({ person, isAlone, document }: DocumentFactsProps) {
  const { t, language } = useTexts();
  const title = isAlone ? t('facts.title') : t(`parties.whose.${person}`);
  const facts = document?.facts;
  const rows = factsOf(facts, t, language);
  const typed = document?.number.length ?? 0;
  return (
    <section className="facts" id={person === 'subject' ? 'document-facts' : 'representative-facts'} aria-label={title}>
      <header>
        <h2>{title}</h2>
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
