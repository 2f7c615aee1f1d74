import { fullTime } from '#renderer/i18n/formats.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import type { ContactShown } from '#src/contract/ipc/contact.ts';

type Attempt = ContactShown['attempts'][number];

/** What the telephone system says of a call stands beside what the clerk said, and does not take its place. */
function CallRecordLine({ record }: { readonly record: NonNullable<Attempt['record']> }) {
  const { t } = useTexts();
  const { outcome, reason, at, source, reference } = record;
  return (
    <small className={outcome === 'refuted' ? 'contact-doubt' : undefined} data-call-record={outcome}>
      {t(`contact.callRecord.${reason ?? 'confirmed'}`)} · {fullTime(at)} · {source}
      {reference === null ? null : ` · ${t('contact.callReference', { reference })}`}
    </small>
  );
}

/** What was done to reach the subject: how, what came of it, when and by whom. */
export function AttemptList({ attempts }: { readonly attempts: readonly Attempt[] }) {
  const { t } = useTexts();
  const said = ({ way, reason }: Attempt) =>
    way === 'sms-code' ? t('contact.codeRight') : t(`contact.call.outcomes.${reason ?? 'confirmed'}`);
  const askedFor = ({ asked }: Attempt) =>
    asked.length === 0
      ? null
      : t('contact.askedFor', { list: asked.map((one) => t(`contact.call.questions.${one}`)).join(t('contact.between')) });
  if (attempts.length === 0) return null;
  return (
    <ul className="contact-attempts">
      {attempts.map((one) => (
        <li key={one.factId} data-way={one.way} data-outcome={one.outcome}>
          {t('contact.attempt', { way: t(`contact.ways.${one.way}`), outcome: said(one) })}
          <small>
            {fullTime(one.at)} · {one.byName}
            {one.reference === null ? null : ` · ${t('contact.reference', { reference: one.reference })}`}
          </small>
          {askedFor(one) === null ? null : <small>{askedFor(one)}</small>}
          {one.record === null ? null : <CallRecordLine record={one.record} />}
        </li>
      ))}
    </ul>
  );
}
