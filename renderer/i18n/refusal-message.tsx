import { Message } from '#renderer/ui/message.tsx';
import { type RefusalShown, refusalText } from './refusal-text.ts';
import { useTexts } from './use-texts.ts';

interface RefusalMessageProps {
  readonly refusal: RefusalShown | null;
  readonly id?: string;
  /** Something usual, like being offline: said, but not as an alarm. */
  readonly isCalm?: boolean;
  /** The sentence where the general one would mislead. */
  readonly text?: string | undefined;
}

/** A refusal in words, with its code. Nothing when there is none. */
export function RefusalMessage({ refusal, id, isCalm = false, text }: RefusalMessageProps) {
  const { t } = useTexts();
  if (refusal === null) return null;
  return (
    <Message kind={isCalm ? 'warn' : 'error'} code={refusal.code} {...(id === undefined ? {} : { id })}>
      {text ?? refusalText(t, refusal)}
    </Message>
  );
}
