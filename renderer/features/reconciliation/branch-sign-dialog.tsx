// The supervisor's signature under the branch's day: a reason for each workstation whose day is missing, and their passphrase.
import { type FormEvent, useState } from 'react';
import { useAct } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ProofFields, useProof } from '#renderer/ui/proof.tsx';
import { focusId } from '#renderer/ui/stops.ts';
import type { BranchView } from '#src/contract/ipc/branch-day.ts';
import { absenceReasons } from '#src/domain/reconciliation/branch.ts';
import { isIn } from '#src/domain/reconciliation/branch-rules.ts';

interface BranchSignDialogProps {
  readonly view: BranchView;
  readonly onSigned: (hash: string) => void;
  /** Nothing was signed because something had changed. */
  readonly onChanged: () => void;
  readonly onCancel: () => void;
}

const formId = 'branch-sign-form';

export function BranchSignDialog({ view, onSigned, onChanged, onCancel }: BranchSignDialogProps) {
  const { t } = useTexts();
  // What was looked at when the dialog was opened is what is signed, whatever arrives meanwhile.
  const [{ day, digest, workstations }] = useState(view);
  const missing = workstations.filter(({ state }) => !isIn(state));
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const proof = useProof('branch-sign', true);
  const sign = useAct('reconciliation.signBranch');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const reasons = missing.flatMap(({ deviceId }) => {
      const reason = absenceReasons.find((one) => one === chosen[deviceId]);
      return reason === undefined ? [] : [{ deviceId, reason }];
    });
    const without = missing.find(({ deviceId }) => !reasons.some((one) => one.deviceId === deviceId));
    if (without !== undefined) return focusId(`branch-reason-${without.deviceId}`);
    if (proof.missing !== null) return proof.focus();
    const answer = await sign.run({ day, digest, passphrase: proof.passphrase, reasons });
    if (answer === null) return;
    proof.done(answer.ok);
    if (answer.ok) onSigned(answer.value.hash);
    else if (answer.error.code === 'reconciliation/changed') onChanged();
  };
  return (
    <Dialog
      title={t('branchDay.signTitle', { day })}
      onCancel={onCancel}
      actions={
        <>
          <Button id="branch-sign-cancel" keyName="Esc" onClick={onCancel}>
            {t('day.sign.cancel')}
          </Button>
          <Button id="branch-sign-confirm" type="submit" form={formId} look="primary" disabled={sign.isBusy}>
            {sign.isBusy ? t('day.sign.busy') : t('branchDay.signConfirm')}
          </Button>
        </>
      }
    >
      <form id={formId} className="branch-sign" noValidate autoComplete="off" onSubmit={(event) => void submit(event)}>
        {missing.map(({ deviceId, name }, index) => (
          <div className="field" key={deviceId}>
            <label htmlFor={`branch-reason-${deviceId}`}>{t('branchDay.reasonOf', { name })}</label>
            <select
              id={`branch-reason-${deviceId}`}
              className="input branch-reason"
              data-first={index === 0 ? '' : undefined}
              value={chosen[deviceId] ?? ''}
              onChange={(event) => setChosen({ ...chosen, [deviceId]: event.target.value })}
            >
              <option value="">{t('branchDay.chooseReason')}</option>
              {absenceReasons.map((reason) => (
                <option key={reason} value={reason}>
                  {t(`branchDay.reasons.${reason}`)}
                </option>
              ))}
            </select>
          </div>
        ))}
        <p>{t('branchDay.signText')}</p>
        <ProofFields proof={proof} texts={{ number: '', passphrase: t('signIn.passphrase') }} autoFocus={missing.length === 0} />
        <RefusalMessage id="branch-sign-error" refusal={sign.refusal} />
      </form>
    </Dialog>
  );
}
