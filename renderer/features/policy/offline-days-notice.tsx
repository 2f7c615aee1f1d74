import { fullTime } from '#renderer/i18n/formats.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Message } from '#renderer/ui/message.tsx';
import { limitText } from './limit-text.ts';
import { useLimits } from './use-limits.ts';

/** On the sign-in screen: the days without a server, from the warning on, and until when signing in is possible. */
export function OfflineDaysNotice() {
  const { t } = useTexts();
  const limit = useLimits().find(({ name, level }) => name === 'offline-days' && level !== 'fine');
  if (limit === undefined) return null;
  return (
    <Message kind="warn" id="offline-days">
      <strong>{limitText(t, limit, 'short')}</strong>
      {limit.reachedAt === null ? null : <p>{t('limits.until', { time: fullTime(limit.reachedAt) })}</p>}
      <p>{t('limits.items.offline-days.todo')}</p>
    </Message>
  );
}
