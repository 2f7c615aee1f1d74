import { useCall } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import './sync.css';

const wrongServer = { code: 'server/wrong-identity', params: {} };

/** Said on every workspace until it is over: another server answered in ours' place (S4), its log contradicts itself (R10.4), or another
 * copy of this workstation exists (S3). */
export function ServerAlarm() {
  const { data } = useCall('sync.overview', {});
  return (
    <div className="server-alarm">
      {data?.copyAlarm == null ? null : <RefusalMessage id="copy-alarm" refusal={{ code: data.copyAlarm, params: {} }} />}
      {data?.logAlarm == null ? null : <RefusalMessage id="log-alarm" refusal={{ code: data.logAlarm, params: {} }} />}
      {data?.connection === 'wrong-server' ? <RefusalMessage id="server-alarm" refusal={wrongServer} /> : null}
    </div>
  );
}
