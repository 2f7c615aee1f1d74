// A step that names its reason, or a colleague: said what it means, then taken.
import { type FormEvent, useState } from 'react';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { focusId } from '#renderer/ui/stops.ts';
import type { RequestAct, RequestDetail } from '#src/contract/sync/subject-requests.ts';
import { pauseReasons, refusalReasons } from '#src/domain/subject-requests/schema.ts';
import { Choice } from './choice.tsx';

export type Decision = 'pause' | 'refuse' | 'assign';

interface ReasonDialogProps {
  readonly decision: Decision;
  readonly request: RequestDetail;
  readonly onCancel: () => void;
  readonly onDecided: (act: RequestAct) => void;
}

function actOf(decision: Decision, { requestId, colleagues }: RequestDetail, chosen: string): RequestAct | null {
  switch (decision) {
    case 'pause': {
      const reason = pauseReasons.find((one) => one === chosen);
      return reason === undefined ? null : { kind: 'pause', requestId, reason };
    }
    case 'refuse': {
      const reason = refusalReasons.find((one) => one === chosen);
      return reason === undefined ? null : { kind: 'refuse', requestId, reason };
    }
    case 'assign': {
      const found = colleagues.find(({ staffId }) => staffId === chosen);
      return found === undefined ? null : { kind: 'assign', requestId, staffId: found.staffId };
    }
  }
}

export function ReasonDialog({ decision, request, onCancel, onDecided }: ReasonDialogProps) {
  const { t } = useTexts();
  const [chosen, setChosen] = useState('');
  const options = {
    pause: pauseReasons.map((one) => [one, t(`requests.pauseReasons.${one}`)] as const),
    refuse: refusalReasons.map((one) => [one, t(`requests.refusalReasons.${one}`)] as const),
    assign: request.colleagues.map(({ staffId, name }) => [staffId, name] as const),
  }[decision];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const act = actOf(decision, request, chosen);
    if (act === null) focusId('request-reason');
    else onDecided(act);
  };
  return (
    <Dialog
      title={t(`requests.${decision}`)}
      onCancel={onCancel}
      actions={
        <>
          <Button id="reason-cancel" keyName="Esc" onClick={onCancel}>
            {t('requests.cancel')}
          </Button>
          <Button id="reason-confirm" look="primary" type="submit" form="reason-form" disabled={chosen === ''}>
            {t('requests.confirm')}
          </Button>
        </>
      }
    >
      <form id="reason-form" className="requests-form" noValidate onSubmit={submit}>
        <p>{t(`requests.${decision}Text`)}</p>
        <Choice
          id="request-reason"
          label={decision === 'assign' ? t('requests.colleague') : t('requests.reason')}
          value={chosen}
          options={options}
          onValue={setChosen}
          autoFocus
        />
      </form>
    </Dialog>
  );
}
