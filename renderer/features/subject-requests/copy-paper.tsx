// The copy of a subject's data (R8.1): the same on screen and on paper.
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { fullTime } from '#renderer/i18n/formats.ts';
import { PaperFacts } from '#renderer/ui/paper-facts.tsx';
import type { Language } from '#src/base/language.ts';
import type { CopySheet, SubjectCopy } from '#src/domain/subject-requests/copy.ts';
import type { ShowValue } from './comparison-part.tsx';
import { PaperHead } from './paper-parts.tsx';
import '#renderer/ui/paper.css';
import './requests-paper.css';

interface RecordProps {
  readonly record: SubjectCopy['records'][number];
  readonly showValue: ShowValue;
  readonly language: Language;
  readonly t: TFunction;
}

function RecordCopy({ record, showValue, language, t }: RecordProps) {
  const { revision, earlierRevisions: earlier, attachments, form, values } = record;
  const facts = [
    [t('requests.paper.recordNumber'), record.recordId],
    [t('requests.paper.branch'), record.branch[language]],
    [t('requests.paper.submittedAt'), fullTime(record.submittedAt)],
    [t('requests.paper.revision'), earlier === 0 ? String(revision) : t('requests.paper.revisionOf', { revision, earlier })],
    [t('requests.paper.notice'), fullTime(record.noticeAcceptedAt)],
    ...(attachments === 0 ? [] : [[t('requests.paper.attachments'), t('requests.paper.attachmentsOf', { count: attachments })]]),
  ];
  const shown = form.fields.flatMap((field) => {
    const text = field.input.kind === 'image' ? null : showValue(field, values);
    return text === null ? [] : [{ name: field.name, label: field.label[language], text }];
  });
  return (
    <section className="copy-record" data-copied={record.recordId} data-revision={revision}>
      <h3>{record.serviceName[language]}</h3>
      <dl className="copy-values">
        {shown.map(({ name, label, text }) => (
          <div key={name} data-copy-field={name}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <PaperFacts className="copy-facts" facts={facts} />
    </section>
  );
}

interface CopyBodyProps {
  readonly copy: SubjectCopy;
  readonly showValue: ShowValue;
  readonly language: Language;
  readonly t: TFunction;
}

/** Without the heading of a paper: as it stands on the screen. */
export function CopyBody({ copy, showValue, language, t }: CopyBodyProps) {
  return (
    <>
      {copy.records.map((record) => (
        <RecordCopy key={record.recordId} {...{ record, showValue, language, t }} />
      ))}
      <section className="copy-recipients">
        <h3>{t('requests.paper.recipients')}</h3>
        {copy.recipients.length === 0 ? <p>{t('requests.paper.noRecipients')}</p> : null}
        <ul>
          {copy.recipients.map((one) => (
            <li key={`${one.at} ${one.name[language]}`}>
              {one.name[language]} · {one.purpose[language]} · {fullTime(one.at)}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

export function CopyPaper({ sheet, showValue }: { readonly sheet: CopySheet; readonly showValue: ShowValue }) {
  const { i18n } = useTranslation();
  const { language, copy } = sheet;
  const t = i18n.getFixedT(language);
  return (
    <article className="paper request-paper" lang={language} data-request-number={sheet.number}>
      <PaperHead sheet={sheet} title={t('requests.paper.copyTitle')} madeAt={copy.madeAt} t={t} />
      <CopyBody {...{ copy, showValue, language, t }} />
      <p>{t('requests.paper.rights')}</p>
      <p className="request-hand">{t('requests.paper.hand')}</p>
    </article>
  );
}
