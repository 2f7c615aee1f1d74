import { onlineErrors as enErrors } from '#renderer/i18n/en-online-errors.ts';
import { isKeyOf } from '#renderer/i18n/is-key-of.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { onlineErrors as zhErrors } from '#renderer/i18n/zh-cn-online-errors.ts';
import { Message } from '#renderer/ui/message.tsx';
import type { Words } from '../texts/shape.ts';
import { useWords } from '../texts/use-words.ts';
import type { AskError } from './api.ts';

/** Of a code by SMS; null for other refusals. */
function ofCode({ phone: { refused } }: Words, { code, params }: AskError): string | null {
  if (!isKeyOf(refused, code)) return null;
  const text = refused[code];
  if (typeof text === 'string') return text;
  return text(Number(params.waitSeconds ?? params.left ?? 0));
}

/** A refusal in words for the subject, with its code; nothing when there is none. */
export function RefusalNote({ refusal }: { readonly refusal: AskError | null }) {
  const words = useWords();
  const { language } = useTexts();
  if (refusal === null) return null;
  const own = language === 'en' ? enErrors : zhErrors;
  const general: Readonly<Record<string, string>> = {
    'server/unreachable': words.offline,
    'internal/too-many-requests': words.busy,
    'consent/notice-outdated': words.notice.updated,
  };
  const { code } = refusal;
  return (
    <Message kind="error" code={code}>
      {isKeyOf(own, code) ? own[code] : (ofCode(words, refusal) ?? general[code] ?? words.unexpected)}
    </Message>
  );
}
