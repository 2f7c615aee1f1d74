// Recovery by two custodians (S3), in the order it happens: hand over the request, read the code aloud, bring back the answer.
import { useQueryClient } from '@tanstack/react-query';
import { type ChangeEvent, useRef, useState } from 'react';
import { useAct, useCall } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { describedBy, Field } from '#renderer/ui/field.tsx';
import { copyAll, saveText } from '#renderer/ui/hand-over.ts';
import { privateInput } from '#renderer/ui/text-input.tsx';

/** The program takes no more; of what is longer the beginning is enough to be told that it is none. */
const largestAnswer = 20_000;

function Request({ text, fingerprint }: { readonly text: string; readonly fingerprint: string }) {
  const { t } = useTexts();
  const area = useRef<HTMLTextAreaElement>(null);
  const [isCopied, setCopied] = useState(false);
  return (
    <>
      <li>
        <p>{t('recovery.saveText')}</p>
        <div className="actions">
          <Button
            id="recovery-save"
            autoFocus
            onClick={() => saveText(text, 'countersign-recovery-request.json', 'application/json')}
          >
            {t('recovery.save')}
          </Button>
          <Button id="recovery-copy" onClick={() => setCopied(copyAll(area.current))}>
            {t('recovery.copy')}
          </Button>
          <span role="status">{isCopied ? t('recovery.copied') : ''}</span>
        </div>
        <textarea
          ref={area}
          id="recovery-request"
          className="recovery-request"
          aria-label={t('recovery.copy')}
          readOnly
          value={text}
        />
      </li>
      <li>
        <p>{t('recovery.fingerprint')}</p>
        <p id="recovery-fingerprint" className="recovery-fingerprint">
          {fingerprint}
        </p>
        <p>{t('recovery.custodians')}</p>
      </li>
    </>
  );
}

function Answer() {
  const { t } = useTexts();
  const [text, setText] = useState('');
  const [fileName, setFileName] = useState('');
  const [isMissing, setMissing] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const recover = useAct('startup.recover');
  const client = useQueryClient();
  const edit = (value: string) => {
    setMissing(false);
    recover.clear();
    setText(value.slice(0, largestAnswer));
  };
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.currentTarget.files?.[0];
    if (file === undefined) return;
    setFileName(file.name);
    edit((await file.slice(0, largestAnswer).text()).trim());
  };
  const submit = async () => {
    if (text.trim() === '') return setMissing(true);
    const answer = await recover.run({ answer: text });
    if (answer?.ok) client.setQueryData(['startup.status', {}], answer.value);
  };
  const error = isMissing ? { code: 'forms/required', text: t('recovery.answerNeeded') } : null;
  return (
    <li>
      <p>{t('recovery.answerText')}</p>
      <div className="actions">
        <Button id="recovery-choose" onClick={() => picker.current?.click()}>
          {t('recovery.choose')}
        </Button>
        <span role="status">{fileName}</span>
        <input
          ref={picker}
          id="recovery-file"
          type="file"
          hidden
          accept=".json,application/json"
          onChange={(event) => void choose(event)}
        />
      </div>
      <Field id="recovery-answer" label={t('recovery.answer')} help={t('recovery.answerHelp')} error={error}>
        <textarea
          id="recovery-answer"
          className="recovery-answer"
          {...privateInput}
          aria-invalid={isMissing}
          aria-describedby={describedBy('recovery-answer', error)}
          value={text}
          onChange={(event) => edit(event.currentTarget.value)}
        />
      </Field>
      <RefusalMessage id="recovery-error" refusal={recover.refusal} />
      <div className="actions">
        <Button id="recovery-import" look="primary" disabled={recover.isBusy} onClick={() => void submit()}>
          {recover.isBusy ? t('recovery.importing') : t('recovery.import')}
        </Button>
      </div>
    </li>
  );
}

function Steps() {
  const { t } = useTexts();
  const { data, error } = useCall('startup.recoveryRequest', {});
  if (error !== null) return <RefusalMessage id="recovery-refused" refusal={error} />;
  if (data === undefined) return <p aria-busy="true">{t('recovery.request')}</p>;
  return (
    <>
      <h2>{t(`recovery.title.${data.purpose}`)}</h2>
      <p>{t('recovery.intro')}</p>
      <ol className="recovery-steps">
        <Request text={data.text} fingerprint={data.fingerprint} />
        <Answer />
      </ol>
    </>
  );
}

const purposes = {
  'keychain/key-missing': 'restore-key',
  'keychain/other-backend': 'restore-key',
  'keychain/key-wrong': 'restore-key',
  'store/rolled-back': 'accept-rollback',
} as const;

function isRecoverable(code: string): code is keyof typeof purposes {
  return Object.hasOwn(purposes, code);
}

/** Nothing for troubles that custodians cannot end. */
export function RecoveryPanel({ code }: { readonly code: string }) {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  if (!isRecoverable(code)) return null;
  return (
    <section className="recovery" aria-label={t(`recovery.offer.${purposes[code]}`)}>
      {isOpen ? (
        <Steps />
      ) : (
        <Button id="recovery-open" onClick={() => setOpen(true)}>
          {t(`recovery.offer.${purposes[code]}`)}
        </Button>
      )}
    </section>
  );
}
