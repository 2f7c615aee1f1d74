// A supervisor comes to the counter and identifies the person anew (R3.6). What was checked goes with the registration; what was typed to
// prove who the supervisor is, is not kept.
import { type FormEvent, useState } from 'react';
import { useAct } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ProofFields, useProof } from '#renderer/ui/proof.tsx';
import { focusId } from '#renderer/ui/stops.ts';
import type { DocumentType } from '#src/domain/identity/documents.ts';
import type { RegistrationId } from '#src/domain/registration/schema.ts';
import { missingPoints } from '#src/domain/restriction/rules.ts';
import type { FurtherCheckPoint } from '#src/domain/restriction/schema.ts';
import { CheckPoints, toggled } from './check-points.tsx';

interface IdentityCheckDialogProps {
  readonly document: { readonly registrationId: RegistrationId; readonly type: DocumentType; readonly number: string };
  readonly onCancel: () => void;
  readonly onDone: () => void;
}

export function IdentityCheckDialog({ document, onCancel, onDone }: IdentityCheckDialogProps) {
  const { t } = useTexts();
  const confirm = useAct('restriction.confirm');
  const proof = useProof('identity', false);
  const [ticked, setTicked] = useState<readonly FurtherCheckPoint[]>([]);
  const [firstMissing] = missingPoints(ticked);
  const isReady = firstMissing === undefined && proof.missing === null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (firstMissing !== undefined) return focusId(`identity-${firstMissing}`);
    if (proof.missing !== null) return proof.focus();
    const supervisor = { number: proof.number.trim(), passphrase: proof.passphrase };
    const answer = await confirm.run({ ...document, supervisor, points: [...ticked] });
    if (answer === null) return;
    if (answer.ok) onDone();
    else proof.done(false);
  };
  return (
    <Dialog
      title={t('restriction.checkTitle')}
      isWide
      onCancel={confirm.isBusy ? () => undefined : onCancel}
      actions={
        <>
          <Button id="identity-cancel" keyName="Esc" disabled={confirm.isBusy} onClick={onCancel}>
            {t('restriction.cancel')}
          </Button>
          <Button id="identity-confirm" look="primary" type="submit" form="identity-form" disabled={confirm.isBusy || !isReady}>
            {confirm.isBusy ? t('restriction.busy') : t('restriction.confirmCheck')}
          </Button>
        </>
      }
    >
      <form id="identity-form" className="proof-form" noValidate autoComplete="off" onSubmit={(event) => void submit(event)}>
        <p>{t('restriction.checkText')}</p>
        <CheckPoints idStart="identity" ticked={ticked} onTick={(point) => setTicked(toggled(ticked, point))} />
        <div className="restriction-proof">
          <ProofFields proof={proof} texts={{ number: t('restriction.number'), passphrase: t('restriction.passphrase') }} />
        </div>
        <RefusalMessage id="identity-error" refusal={confirm.refusal} />
      </form>
    </Dialog>
  );
}
