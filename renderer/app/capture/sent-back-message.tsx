import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Message } from '#renderer/ui/message.tsx';
import type { SentBack } from './use-submission.ts';

/** Why the supervisor did not confirm, until the next review. */
export function SentBackMessage({ sentBack }: { readonly sentBack: SentBack | null }) {
  const { t } = useTexts();
  if (sentBack === null) return null;
  return (
    <Message kind="warn" id="sent-back">
      {t('secondReview.sentBack', { name: sentBack.by, reason: t(`secondReview.reasons.${sentBack.reason}`) })}
    </Message>
  );
}
