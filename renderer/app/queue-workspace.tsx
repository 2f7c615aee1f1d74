// The queue, and from each of its records the record itself and its receipt: here the features meet.
import { useState } from 'react';
import { MediaButton } from '#renderer/features/exchange/media-dialog.tsx';
import { ReceiptView } from '#renderer/features/receipts/receipt-view.tsx';
import { QueuePage } from '#renderer/features/sync/queue-page.tsx';
import { isPermitted } from '#src/domain/access/roles.ts';
import { registrationId } from '#src/domain/registration/schema.ts';
import { RecordView } from './record-view.tsx';
import type { WorkspaceProps } from './workspace-props.ts';

interface Opened {
  readonly as: 'record' | 'receipt';
  readonly recordId: string;
}

export function QueueWorkspace(props: WorkspaceProps) {
  const { number, role } = props.session;
  const [opened, setOpened] = useState<Opened | null>(null);
  const back = () => setOpened(null);
  if (opened?.as === 'receipt') return <ReceiptView recordId={opened.recordId} onBack={back} />;
  if (opened !== null) {
    return (
      <div className="records" data-view="record">
        <RecordView {...props} recordId={registrationId.parse(opened.recordId)} onBack={back} />
      </div>
    );
  }
  return (
    <QueuePage
      media={<MediaButton />}
      onReceipt={isPermitted('receipts:print', role) ? (recordId) => setOpened({ as: 'receipt', recordId }) : null}
      onRecord={isPermitted('records:view', role) ? (recordId) => setOpened({ as: 'record', recordId }) : null}
      ownNumber={isPermitted('records:set-aside', role) ? number : null}
    />
  );
}
