// The notice as paper (R2.5), to take home or to post: the same words as on the screen, with version and date.
import { useTranslation } from 'react-i18next';
import { fullTime } from '#renderer/i18n/formats.ts';
import type { NoticeSheet } from '#src/domain/consent/notice-sheet.ts';
import '#renderer/ui/paper.css';
import './notice-paper.css';

export function NoticePaper({ sheet }: { readonly sheet: NoticeSheet }) {
  const { i18n } = useTranslation();
  const { language, notice } = sheet;
  const t = i18n.getFixedT(language);
  return (
    <article className="paper notice-paper" lang={language} data-notice-version={notice.version}>
      <header>
        <p>
          {sheet.organisation[language]} · {sheet.service[language]}
        </p>
        <h2>{notice.title[language]}</h2>
        <p>
          {t('notice.version', { version: notice.version })} · {fullTime(sheet.madeAt)}
        </p>
      </header>
      {notice.sections.map((section) => (
        <section key={section.topic}>
          <h3>{section.heading[language]}</h3>
          <p>{section.body[language]}</p>
        </section>
      ))}
    </article>
  );
}
