// The bottom bar, always true (R3.7): connection, what waits, the last verified receipt, the version.
import type { ReactNode } from 'react';
import { useCall } from '#renderer/bridge/queries.ts';
import { clockTime } from '#renderer/i18n/formats.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { useNow } from '#renderer/ui/now.ts';
import './sync.css';

interface StatusBarProps {
  readonly version: string;
  /** What other features have to say all the time. */
  readonly children: ReactNode;
}

export function StatusBar({ version, children }: StatusBarProps) {
  const { t } = useTexts();
  const nowMs = useNow(30_000);
  const { data } = useCall('sync.overview', {});
  const connection = data?.connection ?? 'unknown';
  return (
    <footer className="status">
      <span
        id="status-connection"
        className={`status-connection status-${connection}`}
        data-connection={connection}
        role="status"
      >
        {t(`connection.${connection}`)}
        {data?.since ? <small>{t('status.since', { time: clockTime(data.since, nowMs) })}</small> : null}
      </span>
      <span id="status-waiting" data-count={data?.waiting ?? 0}>
        {data === undefined ? '' : data.waiting > 0 ? t('status.waiting', { count: data.waiting }) : t('status.nothingWaiting')}
        {data?.oldestWaitingAt ? <small>{t('status.oldest', { time: clockTime(data.oldestWaitingAt, nowMs) })}</small> : null}
      </span>
      {data !== undefined && data.quarantined > 0 ? (
        <span id="status-quarantined" className="status-attention" data-count={data.quarantined}>
          {t('status.quarantined', { count: data.quarantined })}
        </span>
      ) : null}
      <span id="status-receipt" data-position={data?.lastReceipt?.position}>
        {data?.lastReceipt
          ? t('status.lastReceipt', {
              position: data.lastReceipt.position,
              time: clockTime(data.lastReceipt.receivedAt, nowMs),
            })
          : t('status.noReceipt')}
      </span>
      {children}
      <span className="status-version">{t('status.version', { version })}</span>
    </footer>
  );
}
