import { useEffect } from 'react';
import { flushSync } from 'react-dom';
import { useAct, useCall } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { focusId } from '#renderer/ui/stops.ts';
import type { RegistrationId } from '#src/domain/registration/schema.ts';
import { type CaptureEvent, resumedEvent } from './capture-state.ts';
import { UnfinishedRows } from './unfinished-rows.tsx';

/** The clerk's own registrations that a crash, a sign-out or a customer who will be back has left open (S2). */
export function UnfinishedList({ dispatch }: { readonly dispatch: (event: CaptureEvent) => void }) {
  const { t } = useTexts();
  const { data, refetch } = useCall('registration.unfinished', {});
  const resume = useAct('registration.resume');
  // Whoever comes back to the services may just have left one.
  useEffect(() => void refetch(), [refetch]);
  if (data === undefined || data.items.length === 0) return null;

  const goOn = async (registrationId: RegistrationId) => {
    const answer = await resume.run({ registrationId });
    // The list goes in the same moment: another press on it would discard what has just been opened.
    if (answer?.ok) flushSync(() => dispatch(resumedEvent(answer.value)));
  };
  const discarded = async () => {
    await refetch();
    // Its button is gone with it.
    focusId('services-title');
  };
  return (
    <section className="unfinished" id="unfinished" aria-labelledby="unfinished-title">
      <h2 id="unfinished-title">
        {t('unfinished.title')} <span className="field-mark">{t('unfinished.text')}</span>
      </h2>
      <RefusalMessage refusal={resume.refusal} />
      <UnfinishedRows items={data.items} onResume={goOn} onDiscarded={discarded} />
    </section>
  );
}
