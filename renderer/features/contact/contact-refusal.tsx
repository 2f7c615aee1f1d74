import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { type RefusalShown, refusalText } from '#renderer/i18n/refusal-text.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { zhCn } from '#renderer/i18n/zh-cn.ts';

type Failure = keyof typeof zhCn.contact.failures;

function isFailure(text: unknown): text is Failure {
  return typeof text === 'string' && Object.hasOwn(zhCn.contact.failures, text);
}

/** A refusal in words; why a provider did not send it in words as well. */
export function ContactRefusal({ id, refusal }: { readonly id: string; readonly refusal: RefusalShown | null }) {
  const { t } = useTexts();
  if (refusal === null) return null;
  const { failure, reason } = refusal.params;
  const why = [failure, reason].find(isFailure);
  const params =
    why === undefined
      ? refusal.params
      : { ...refusal.params, failure: t(`contact.failures.${why}`), reason: t(`contact.failures.${why}`) };
  return <RefusalMessage id={id} refusal={refusal} text={refusalText(t, { code: refusal.code, params })} />;
}
