// The clerk's own open registrations, one line each, with what can be done about them. Who they are about stays masked.
import { useRef } from 'react';
import { useAct } from '#renderer/bridge/queries.ts';
import { fullTime } from '#renderer/i18n/formats.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { UnfinishedRegistration } from '#src/contract/ipc/registration.ts';
import type { RegistrationId } from '#src/domain/registration/schema.ts';
import './registration.css';

interface UnfinishedRowsProps {
  readonly items: readonly UnfinishedRegistration[];
  readonly onResume: (registrationId: RegistrationId) => Promise<void>;
  /** It is gone. */
  readonly onDiscarded: (registrationId: RegistrationId) => Promise<unknown>;
}

export function UnfinishedRows({ items, onResume, onDiscarded }: UnfinishedRowsProps) {
  const { t, local } = useTexts();
  const discard = useAct('registration.discard');
  /** One act on the list at a time: what is being taken up must not be discarded meanwhile. */
  const isActing = useRef(false);
  const alone = async (act: () => Promise<unknown>) => {
    if (isActing.current) return;
    isActing.current = true;
    await act();
    isActing.current = false;
  };
  const drop = async (registrationId: RegistrationId) => {
    await discard.run({ registrationId });
    await onDiscarded(registrationId);
  };
  return (
    <>
      <RefusalMessage refusal={discard.refusal} />
      <ul className="unfinished-rows">
        {items.map(({ registrationId, serviceName, maskedName, begunAt, isCorrection }) => (
          <li key={registrationId} data-registration-id={registrationId}>
            <span>
              {isCorrection ? `${t('correctionMark')} · ` : ''}
              {local(serviceName)} · {maskedName === '' ? t('unfinished.nameless') : maskedName}{' '}
              <span className="field-mark">{t('unfinished.since', { time: fullTime(begunAt) })}</span>
            </span>
            <Button
              className="unfinished-resume"
              disabled={discard.isBusy}
              onClick={() => void alone(() => onResume(registrationId))}
            >
              {t('unfinished.resume')}
            </Button>
            <Button
              className="unfinished-discard"
              look="quiet"
              disabled={discard.isBusy}
              onClick={() => void alone(() => drop(registrationId))}
            >
              {t('unfinished.discard')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
