import { useEffect, useRef } from 'react';
import { useAct, useCall } from '#renderer/bridge/queries.ts';
import { fullTime } from '#renderer/i18n/formats.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { RegistrationId } from '#src/domain/registration/schema.ts';
import { type CaptureEvent, resumedEvent } from './capture-state.ts';

/** The clerk's own registrations that a crash, a sign-out or a customer who will be back has left open (S2). */
export function UnfinishedList({ dispatch }: { readonly dispatch: (event: CaptureEvent) => void }) {
  const { t, local } = useTexts();
  const { data, refetch } = useCall('registration.unfinished', {});
  const resume = useAct('registration.resume');
  const discard = useAct('registration.discard');
  /** One act on the list at a time: what is being taken up must not be discarded meanwhile. */
  const isActing = useRef(false);
  // Whoever comes back to the services may just have left one.
  useEffect(() => void refetch(), [refetch]);
  if (data === undefined || data.items.length === 0) return null;

  const alone = async (act: () => Promise<void>) => {
    if (isActing.current) return;
    isActing.current = true;
    await act();
    isActing.current = false;
  };
  const goOn = async (registrationId: RegistrationId) => {
    const answer = await resume.run({ registrationId });
    if (!answer?.ok) return;
    dispatch(resumedEvent(answer.value));
  };
  const drop = async (registrationId: RegistrationId) => {
    await discard.run({ registrationId });
    await refetch();
  };
  const isBusy = resume.isBusy || discard.isBusy;
  return (
    <section className="unfinished" id="unfinished" aria-labelledby="unfinished-title">
      <h2 id="unfinished-title">
        {t('unfinished.title')} <span className="field-mark">{t('unfinished.text')}</span>
      </h2>
      <RefusalMessage refusal={resume.refusal ?? discard.refusal} />
      <ul>
        {data.items.map(({ registrationId, serviceName, maskedName, begunAt, isCorrection }) => (
          <li key={registrationId} data-registration-id={registrationId}>
            <span>
              {isCorrection ? `${t('correctionMark')} · ` : ''}
              {local(serviceName)} · {maskedName === '' ? t('unfinished.nameless') : maskedName} · {fullTime(begunAt)}
            </span>
            <Button className="unfinished-resume" disabled={isBusy} onClick={() => void alone(() => goOn(registrationId))}>
              {t('unfinished.resume')}
            </Button>
            <Button
              className="unfinished-discard"
              look="quiet"
              disabled={isBusy}
              onClick={() => void alone(() => drop(registrationId))}
            >
              {t('unfinished.discard')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
