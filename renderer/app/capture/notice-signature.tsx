// The handwriting under the notice, before it is accepted: it goes with the acceptance's notice, version and language.
import { useTranslation } from 'react-i18next';
import { SignatureDialog } from '#renderer/features/attachments/signature-dialog.tsx';
import type { Language } from '#src/base/language.ts';
import type { SignatureRefusal, SignatureWanted } from '#src/domain/attachments/schema.ts';
import type { NoticeDefinition } from '#src/domain/consent/schema.ts';

interface NoticeSignatureProps {
  readonly notice: NoticeDefinition;
  readonly need: SignatureWanted['need'];
  readonly language: Language;
  readonly isBusy: boolean;
  readonly onAnswer: (signature: Uint8Array<ArrayBuffer> | SignatureRefusal) => void;
  readonly onClose: () => void;
}

export function NoticeSignature({ notice, need, language, isBusy, onAnswer, onClose }: NoticeSignatureProps) {
  const { i18n } = useTranslation();
  // In the language of the notice, which the subject reads, whatever the screen's own is.
  const t = i18n.getFixedT(language);
  return (
    <SignatureDialog
      title={t('attachments.signHere')}
      what={t('attachments.signsNotice', { title: notice.title[language] })}
      need={need}
      isBusy={isBusy}
      onSigned={onAnswer}
      onDeclined={onAnswer}
      onClose={onClose}
    />
  );
}
