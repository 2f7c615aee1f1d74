import { useCall } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import './sync.css';

const wrongServer = { code: 'server/wrong-identity', params: {} };

/** Another server answered in our server's place (S4): said on every workspace until it is over. Work goes on, nothing is sent. */
export function ServerAlarm() {
  const { data } = useCall('sync.overview', {});
  return (
    <div className="server-alarm">
      {data?.connection === 'wrong-server' ? <RefusalMessage id="server-alarm" refusal={wrongServer} /> : null}
    </div>
  );
}
