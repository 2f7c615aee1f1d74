// The subject's handwriting under the reviewed form: it stands for exactly the values on the screen, and is void with any change of them.
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { call } from '#renderer/bridge/api.ts';
import { useAct } from '#renderer/bridge/queries.ts';
import { SignatureDialog } from '#renderer/features/attachments/signature-dialog.tsx';
import type { Filling } from '#renderer/features/registration/capture-state.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Picture } from '#renderer/pictures/picture.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { useKeys } from '#renderer/ui/keys.ts';
import { type SignatureRefusal, type SignatureWanted, signatureField } from '#src/domain/attachments/schema.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import { draftOf, valuesToSend } from './review-lines.ts';

interface Answered {
  /** The values it stands for. */
  readonly values: string;
  readonly bytes: Uint8Array<ArrayBuffer> | null;
  readonly declined: SignatureRefusal | null;
}

/** What the program keeps already, after the registration was taken up again. */
function useEarlierAnswer(state: Filling, values: FieldValues, onAnswer: (answer: Answered) => void): void {
  const { registrationId } = state;
  const opening = useRef({ values, onAnswer, draft: draftOf(state) });
  useEffect(() => {
    const ask = async () => {
      const { current } = opening;
      // First what is on the screen: the program drops a signature that was given over other values.
      await call('registration.save', { registrationId, ...current.draft });
      const listed = await call('attachments.list', { registrationId });
      if (!listed.ok) return;
      const declined = listed.value.declined.find(({ place }) => place === 'form')?.reason ?? null;
      const field = signatureField('form');
      const isSigned = listed.value.kept.some((kept) => kept.field === field);
      const viewed = isSigned ? await call('attachments.view', { registrationId, field }) : null;
      if (declined === null && !viewed?.ok) return;
      current.onAnswer({ values: JSON.stringify(current.values), declined, bytes: viewed?.ok ? viewed.value.bytes : null });
    };
    void ask();
  }, [registrationId]);
}

interface FormSignatureProps {
  readonly state: Filling;
  readonly wanted: SignatureWanted;
  /** It was given or declined just now. */
  readonly onAnswered: () => void;
}

export function FormSignature({ state, wanted, onAnswered }: FormSignatureProps) {
  const { t } = useTexts();
  const sign = useAct('attachments.sign');
  const decline = useAct('attachments.declineSignature');
  const [isOpen, setOpen] = useState(false);
  const [answered, setAnswered] = useState<Answered | null>(null);
  const { registrationId } = state;
  const values = valuesToSend(state);
  const text = JSON.stringify(values);
  useEarlierAnswer(state, values, setAnswered);
  useKeys({ s: { text: t('attachments.sign'), act: () => setOpen(true) } });
  const current = answered?.values === text ? answered : null;

  // At once: a closing dialog gives the focus back, and only then may it go on.
  const close = () => flushSync(() => setOpen(false));
  const give = async (bytes: Uint8Array<ArrayBuffer>) => {
    const signed = await sign.run({ registrationId, values, bytes });
    if (signed === null) return;
    close();
    if (!signed.ok) return;
    setAnswered({ values: text, bytes, declined: null });
    onAnswered();
  };
  const refuse = async (reason: SignatureRefusal) => {
    const declined = await decline.run({ registrationId, reason });
    if (declined === null) return;
    close();
    if (!declined.ok) return;
    setAnswered({ values: text, bytes: null, declined: reason });
    onAnswered();
  };
  const isGiven = current?.bytes != null;
  const shown = isGiven ? 'given' : 'missing';
  return (
    <div className="signature-row" id="form-signature" data-signature={current?.declined ? 'declined' : shown}>
      <strong>{t('attachments.signature')}</strong>
      {current?.bytes ? <Picture bytes={current.bytes} label={t('attachments.signature')} className="signature-kept" /> : null}
      <span className="field-mark" role="status">
        {current?.declined
          ? t(`attachments.reasons.${current.declined}`)
          : t(`attachments.formSignature.${shown}.${wanted.need}`)}
      </span>
      <Button id="action-sign" data-stop="" keyName="S" onClick={() => setOpen(true)}>
        {t(isGiven ? 'attachments.signAgain' : 'attachments.sign')}
      </Button>
      <RefusalMessage id="signature-error" refusal={sign.refusal ?? decline.refusal} />
      {isOpen ? (
        <SignatureDialog
          title={t('attachments.signHere')}
          what={t('attachments.signsForm')}
          need={wanted.need}
          isBusy={sign.isBusy || decline.isBusy}
          onSigned={(bytes) => void give(bytes)}
          onDeclined={(reason) => void refuse(reason)}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </div>
  );
}
