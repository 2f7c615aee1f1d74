// The receipt as paper: the same element is the preview on the screen and the page that is printed. In the language the subject chose.
import { useTranslation } from 'react-i18next';
import { fullTime, shortHash } from '#renderer/i18n/formats.ts';
import type { ReceiptSheet } from '#src/domain/receipts/schema.ts';
import { QrCode } from './qr-code.tsx';
import '#renderer/ui/paper.css';
import './receipt-paper.css';

function Facts({ sheet }: { readonly sheet: ReceiptSheet }) {
  const { i18n } = useTranslation();
  const { language, at } = sheet;
  const t = i18n.getFixedT(language);
  const state =
    at.state === 'synced'
      ? t('receipt.at.synced', { position: at.position, time: fullTime(at.receivedAt) })
      : t(`receipt.at.${at.state}`);
  const facts = [
    ['service', sheet.service[language]],
    ['subject', `${sheet.maskedName}　${sheet.maskedDocumentNumber}`.trim()],
    ['place', `${sheet.organisation[language]} · ${sheet.branch[language]}`],
    ['clerk', sheet.clerkNumber],
    ['submittedAt', fullTime(sheet.submittedAt)],
    ['state', state],
    ['notice', t('receipt.noticeOf', { title: sheet.notice.title[language], version: sheet.notice.version })],
  ] as const;
  return (
    <dl className="receipt-facts">
      {facts.map(([name, value]) =>
        // Once the local copy is closed nothing here knows whose record it was.
        value === '' ? null : (
          <div key={name} data-fact={name}>
            <dt>{t(`receipt.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

function Consents({ sheet }: { readonly sheet: ReceiptSheet }) {
  const { i18n } = useTranslation();
  const { language, consents } = sheet;
  const t = i18n.getFixedT(language);
  if (consents.length === 0) return null;
  return (
    <section>
      <h3>{t('receipt.consents')}</h3>
      <ul className="receipt-consents">
        {consents.map(({ label, agreed }) => (
          <li key={label[language]}>
            {label[language]}
            <span>{agreed ? t('receipt.agreed') : t('receipt.declined')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function ReceiptPaper({ sheet }: { readonly sheet: ReceiptSheet }) {
  const { i18n } = useTranslation();
  const { language } = sheet;
  const t = i18n.getFixedT(language);
  return (
    <article className="paper receipt" lang={language} data-receipt-number={sheet.number} data-state={sheet.at.state}>
      <header className="receipt-head">
        <div>
          <p className="receipt-organisation">{sheet.organisation[language]}</p>
          <h2>{t('receipt.title')}</h2>
          <p className="receipt-number">
            <span>{t('receipt.number')}</span> <strong>{sheet.number}</strong>
          </p>
          {sheet.reprint > 0 ? <p className="receipt-reprint">{t('receipt.reprint', { count: sheet.reprint })}</p> : null}
          {sheet.medium === 'pdf' ? <p className="receipt-reprint">{t('receipt.electronic')}</p> : null}
        </div>
        <QrCode text={sheet.qr} label={t('receipt.qr')} />
      </header>
      <Facts sheet={sheet} />
      <Consents sheet={sheet} />
      {sheet.rights === null ? null : (
        <section>
          <h3>{t('receipt.rights')}</h3>
          <p className="receipt-rights">{sheet.rights[language]}</p>
        </section>
      )}
      <footer className="receipt-foot">
        <p>{t('receipt.meaning')}</p>
        <p className="receipt-ids">
          {t('receipt.recordId')} {sheet.recordId}
          {sheet.revision > 1 ? ` · ${t('receipt.revision', { revision: sheet.revision })}` : ''}
          <br />
          {t('receipt.hash')} {shortHash(sheet.contentHash)} · {t('receipt.madeAt', { time: fullTime(sheet.madeAt) })}
        </p>
      </footer>
    </article>
  );
}
