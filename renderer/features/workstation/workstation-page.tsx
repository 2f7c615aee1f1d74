// The workstation itself, for IT administrators: what its key and store are called, and the change of the key (S3).
import { type ReactNode, useState } from 'react';
import { useAct, useCall } from '#renderer/bridge/queries.ts';
import { fullTime } from '#renderer/i18n/formats.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { saveText } from '#renderer/ui/hand-over.ts';
import { Message } from '#renderer/ui/message.tsx';
import './workstation.css';

function Facts() {
  const { t } = useTexts();
  const { data, error } = useCall('workstation.facts', {});
  if (error !== null) return <RefusalMessage refusal={error} />;
  if (data === undefined) return <p aria-busy="true">{t('frame.loading')}</p>;
  const { recoveryKeyId } = data;
  const rows = {
    device: data.deviceId,
    enrolledAt: fullTime(data.enrolledAt),
    keyId: data.keyId,
    keyCreatedAt: t('workstation.keyAge', { at: fullTime(data.keyCreatedAt), age: data.keyAgeDays }),
    backend: data.backend,
    cipher: data.cipher,
    recovery:
      recoveryKeyId === null ? t('workstation.recoveryMissing') : t('workstation.recoveryReady', { keyId: recoveryKeyId }),
    audit: t('workstation.auditCount', { count: data.auditSequence }),
  } as const;
  const { keyAgeDays: age, databaseKeyDays: allowed } = data;
  return (
    <>
      <dl className="workstation-facts">
        {Object.entries(rows).map(([name, value]) => (
          <div key={name} data-fact={name}>
            <dt>{t(`workstation.${name as keyof typeof rows}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {age > allowed ? (
        <Message id="key-old" kind="warn">
          {t('workstation.keyOld', { age, allowed })}
        </Message>
      ) : null}
    </>
  );
}

/** @param children settings of other features that belong to the workstation */
export function WorkstationPage({ children }: { readonly children: ReactNode }) {
  const { t } = useTexts();
  const [isAsking, setAsking] = useState(false);
  const change = useAct('workstation.changeKey');
  const exporting = useAct('workstation.exportAudit');
  const stay = () => setAsking(false);
  const changeNow = async () => {
    stay();
    await change.run({});
  };
  const exportNow = async () => {
    const exported = await exporting.run({});
    if (exported === null || !exported.ok) return;
    const { deviceId, chain } = exported.value;
    saveText(chain, `audit-${deviceId}.jsonl`, 'application/x-ndjson');
  };
  return (
    <div className="workstation" data-view="workstation">
      <h1>{t('workstation.title')}</h1>
      <p>{t('workstation.intro')}</p>
      <Facts />
      <RefusalMessage id="workstation-error" refusal={change.refusal ?? exporting.refusal} />
      <div className="actions">
        <Button id="audit-export" disabled={exporting.isBusy} onClick={() => void exportNow()}>
          {t('workstation.exportAudit')}
        </Button>
        <Button id="key-change" disabled={change.isBusy} onClick={() => setAsking(true)}>
          {change.isBusy ? t('workstation.changing') : t('workstation.change')}
        </Button>
      </div>
      {children}
      {isAsking ? (
        <Dialog
          title={t('workstation.changeTitle')}
          onCancel={stay}
          actions={
            <>
              <Button id="key-change-cancel" autoFocus onClick={stay}>
                {t('workstation.cancel')}
              </Button>
              <Button id="key-change-now" look="primary" onClick={() => void changeNow()}>
                {t('workstation.changeNow')}
              </Button>
            </>
          }
        >
          <p>{t('workstation.changeText')}</p>
        </Dialog>
      ) : null}
    </div>
  );
}
