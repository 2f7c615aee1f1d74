import type { ReactNode } from 'react';
import { useCall } from '#renderer/bridge/queries.ts';
import { fullTime } from '#renderer/i18n/formats.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Message } from '#renderer/ui/message.tsx';
import type { SyncOverview } from '#src/contract/ipc/sync.ts';
import './sync.css';

const wrongServer = { code: 'server/wrong-identity', params: {} };

/** Nothing is sent to a server that is not ours, or whose new key nobody has compared yet. */
function IdentityAlarm({ overview }: { readonly overview: SyncOverview }) {
  const { t } = useTexts();
  if (overview.connection !== 'wrong-server') return null;
  return overview.isServerKeyOffered ? (
    <Message id="server-key-alarm" kind="warn">
      {t('serverKey.alarm')}
    </Message>
  ) : (
    <RefusalMessage id="server-alarm" refusal={wrongServer} />
  );
}

/** Said on every workspace until it is over: another server answered in ours' place (S4), its log contradicts itself (R10.4), it was put
 * back to a backup and somebody answers for it (R4.5), or another copy of this workstation exists (S3). */
export function ServerAlarm({ children }: { readonly children: ReactNode }) {
  const { t } = useTexts();
  const { data } = useCall('sync.overview', {});
  const notice = data?.restoreNotice;
  return (
    <div className="server-alarm">
      {children}
      {data?.copyAlarm == null ? null : <RefusalMessage id="copy-alarm" refusal={{ code: data.copyAlarm, params: {} }} />}
      {data?.logAlarm == null ? null : <RefusalMessage id="log-alarm" refusal={{ code: data.logAlarm, params: {} }} />}
      {notice == null ? null : (
        <Message id="restore-notice" kind="warn">
          {t('restoreNotice', { at: fullTime(notice.acceptedAt), by: notice.acceptedBy, resent: notice.resent })}
        </Message>
      )}
      {data === undefined ? null : <IdentityAlarm overview={data} />}
    </div>
  );
}
