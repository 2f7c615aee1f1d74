// The handwriting under the registration (R2.4): it stands for exactly what the summary shows.
import { useState } from 'react';
import { SignatureDialog } from '#renderer/features/attachments/signature-dialog.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Picture } from '#renderer/pictures/picture.tsx';
import { Button } from '#renderer/ui/button.tsx';
import type { SignatureWanted } from '#src/domain/attachments/schema.ts';
import { useWords } from '../texts/use-words.ts';
import type { Ink } from './ink.ts';

interface FormSignatureProps {
  readonly need: SignatureWanted['need'];
  readonly ink: Ink | null;
  readonly isBusy: boolean;
  readonly onInk: (ink: Ink) => void;
}

export function FormSignature({ need, ink, isBusy, onInk }: FormSignatureProps) {
  const words = useWords();
  const { t } = useTexts();
  const [isSigning, setSigning] = useState(false);
  const bytes = ink !== null && 'bytes' in ink ? ink.bytes : null;
  const declined = ink !== null && 'declined' in ink ? ink.declined : null;
  const answer = (given: Ink) => {
    setSigning(false);
    onInk(given);
  };
  const unsigned = declined === null ? words.signature.missing[need] : t(`attachments.reasons.${declined}`);
  const state = bytes === null ? 'missing' : 'given';
  return (
    <div className="signature-row" id="form-signature" data-signature={declined === null ? state : 'declined'}>
      <strong>{words.signature.title}</strong>
      {bytes === null ? null : <Picture bytes={bytes} label={words.signature.pictureOf} className="signature-kept" />}
      <span className="field-mark" role="status">
        {bytes === null ? unsigned : words.signature.given}
      </span>
      <Button id="summary-sign" disabled={isBusy} onClick={() => setSigning(true)}>
        {bytes === null ? words.signature.sign : words.signature.again}
      </Button>
      {isSigning ? (
        <SignatureDialog
          title={t('attachments.signHere')}
          what={t('attachments.signsForm')}
          need={need}
          isBusy={isBusy}
          onSigned={(signed) => answer({ bytes: signed })}
          onDeclined={(reason) => answer({ declined: reason })}
          onClose={() => setSigning(false)}
        />
      ) : null}
    </div>
  );
}
