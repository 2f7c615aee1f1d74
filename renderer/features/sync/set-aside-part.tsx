import { type FormEvent, useState } from 'react';
import { useAct } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { focusId } from '#renderer/ui/stops.ts';
import { TextInput } from '#renderer/ui/text-input.tsx';
import { type SetAsideReason, setAsideReason } from '#src/domain/sync/states.ts';

interface SetAsidePartProps {
  readonly sequence: number;
  /** The signed-in supervisor's own number; null: a supervisor comes to the counter. */
  readonly ownNumber: string | null;
}

/** A refused record that nothing can be done with: a supervisor's decision, signed with their passphrase. */
export function SetAsidePart({ sequence, ownNumber }: SetAsidePartProps) {
  const { t } = useTexts();
  const act = useAct('sync.setAside');
  const [reason, setReason] = useState<SetAsideReason | ''>('');
  const [number, setNumber] = useState(ownNumber ?? '');
  const [passphrase, setPassphrase] = useState('');
  const isReady = reason !== '' && number.trim() !== '' && passphrase !== '';
  const confirm = async (event: FormEvent) => {
    event.preventDefault();
    if (reason === '' || !isReady || act.isBusy) return;
    const answer = await act.run({ sequence, reason, supervisor: { number: number.trim(), passphrase } });
    setPassphrase('');
    if (answer?.ok === false) focusId('aside-passphrase');
  };
  return (
    <details className="set-aside" id="set-aside">
      <summary>{t('recordDetails.aside.title')}</summary>
      <form autoComplete="off" noValidate onSubmit={(event) => void confirm(event)}>
        <p className="field-mark">{t('recordDetails.aside.text')}</p>
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
        {ownNumber === null ? (
          <TextInput
            id="aside-number"
            label={t('recordDetails.aside.number')}
            help=""
            error={null}
            value={number}
            maxLength={40}
            onValue={setNumber}
          />
        ) : null}
        <TextInput
          id="aside-passphrase"
          label={t('recordDetails.aside.passphrase')}
          help=""
          error={null}
          type="password"
          value={passphrase}
          maxLength={200}
          onValue={setPassphrase}
        />
        <RefusalMessage id="aside-error" refusal={act.refusal} />
        <Button id="aside-confirm" type="submit" disabled={!isReady || act.isBusy}>
          {act.isBusy ? t('recordDetails.aside.busy') : t('recordDetails.aside.confirm')}
        </Button>
      </form>
    </details>
  );
}
