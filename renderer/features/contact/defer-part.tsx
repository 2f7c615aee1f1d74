import { useState } from 'react';
import { useAct } from '#renderer/bridge/queries.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { type DeferReason, deferReason } from '#src/domain/contact/schema.ts';
import { ContactRefusal } from './contact-refusal.tsx';
import type { ContactTarget } from './target.ts';

interface DeferPartProps {
  readonly target: ContactTarget;
  readonly isOnline: boolean;
  readonly onDeferred: () => Promise<unknown>;
}

/** Puts it off as a recorded act; the record shows it until it is done. */
export function DeferPart({ target, isOnline, onDeferred }: DeferPartProps) {
  const { t } = useTexts();
  const defer = useAct('contact.defer');
  const [chosen, setChosen] = useState<DeferReason | null>(null);
  const reason = chosen ?? (isOnline ? 'subject-asks' : 'offline');
  const act = async () => {
    const answer = await defer.run({ ...target, reason });
    if (answer?.ok) await onDeferred();
  };
  return (
    <section className="contact-way" aria-labelledby="contact-defer-title">
      <h3 id="contact-defer-title">{t('contact.defer.title')}</h3>
      <p className="field-mark">{t('contact.defer.text')}</p>
      <div className="contact-line">
        <label htmlFor="contact-defer-reason">
          {t('contact.defer.reason')}
          <select
            id="contact-defer-reason"
            className="input"
            value={reason}
            onChange={({ currentTarget }) => setChosen(deferReason.options.find((one) => one === currentTarget.value) ?? null)}
          >
            {deferReason.options.map((one) => (
              <option key={one} value={one}>
                {t(`contact.defer.reasons.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <Button
          id="contact-defer"
          autoFocus={!isOnline}
          {...(isOnline ? {} : { keyName: 'Enter' })}
          disabled={defer.isBusy}
          onClick={() => void act()}
        >
          {t('contact.defer.act')}
        </Button>
      </div>
      <ContactRefusal id="contact-defer-error" refusal={defer.refusal} />
    </section>
  );
}
