// The notice (R2.5), turned to the subject: the whole window, large type, one key to the other language. Accepting and declining look and
// weigh the same. The keys that answer are not those that choose a service, so a bouncing key cannot answer for the subject; a digit only
// says who is at the counter.
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import type { RefusalShown } from '#renderer/i18n/refusal-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { digitKeys, type Keys, useKeys } from '#renderer/ui/keys.ts';
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx';
import type { Language } from '#src/base/language.ts';
import { type AcceptingParty, acceptingParty, type NoticeDefinition } from '#src/domain/consent/schema.ts';
import { PartyChoice } from './party-choice.tsx';
import './consent.css';

/** In the order of their digit keys. */
const parties = acceptingParty.options;

interface NoticePageProps {
  readonly notice: NoticeDefinition;
  readonly serviceName: string;
  readonly language: Language;
  readonly isBusy: boolean;
  readonly refusal: RefusalShown | null;
  /** Who accepts; null where the form has no place for anybody but the subject. */
  readonly party: { readonly chosen: AcceptingParty; readonly onChoose: (party: AcceptingParty) => void } | null;
  /** Null in a preview. */
  readonly print: { readonly isBusy: boolean; readonly isPrinted: boolean; readonly onPrint: () => void } | null;
  readonly onLanguage: (language: Language) => void;
  readonly onAccept: () => void;
  readonly onDecline: () => void;
  readonly onBack: () => void;
}

interface PrintNoticeProps {
  readonly print: NonNullable<NoticePageProps['print']>;
  readonly isBusy: boolean;
  readonly t: TFunction;
}

/** On paper as well, for whoever would rather read it there (R2.5). */
function PrintNotice({ print, isBusy, t }: PrintNoticeProps) {
  const offer = print.isPrinted ? t('noticePrint.printed') : t('noticePrint.print');
  return (
    <Button id="notice-print" keyName="P" disabled={isBusy} data-printed={print.isPrinted} onClick={print.onPrint}>
      {print.isBusy ? t('receipt.printing') : offer}
    </Button>
  );
}

export function NoticePage({ notice, serviceName, language, ...props }: NoticePageProps) {
  const { isBusy, refusal, party, print, onLanguage, onAccept, onDecline, onBack } = props;
  const { i18n } = useTranslation();
  const t = i18n.getFixedT(language);
  const switchLanguage = () => onLanguage(language === 'en' ? 'zh-CN' : 'en');
  const whenFree = (act: () => void) => (isBusy ? () => undefined : act);
  const partyKeys: Keys = party === null || isBusy ? {} : digitKeys(parties, party.onChoose, (one) => t(`parties.${one}`));
  useKeys({
    ...partyKeys,
    y: { text: t('notice.accept'), act: whenFree(onAccept) },
    n: { text: t('notice.decline'), act: whenFree(onDecline) },
    l: { text: t('notice.language'), act: switchLanguage },
    ...(print === null ? {} : { p: { text: t('noticePrint.print'), act: whenFree(print.onPrint) } }),
    escape: { text: t('notice.back'), act: onBack },
  });

  return (
    <div
      className="notice"
      id="notice"
      role="dialog"
      aria-modal="true"
      aria-labelledby="notice-title"
      lang={language}
      data-notice-version={notice.version}
    >
      <header className="notice-head">
        <div>
          <h1 id="notice-title">{notice.title[language]}</h1>
          <p className="notice-version">
            {serviceName} · {t('notice.version', { version: notice.version })}
          </p>
        </div>
        <div className="notice-tools">
          <Button id="notice-back" look="quiet" onClick={onBack} keyName="Esc">
            {t('notice.back')}
          </Button>
          {print === null ? null : <PrintNotice print={print} isBusy={isBusy} t={t} />}
          <Button
            id="notice-language"
            isLarge
            lang={language === 'en' ? 'zh-CN' : 'en'}
            keyName={t('notice.languageKey')}
            onClick={switchLanguage}
          >
            {t('notice.language')}
          </Button>
        </div>
      </header>
      <ScrollRegion className="notice-scroll" label={notice.title[language]} takesFocus>
        <div className="notice-body">
          {notice.sections.map((section) => (
            <section key={section.topic} data-topic={section.topic}>
              <h2>{section.heading[language]}</h2>
              <p>{section.body[language]}</p>
            </section>
          ))}
        </div>
      </ScrollRegion>
      <footer className="notice-answer">
        <RefusalMessage id="notice-error" refusal={refusal} />
        {party === null ? null : <PartyChoice t={t} parties={parties} isDisabled={isBusy} {...party} />}
        <p>
          {t('notice.question')} <span>{t('notice.equal')}</span>
        </p>
        <div className="notice-choices">
          <Button id="notice-accept" isLarge keyName={t('notice.acceptKey')} disabled={isBusy} onClick={onAccept}>
            {t('notice.accept')}
          </Button>
          <Button id="notice-decline" isLarge keyName={t('notice.declineKey')} disabled={isBusy} onClick={onDecline}>
            {t('notice.decline')}
          </Button>
        </div>
      </footer>
    </div>
  );
}
