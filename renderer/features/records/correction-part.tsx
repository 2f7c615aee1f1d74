import { useState } from 'react';
import { useAct } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { RecordDetail } from '#src/contract/ipc/records.ts';
import type { RecordPageProps } from './records-page-props.ts';

const reasons = ['mistake-found', 'subject-request'] as const;
type Reason = (typeof reasons)[number];

interface CorrectionPartProps extends Pick<RecordPageProps, 'onReopened' | 'onRenew'> {
  readonly detail: RecordDetail;
}

/** Opens the newest version as a draft (R3.5). A refused one has its reason already. */
export function CorrectionPart({ detail, onReopened, onRenew }: CorrectionPartProps) {
  const { t } = useTexts();
  const [reason, setReason] = useState<Reason>('mistake-found');
  const reopen = useAct('records.reopen');
  const { item, correction, serviceId, hasImages } = detail;
  if (correction !== null && !correction.isOwn)
    return <p id="record-taken">{t('records.beingCorrected', { name: correction.byName })}</p>;
  const isRefused = item.state === 'quarantined' || item.state === 'set-aside';
  const isNoticeOld = reopen.refusal?.code === 'records/notice-changed';
  const begin = async () => {
    const answer = await reopen.run({ recordId: item.recordId, reason });
    if (answer?.ok) onReopened(answer.value.registrationId);
  };
  const label = isRefused ? t('records.correctRefused') : t('records.correct');
  return (
    <section className="record-correction">
      {isRefused || correction !== null ? null : (
        <label htmlFor="record-reason">
          {t('records.reason')}
          <select
            id="record-reason"
            className="input"
            value={reason}
            onChange={({ currentTarget }) => setReason(reasons.find((one) => one === currentTarget.value) ?? reason)}
          >
            {reasons.map((one) => (
              <option key={one} value={one}>
                {t(`records.reasons.${one}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      <Button id="record-correct" look={isRefused ? 'primary' : 'plain'} disabled={reopen.isBusy} onClick={() => void begin()}>
        {correction === null ? label : t('records.goOn')}
      </Button>
      <span className="field-mark">{t('records.correctHelp')}</span>
      {hasImages ? (
        <p id="record-images" className="field-mark">
          {t('records.images')}
        </p>
      ) : null}
      <RefusalMessage id="correction-error" refusal={reopen.refusal} isCalm={isNoticeOld} />
      {isNoticeOld ? (
        <Button id="record-renew" look="primary" autoFocus onClick={() => onRenew(item.recordId, serviceId)}>
          {t('records.renew')}
        </Button>
      ) : null}
    </section>
  );
}
