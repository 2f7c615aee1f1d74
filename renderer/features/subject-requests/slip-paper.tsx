// What a subject takes home about a request: its number and deadline, later its outcome (R8.2, R8.3). No value stands on it.
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { fullTime } from '#renderer/i18n/formats.ts';
import { PaperFacts } from '#renderer/ui/paper-facts.tsx';
import type { SlipSheet } from '#src/domain/subject-requests/copy.ts';
import { PaperHead } from './paper-parts.tsx';
import '#renderer/ui/paper.css';
import './requests-paper.css';

function outcome(t: TFunction, { state, revision }: SlipSheet): string {
  if (revision !== null) return t('requests.paper.corrected', { revision });
  return state === 'refused' || state === 'closed' ? t(`requests.states.${state}`) : t('requests.paper.inProgress');
}

export function SlipPaper({ sheet }: { readonly sheet: SlipSheet }) {
  const { i18n } = useTranslation();
  const { language, fields, reason } = sheet;
  const t = i18n.getFixedT(language);
  const facts = [
    [t('requests.paper.kind'), t(`requests.kinds.${sheet.requestKind}`)],
    [t('requests.paper.openedAt'), fullTime(sheet.openedAt)],
    [t('requests.paper.deadline'), sheet.deadline],
    ...(fields.length === 0
      ? []
      : [[t('requests.paper.fields'), fields.map((label) => label[language]).join(t('requests.paper.between'))]]),
    [t('requests.paper.state'), outcome(t, sheet)],
    ...(reason === null ? [] : [[t('requests.paper.reason'), t(`requests.refusalReasons.${reason}`)]]),
  ];
  return (
    <article className="paper request-paper" lang={language} data-request-number={sheet.number} data-state={sheet.state}>
      <PaperHead sheet={sheet} title={t('requests.paper.slipTitle')} madeAt={sheet.madeAt} t={t} />
      <PaperFacts className="copy-values" facts={facts} />
      <p className="request-hand">{t('requests.paper.hand')}</p>
    </article>
  );
}
