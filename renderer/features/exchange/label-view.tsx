import { useCall } from '#renderer/bridge/queries.ts';
import { fullTime } from '#renderer/i18n/formats.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import type { MediaLabel } from '#src/contract/ipc/exchange.ts';

/** What a person writes on the medium (R4.6, R7.2). */
export function LabelView({ label }: { readonly label: MediaLabel }) {
  const { t, local } = useTexts();
  const { data: status } = useCall('startup.status', {});
  const { number, fromSequence: from, toSequence: to, records: count } = label;
  const branch = status?.branch ?? null;
  const lines = [
    ['labelNumber', String(number)],
    ['labelWorkstation', [branch === null ? '' : local(branch), status?.workstation ?? ''].filter(Boolean).join(' · ')],
    ['labelRange', t('media.range', { from, to, count })],
    ['labelFingerprint', label.fingerprint],
    ['labelMadeAt', fullTime(label.madeAt)],
  ] as const;
  return (
    <div className="media-label" id="media-label" data-number={number} data-fingerprint={label.fingerprint}>
      <p role="status">{t('media.done')}</p>
      <dl>
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`media.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
