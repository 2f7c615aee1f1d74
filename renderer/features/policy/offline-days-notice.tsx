import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Message } from '#renderer/ui/message.tsx';
import { limitText, untilText } from './limit-text.ts';
import { useLimits } from './use-limits.ts';

/** On the sign-in screen: the days without a server, from the warning on, and until when signing in is possible. */
export function OfflineDaysNotice() {
  const { t } = useTexts();
  const limit = useLimits().find(({ name, level }) => name === 'offline-days' && level !== 'fine');
  if (limit === undefined) return null;
  const { level, reachedAt } = limit;
  return (
    <Message kind={level === 'reached' ? 'error' : 'warn'} id="offline-days">
      <strong>{limitText(t, limit, 'short')}</strong>
      {reachedAt === null ? null : <p>{untilText(t, level, reachedAt)}</p>}
      <p>{t('limits.items.offline-days.todo')}</p>
    </Message>
  );
}
