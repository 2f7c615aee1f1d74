// Four eyes at the counter (R2.4): a supervisor reads the same values, ticks the same points and signs with number and passphrase, or
// sends the registration back with a reason. The clerk's session goes on; what the supervisor typed is not kept.
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import type { RefusalShown } from '#renderer/i18n/refusal-text.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { digitKeys, useKeys } from '#renderer/ui/keys.ts';
import { focusId } from '#renderer/ui/stops.ts';
import { TextInput } from '#renderer/ui/text-input.tsx';
import type { FormDefinition } from '#src/domain/forms/schema.ts';
import { type SendBackReason, sendBackReason } from '#src/domain/registration/schema.ts';
import type { Credentials } from '#src/domain/staff/schema.ts';
import { Checklist } from './checklist.tsx';
import { Comparison, type ReviewLine } from './comparison.tsx';
import './registration.css';

interface SecondReviewPanelProps {
  readonly lines: readonly ReviewLine[];
  readonly warnings: ReactNode;
  readonly checks: FormDefinition['reviewChecks'];
  readonly isBusy: boolean;
  readonly refusal: RefusalShown | null;
  /** @returns whether it was accepted */
  readonly onConfirm: (supervisor: Credentials, checks: readonly string[]) => Promise<boolean>;
  readonly onSendBack: (supervisor: Credentials, reason: SendBackReason) => Promise<boolean>;
  readonly onEdit: () => void;
}

export function SecondReviewPanel(props: SecondReviewPanelProps) {
  const { lines, warnings, checks, isBusy, refusal, onConfirm, onSendBack, onEdit } = props;
  const { t, local } = useTexts();
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const [number, setNumber] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [reason, setReason] = useState<SendBackReason | ''>('');
  const firstOpen = checks.find((check) => !ticked.includes(check.id))?.id;
  const isSigned = number.trim() !== '' && passphrase !== '';
  useEffect(() => {
    focusId(firstOpen === undefined ? 'second-number' : `second-check-${firstOpen}`);
  }, [firstOpen]);
  const tick = (id: string) => setTicked((now) => (now.includes(id) ? now.filter((other) => other !== id) : [...now, id]));
  useKeys({
    ...digitKeys(
      checks,
      (check) => tick(check.id),
      (check) => local(check.label),
    ),
    escape: { text: t('review.edit'), act: onEdit },
  });

  const sign = async (act: (supervisor: Credentials) => Promise<boolean>) => {
    const isAccepted = await act({ number: number.trim(), passphrase });
    if (isAccepted) return;
    setPassphrase('');
    focusId('second-passphrase');
  };
  const confirm = (event: FormEvent) => {
    event.preventDefault();
    if (firstOpen !== undefined) focusId(`second-check-${firstOpen}`);
    else if (number.trim() === '') focusId('second-number');
    else if (passphrase === '') focusId('second-passphrase');
    else if (reason === '') void sign((supervisor) => onConfirm(supervisor, ticked));
  };

  return (
    <form className="review" id="second-review" aria-labelledby="second-title" autoComplete="off" noValidate onSubmit={confirm}>
      <header>
        <h2 id="second-title">{t('secondReview.title')}</h2>
        <span className="field-mark">{t('secondReview.text')}</span>
      </header>
      <Comparison lines={lines} />
      {warnings}
      <Checklist idStart="second-check" checks={checks} ticked={ticked} onTick={tick} />
      <div className="second-sign">
        <TextInput
          id="second-number"
          label={t('secondReview.number')}
          help=""
          error={null}
          value={number}
          maxLength={40}
          onValue={setNumber}
        />
        <TextInput
          id="second-passphrase"
          label={t('secondReview.passphrase')}
          help=""
          error={null}
          type="password"
          value={passphrase}
          maxLength={200}
          onValue={setPassphrase}
        />
      </div>
      <RefusalMessage id="second-error" refusal={refusal} />
      <div className="actions">
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
        <span className="actions-apart">
          <Button id="second-edit" look="quiet" keyName="Esc" disabled={isBusy} onClick={onEdit}>
            {t('review.edit')}
          </Button>
        </span>
      </div>
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
