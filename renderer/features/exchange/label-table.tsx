import { fullTime } from '#renderer/i18n/formats.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx';
import type { MediaLabel } from '#src/contract/ipc/exchange.ts';

/** Media exported before, the newest first, and whether their receipts came back. */
export function LabelTable({ labels }: { readonly labels: readonly MediaLabel[] }) {
  const { t } = useTexts();
  const columns = ['labelNumber', 'labelMadeAt', 'labelRange', 'labelFingerprint', 'answered'] as const;
  return (
    <>
      <h3>{t('media.earlier')}</h3>
      <ScrollRegion className="media-earlier" label={t('media.earlier')}>
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {t(`media.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {labels.map(({ number, madeAt, fromSequence: from, toSequence: to, records: count, fingerprint, answeredAt }) => (
              <tr key={number} data-medium={number} data-answered={answeredAt !== null}>
                <td>{number}</td>
                <td>{fullTime(madeAt)}</td>
                <td>{t('media.range', { from, to, count })}</td>
                <td className="code">{fingerprint}</td>
                <td>{answeredAt === null ? t('media.notAnswered') : t('media.answeredAt', { time: fullTime(answeredAt) })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </>
  );
}
