// Four eyes at the counter (R2.4): a supervisor reads the same values, ticks the same points and signs with number and passphrase, or
// sends the registration back with a reason. The clerk's session goes on; what the supervisor typed is not kept.
import { type FormEvent, useState } from 'react';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ProofFields, useProof } from '#renderer/ui/proof.tsx';
import { focusId } from '#renderer/ui/stops.ts';
import type { FormDefinition } from '#src/domain/forms/schema.ts';
import { type SendBackReason, sendBackReason } from '#src/domain/registration/schema.ts';
import type { Credentials } from '#src/domain/staff/schema.ts';
import { ReviewFrame, type ReviewShown } from './review-frame.tsx';

interface SecondReviewPanelProps extends ReviewShown {
  readonly checks: FormDefinition['reviewChecks'];
  /** @returns whether it was accepted */
  readonly onConfirm: (supervisor: Credentials, checks: readonly string[]) => Promise<boolean>;
  readonly onSendBack: (supervisor: Credentials, reason: SendBackReason) => Promise<boolean>;
}

const ids = { check: 'second-check', error: 'second-error', edit: 'second-edit' } as const;

export function SecondReviewPanel({ onConfirm, onSendBack, ...shown }: SecondReviewPanelProps) {
  const { checks, isBusy } = shown;
  const { t } = useTexts();
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const proof = useProof('second', false);
  const [reason, setReason] = useState<SendBackReason | ''>('');
  const firstOpen = checks.find((check) => !ticked.includes(check.id))?.id;
  const isSigned = proof.missing === null;
  const tick = (id: string) => setTicked((now) => (now.includes(id) ? now.filter((other) => other !== id) : [...now, id]));

  const sign = async (act: (supervisor: Credentials) => Promise<boolean>) => {
    const isAccepted = await act({ number: proof.number.trim(), passphrase: proof.passphrase });
    if (!isAccepted) proof.done(false);
  };
  const confirm = (event: FormEvent) => {
    event.preventDefault();
    if (firstOpen !== undefined) focusId(`second-check-${firstOpen}`);
    else if (!isSigned) proof.focus();
    else if (reason === '') void sign((supervisor) => onConfirm(supervisor, ticked));
  };

  const signing = (
    <div className="second-sign">
      <ProofFields proof={proof} texts={{ number: t('secondReview.number'), passphrase: t('secondReview.passphrase') }} />
    </div>
  );
  const action = (
    <Button
      id="second-confirm"
      type="submit"
      look="primary"
      isLarge
      keyName="Enter"
      disabled={isBusy || firstOpen !== undefined || !isSigned || reason !== ''}
    >
      {isBusy ? t('review.submitting') : t('secondReview.confirm')}
    </Button>
  );
  return (
    <form className="review" id="second-review" aria-labelledby="second-title" autoComplete="off" noValidate onSubmit={confirm}>
      <ReviewFrame
        {...shown}
        titleId="second-title"
        title={t('secondReview.title')}
        text={t('secondReview.text')}
        ids={ids}
        ticked={ticked}
        onTick={tick}
        then="second-number"
        signing={signing}
        action={action}
      />
      <div className="second-back">
        <label htmlFor="second-reason">{t('secondReview.reason')}</label>
        <select
          id="second-reason"
          className="input"
          value={reason}
          onChange={(event) => setReason(sendBackReason.safeParse(event.currentTarget.value).data ?? '')}
        >
          <option value="">{t('secondReview.noReason')}</option>
          {sendBackReason.options.map((option) => (
            <option key={option} value={option}>
              {t(`secondReview.reasons.${option}`)}
            </option>
          ))}
        </select>
        <Button
          id="second-send-back"
          disabled={isBusy || reason === '' || !isSigned}
          onClick={() => (reason === '' ? undefined : void sign((supervisor) => onSendBack(supervisor, reason)))}
        >
          {t('secondReview.sendBack')}
        </Button>
      </div>
    </form>
  );
}
