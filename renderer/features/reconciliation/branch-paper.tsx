// A branch's signed day as paper. Preview and print are the same element.
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { fullTime, shortHash } from '#renderer/i18n/formats.ts';
import type { BranchSheet } from '#src/domain/reconciliation/branch.ts';
import { DayTableDown } from './day-table.tsx';
import '#renderer/ui/paper.css';
import './day-paper.css';

interface PartProps {
  readonly sheet: BranchSheet;
  readonly t: TFunction;
}

function Workstations({ sheet, t }: PartProps) {
  const nameOf = (deviceId: string) => sheet.workstations.find(({ id }) => id === deviceId)?.name ?? deviceId;
  return (
    <section>
      <h3>{t('branchDay.paper.workstations')}</h3>
      <ul className="branch-paper-list">
        {sheet.report.workstations.map(({ deviceId, state, statements, heardAt, reason }) => {
          const silent = heardAt === null ? t('branchDay.never') : t('branchDay.silent', { time: fullTime(heardAt) });
          return (
            <li key={deviceId}>
              <strong>{nameOf(deviceId)}</strong> {state === 'silent' ? silent : t(`branchDay.${state}`)}
              {reason === null ? '' : ` · ${t('branchDay.paper.reason', { reason: t(`branchDay.reasons.${reason}`) })}`}
              {statements.map((hash) => (
                <code key={hash}> {shortHash(hash)}</code>
              ))}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Signature({ sheet, t }: PartProps) {
  const { report, hash, keyId } = sheet;
  const signer = sheet.staff.find(({ id }) => id === report.closedBy);
  const workstation = sheet.workstations.find(({ id }) => id === report.deviceId);
  const facts = [
    [t('day.paper.signedBy'), signer === undefined ? report.closedBy : `${signer.name} ${signer.number}`],
    [t('day.paper.signedAt'), fullTime(report.closedAt)],
    [t('branchDay.paper.signedAt'), workstation?.name ?? report.deviceId],
    [t('day.paper.hash'), shortHash(hash)],
    [t('branchDay.paper.replaces'), report.replaces === null ? t('day.paper.first') : shortHash(report.replaces)],
    [t('day.paper.audit'), `${report.audit.sequence} · ${shortHash(report.audit.link)}`],
    [t('day.paper.key'), keyId],
  ] as const;
  return (
    <dl className="day-signature">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function BranchPaper({ sheet }: { readonly sheet: BranchSheet }) {
  const { i18n } = useTranslation();
  const { language, report } = sheet;
  const t = i18n.getFixedT(language);
  const clerks = report.clerks.map(({ staffId, figures }) => {
    const member = sheet.staff.find(({ id }) => id === staffId);
    return { staffId, number: member?.number ?? '', name: member?.name ?? staffId, figures };
  });
  return (
    <article className="paper day-paper" lang={language} data-hash={sheet.hash}>
      <header>
        <p>
          {sheet.organisation[language]} · {sheet.branch[language]}
        </p>
        <h2>
          {t('branchDay.paper.title')} {report.day}
        </h2>
        <p>
          {t('branchDay.paper.number', { number: report.number })}
          {sheet.reprint > 0 ? ` · ${t('day.paper.reprint', { count: sheet.reprint })}` : ''}
        </p>
      </header>
      <DayTableDown report={{ clerks, total: report.total }} t={t} />
      {report.late === null ? null : <p>{t('branchDay.late', { ...report.late })}</p>}
      <Workstations sheet={sheet} t={t} />
      <Signature sheet={sheet} t={t} />
      <p className="day-hand">{t('day.paper.hand')}</p>
      <p className="day-scope">{t('branchDay.scope')}</p>
    </article>
  );
}
