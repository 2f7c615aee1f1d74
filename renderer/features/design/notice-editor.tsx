// A notice (告知书, R2.5): its topics in order, each with heading and text in both languages.
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { noticeTopics, requiredTopics } from '#src/domain/consent/schema.ts';
import type { NoticeDraft } from '#src/domain/design/schema.ts';
import { LineInput, LocalTextInput } from './controls.tsx';
import { changeAndFocus, controlId } from './editing.ts';
import { SignatureSetting, withSignature } from './signature-setting.tsx';

interface NoticeEditorProps {
  readonly notice: NoticeDraft;
  readonly isNew: boolean;
  readonly classes: readonly string[];
  readonly onNotice: (notice: NoticeDraft, place: string | null) => void;
}

type Section = NoticeDraft['sections'][number];

export function NoticeEditor({ notice, isNew, classes, onNotice }: NoticeEditorProps) {
  const { t } = useTexts();
  const { sections } = notice;
  const missing = noticeTopics.filter((topic) => !sections.some((section) => section.topic === topic));
  const set = (index: number, section: Section, place: string) =>
    onNotice({ ...notice, sections: sections.with(index, section) }, place);
  const add = (topic: Section['topic']) => {
    const empty = { 'zh-CN': '', en: '' };
    const order = (section: Section) => noticeTopics.indexOf(section.topic);
    const all = [...sections, { topic, heading: empty, body: empty }].toSorted((a, b) => order(a) - order(b));
    const at = all.findIndex((section) => section.topic === topic);
    changeAndFocus(() => onNotice({ ...notice, sections: all }, null), `sections.${at}.heading.zh-CN`);
  };
  return (
    <div className="design-body design-notice">
      <div className="design-head-pair">
        <LocalTextInput
          path="title"
          label={t('design.title')}
          value={notice.title}
          onValue={(title, place) => onNotice({ ...notice, title }, place)}
        />
        <LineInput
          path="id"
          label={t('design.id')}
          hint={t('design.idHint')}
          value={notice.id}
          isDisabled={!isNew}
          onValue={(id) => onNotice({ ...notice, id }, 'id')}
        />
      </div>
      <SignatureSetting
        signature={notice.signature}
        classes={classes}
        onSignature={(signature) => onNotice(withSignature(notice, signature), null)}
      />
      {sections.map((section, index) => (
        <section
          key={section.topic}
          className="design-section"
          data-topic={section.topic}
          aria-label={t(`notice.topics.${section.topic}`)}
        >
          <header>
            <h3>{t(`notice.topics.${section.topic}`)}</h3>
            {requiredTopics.some((topic) => topic === section.topic) ? (
              <span className="field-mark">{t('design.topicRequired')}</span>
            ) : (
              <Button
                look="quiet"
                onClick={() =>
                  changeAndFocus(() => onNotice({ ...notice, sections: sections.toSpliced(index, 1) }, null), 'sections')
                }
              >
                {t('design.topicRemove')}
              </Button>
            )}
          </header>
          <LocalTextInput
            path={`sections.${index}.heading`}
            label={t('design.heading')}
            value={section.heading}
            onValue={(heading, place) => set(index, { ...section, heading }, place)}
          />
          <LocalTextInput
            path={`sections.${index}.body`}
            label={t('design.text')}
            rows={4}
            value={section.body}
            onValue={(body, place) => set(index, { ...section, body }, place)}
          />
        </section>
      ))}
      {missing.length === 0 ? null : (
        <div className="actions">
          {missing.map((topic, index) => (
            <Button key={topic} id={index === 0 ? controlId('sections') : undefined} onClick={() => add(topic)}>
              {t('design.topicAdd', { topic: t(`notice.topics.${topic}`) })}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
