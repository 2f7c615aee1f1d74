// Said above every workspace of a workstation that was taken out of service, in plain words: what that means, what stays, what to do.
import { useCall } from '#renderer/bridge/queries.ts';
import { fullTime } from '#renderer/i18n/formats.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Message } from '#renderer/ui/message.tsx';
import { isEnded } from '#src/domain/devices/standing.ts';

export function EndedNotice() {
  const { t } = useTexts();
  const { data: status } = useCall('startup.status', {});
  const standing = status?.standing ?? null;
  if (standing === null || !isEnded(standing.state)) return null;
  const reason = standing.reason === null ? '' : t(`fleet.reasons.${standing.reason}`);
  return (
    <Message kind="error" id="standing-ended" code="devices/stopped">
      {t('standing.ended', { at: fullTime(standing.decidedAt), reason })}
    </Message>
  );
}
