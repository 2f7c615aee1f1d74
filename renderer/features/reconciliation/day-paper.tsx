// A closed day as paper: the signed report, who signed, and what lets it be checked later. Preview and print are the same element.
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { fullTime, shortHash } from '#renderer/i18n/formats.ts';
import type { DaySheet } from '#src/domain/reconciliation/schema.ts';
import { Agreement, Remarks } from './day-remarks.tsx';
import { DayTableDown } from './day-table.tsx';
import '#renderer/ui/paper.css';
import './day-paper.css';

function Signature({ sheet, t }: { readonly sheet: DaySheet; readonly t: TFunction }) {
  const { report, hash, keyId } = sheet;
  const facts = [
    ['signedBy', `${report.closedBy.name} ${report.closedBy.number}`],
    ['signedAt', fullTime(report.closedAt)],
    ['hash', shortHash(hash)],
    ['previous', report.previous === null ? t('day.paper.first') : shortHash(report.previous)],
    ['audit', `${report.audit.sequence} · ${shortHash(report.audit.link)}`],
    ['key', keyId],
  ] as const;
  return (
    <dl className="day-signature">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`day.paper.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function DayPaper({ sheet }: { readonly sheet: DaySheet }) {
  const { i18n } = useTranslation();
  const { language, report } = sheet;
  const t = i18n.getFixedT(language);
  return (
    <article className="paper day-paper" lang={language} data-closing={report.closing} data-hash={sheet.hash}>
      <header>
        <p>
          {report.organisation[language]} · {report.branch[language]} · {t('day.paper.workstation')} {report.workstation}
        </p>
        <h2>
          {t('day.paper.title')} {report.day}
        </h2>
        <p>
          {t('day.paper.number', { number: report.closing })}
          {sheet.reprint > 0 ? ` · ${t('day.paper.reprint', { count: sheet.reprint })}` : ''}
        </p>
      </header>
      <DayTableDown report={report} t={t} />
      <Agreement report={report} t={t} />
      <Remarks report={report} t={t} />
      <Signature sheet={sheet} t={t} />
      <p className="day-hand">{t('day.paper.hand')}</p>
      <p className="day-scope">
        {t('day.scope')} {t('day.boundary')}
      </p>
    </article>
  );
}
