// What only a supervisor decides about a refused record, signed with their passphrase: that nothing more is done with it, and that it is
// sent again after all.
import { type FormEvent, type ReactNode, useState } from 'react';
import { useAct } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import type { RefusalShown } from '#renderer/i18n/refusal-text.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ProofFields, useProof } from '#renderer/ui/proof.tsx';
import type { Credentials } from '#src/domain/staff/schema.ts';
import { type SetAsideReason, setAsideReason } from '#src/domain/sync/states.ts';

interface SupervisorPartProps {
  readonly sequence: number;
  /** The signed-in supervisor's own number; null: a supervisor comes to the counter. */
  readonly ownNumber: string | null;
}

interface SignedActProps extends Pick<SupervisorPartProps, 'ownNumber'> {
  readonly id: string;
  /** Beginning of the texts' keys. */
  readonly texts: 'recordDetails.aside' | 'recordDetails.takeUp';
  readonly isReady: boolean;
  readonly isBusy: boolean;
  readonly refusal: RefusalShown | null;
  readonly children?: ReactNode;
  /** @returns whether it was done; null when it is being done already */
  readonly onSigned: (supervisor: Credentials) => Promise<boolean | null>;
}

function SignedAct({ id, texts, ownNumber, isReady, isBusy, refusal, children, onSigned }: SignedActProps) {
  const { t } = useTexts();
  const proof = useProof(id, ownNumber !== null);
  const confirm = async (event: FormEvent) => {
    event.preventDefault();
    if (!isReady || isBusy) return;
    if (proof.missing !== null) return proof.focus();
    const isDone = await onSigned({ number: ownNumber ?? proof.number.trim(), passphrase: proof.passphrase });
    if (isDone !== null) proof.done(isDone);
  };
  return (
    <form className="signed-act" autoComplete="off" noValidate onSubmit={(event) => void confirm(event)}>
      <p className="field-mark">{t(`${texts}.text`)}</p>
      <div className="signed-act-fields">
        {children}
        <ProofFields
          proof={proof}
          texts={{ number: t('recordDetails.aside.number'), passphrase: t('recordDetails.aside.passphrase') }}
        />
        <Button id={`${id}-confirm`} type="submit" disabled={!isReady || proof.missing !== null || isBusy}>
          {isBusy ? t('recordDetails.aside.busy') : t(`${texts}.confirm`)}
        </Button>
      </div>
      <RefusalMessage id={`${id}-error`} refusal={refusal} />
    </form>
  );
}

/** A refused record that nothing can be done with. */
export function SetAsidePart({ sequence, ownNumber }: SupervisorPartProps) {
  const { t } = useTexts();
  const act = useAct('sync.setAside');
  const [reason, setReason] = useState<SetAsideReason | ''>('');
  const sign = async (supervisor: Credentials) =>
    reason === '' ? null : ((await act.run({ sequence, reason, supervisor }))?.ok ?? null);
  return (
    <details className="set-aside" id="set-aside">
      <summary>{t('recordDetails.aside.title')}</summary>
      <SignedAct
        id="aside"
        texts="recordDetails.aside"
        ownNumber={ownNumber}
        isReady={reason !== ''}
        isBusy={act.isBusy}
        refusal={act.refusal}
        onSigned={sign}
      >
        <label htmlFor="aside-reason">
          {t('recordDetails.aside.reason')}
          <select
            id="aside-reason"
            className="input"
            value={reason}
            onChange={(event) => setReason(setAsideReason.safeParse(event.currentTarget.value).data ?? '')}
          >
            <option value="">{t('recordDetails.aside.noReason')}</option>
            {setAsideReason.options.map((option) => (
              <option key={option} value={option}>
                {t(`recordDetails.aside.reasons.${option}`)}
              </option>
            ))}
          </select>
        </label>
      </SignedAct>
    </details>
  );
}

/** A record that was set aside is sent again after all. */
export function TakeUpPart({ sequence, ownNumber }: SupervisorPartProps) {
  const { t } = useTexts();
  const act = useAct('sync.takeUp');
  return (
    <details className="set-aside" id="take-up">
      <summary>{t('recordDetails.takeUp.title')}</summary>
      <SignedAct
        id="take-up"
        texts="recordDetails.takeUp"
        ownNumber={ownNumber}
        isReady
        isBusy={act.isBusy}
        refusal={act.refusal}
        onSigned={async (supervisor) => (await act.run({ sequence, supervisor }))?.ok ?? null}
      />
    </details>
  );
}
