// The document says that the subject is under 14 and accepted for themselves (R3.1): in one step back to the notice, where a guardian reads
// and accepts anew. The registration begun without them is dropped at the workstation; what is needed anyway stays on this screen.
import { useState } from 'react';
import { useAct } from '#renderer/bridge/queries.ts';
import type { CaptureEvent, Filling } from '#renderer/features/registration/capture-state.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useKeys } from '#renderer/ui/keys.ts';
import { Message } from '#renderer/ui/message.tsx';
import { asksForRepresentative } from '#src/domain/forms/parties.ts';

interface GuardianNeededProps {
  readonly state: Filling;
  readonly dispatch: (event: CaptureEvent) => void;
}

function GuardianOffer({ state, dispatch }: GuardianNeededProps) {
  const { t } = useTexts();
  const open = useAct('forms.open');
  const discard = useAct('registration.discard');
  const [isNowhere, setNowhere] = useState(false);
  const { registrationId, opened } = state;
  const restart = async () => {
    // The whole form, as it is now: the new acceptance is of the newest notice.
    const fresh = await open.run({ serviceId: opened.service.id });
    if (!fresh?.ok) return;
    if (!asksForRepresentative(fresh.value.form)) {
      setNowhere(true);
      return;
    }
    const dropped = await discard.run({ registrationId });
    if (dropped?.ok) dispatch({ kind: 'restarted', opened: fresh.value });
  };
  useKeys({ f4: { text: t('guardian.restart'), act: () => void restart() } });
  return (
    <>
      <Message kind="warn" id="guardian-needed">
        {t(isNowhere ? 'guardian.notHere' : 'guardian.text')}
        <div className="actions">
          <Button
            id="guardian-restart"
            keyName="F4"
            disabled={isNowhere || open.isBusy || discard.isBusy}
            onClick={() => void restart()}
          >
            {t('guardian.restart')}
          </Button>
        </div>
      </Message>
      <RefusalMessage refusal={open.refusal ?? discard.refusal} />
    </>
  );
}

export function GuardianNeeded({ state, dispatch }: GuardianNeededProps) {
  const { t } = useTexts();
  if (Object.values(state.errors).every(({ code }) => code !== 'forms/guardian-needed')) return null;
  if (!state.isCorrection) return <GuardianOffer state={state} dispatch={dispatch} />;
  return (
    <Message kind="warn" id="guardian-needed">
      {t('guardian.ofCorrection')}
    </Message>
  );
}
