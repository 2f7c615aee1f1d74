// What a subject takes home about a registration that an authority did not confirm (R3.5): what was checked, why not, and the way on.
import { useTranslation } from 'react-i18next';
import { fullTime } from '#renderer/i18n/formats.ts';
import { PaperFacts } from '#renderer/ui/paper-facts.tsx';
import type { RefusalSheet } from '#src/domain/verification/telling.ts';
import '#renderer/ui/paper.css';
import './refusal-paper.css';

const steps = ['correct', 'resubmit', 'issuer'] as const;

export function RefusalPaper({ sheet }: { readonly sheet: RefusalSheet }) {
  const { i18n } = useTranslation();
  const { language, checks, rights, restrictedRegistrations, restrictAfterFailures: count } = sheet;
  const t = i18n.getFixedT(language);
  const organisation = sheet.organisation[language];
  const branch = sheet.branch[language];
  const facts = [
    [t('refusal.paper.service'), sheet.service[language]],
    [t('refusal.paper.number'), sheet.number],
    [t('refusal.paper.recordId'), sheet.recordId],
    ...(sheet.maskedDocumentNumber === '' ? [] : [[t('refusal.paper.document'), sheet.maskedDocumentNumber]]),
    [t('refusal.paper.submittedAt'), fullTime(sheet.submittedAt)],
  ];
  return (
    <article className="paper refusal-paper" lang={language} data-record-id={sheet.recordId}>
      <header>
        <p>
          {organisation} · {branch}
        </p>
        <h2>{t('refusal.paper.title')}</h2>
        <p>{t('refusal.paper.madeAt', { at: fullTime(sheet.madeAt) })}</p>
      </header>
      <p>{t('refusal.paper.intro')}</p>
      <PaperFacts facts={facts} />
      <h3>{t('refusal.paper.checked')}</h3>
      <ul>
        {checks.map(({ kind, reason, at }) => (
          <li key={kind} data-reason={reason}>
            {t('refusal.paper.check', { kind: t(`refusal.paper.kinds.${kind}`), at: fullTime(at) })}
            <strong>{t(`refusal.paper.reasons.${reason}`)}</strong>
          </li>
        ))}
      </ul>
      <h3>{t('refusal.paper.todo')}</h3>
      <ol>
        {steps.map((step) => (
          <li key={step}>{t(`refusal.paper.${step}`)}</li>
        ))}
      </ol>
      <h3>{t('refusal.paper.later')}</h3>
      <p>{t(`refusal.paper.limits.${restrictedRegistrations}`, { count })}</p>
      <h3>{t('refusal.paper.ask')}</h3>
      <p>{t('refusal.paper.branch', { organisation, branch })}</p>
      {rights === null ? null : <p className="refusal-rights">{t('refusal.paper.rights', { text: rights[language] })}</p>}
    </article>
  );
}
