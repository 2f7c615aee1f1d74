// The server's key on the page of the workstation (S7): its fingerprint, and after a theft the comparison of the new one. The offered key's
// own fingerprint is never shown: what is compared has to come from a person.
import { type FormEvent, useState } from 'react';
import { useAct, useCall } from '#renderer/bridge/queries.ts';
import { fullTime } from '#renderer/i18n/formats.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Message } from '#renderer/ui/message.tsx';
import { ProofFields, useProof } from '#renderer/ui/proof.tsx';
import { focusId } from '#renderer/ui/stops.ts';
import { TextInput } from '#renderer/ui/text-input.tsx';
import './server-key.css';

function Comparison({ at, onConfirmed }: { readonly at: string; readonly onConfirmed: (fingerprint: string) => void }) {
  const { t } = useTexts();
  const proof = useProof('server-key', true);
  const [typed, setTyped] = useState('');
  const [isNeeded, setNeeded] = useState(false);
  const confirm = useAct('server-key.confirm');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const isMissing = typed.trim() === '' || proof.missing !== null;
    setNeeded(isMissing);
    if (isMissing) return typed.trim() === '' ? focusId('server-key-typed') : proof.focus();
    const answer = await confirm.run({ fingerprint: typed, passphrase: proof.passphrase });
    if (answer === null) return;
    proof.done(answer.ok);
    if (answer.ok) onConfirmed(answer.value.fingerprint);
  };
  return (
    <form className="server-key-comparison" noValidate autoComplete="off" onSubmit={(event) => void submit(event)}>
      <Message id="server-key-offered" kind="warn">
        {t('serverKey.offered', { at: fullTime(at) })}
      </Message>
      <p>{t('serverKey.ask')}</p>
      <TextInput
        id="server-key-typed"
        className="input server-key-typed"
        label={t('serverKey.typed')}
        help=""
        error={null}
        value={typed}
        maxLength={60}
        onValue={setTyped}
      />
      <ProofFields
        proof={proof}
        texts={{ number: '', passphrase: t('serverKey.passphrase') }}
        error={isNeeded ? { code: 'forms/required', text: t('serverKey.needed') } : null}
      />
      <RefusalMessage id="server-key-error" refusal={confirm.refusal} />
      <div className="actions">
        <Button id="server-key-confirm" look="primary" type="submit" disabled={confirm.isBusy}>
          {confirm.isBusy ? t('serverKey.busy') : t('serverKey.confirm')}
        </Button>
      </div>
    </form>
  );
}

export function ServerKeyPart() {
  const { t } = useTexts();
  const { data, error } = useCall('server-key.show', {});
  const [confirmed, setConfirmed] = useState<string | null>(null);
  if (error !== null) return <RefusalMessage refusal={error} />;
  if (data === undefined) return null;
  return (
    <section className="server-key" aria-labelledby="server-key-title" data-offered={data.offered !== null}>
      <h2 id="server-key-title">{t('serverKey.title')}</h2>
      <dl className="workstation-facts">
        <div data-fact="serverKey">
          <dt>{t('serverKey.fingerprint')}</dt>
          <dd>{data.fingerprint}</dd>
        </div>
        <div data-fact="serverKeySerial">
          <dt>{t('serverKey.serial')}</dt>
          <dd>{data.serial}</dd>
        </div>
      </dl>
      {data.offered === null ? (
        <p className="field-mark">{t('serverKey.normal')}</p>
      ) : (
        <Comparison at={data.offered.at} onConfirmed={setConfirmed} />
      )}
      <p id="server-key-done" className="field-mark" role="status">
        {confirmed === null ? '' : t('serverKey.done', { fingerprint: confirmed })}
      </p>
    </section>
  );
}
