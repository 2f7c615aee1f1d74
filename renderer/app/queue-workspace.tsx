// The queue, and from each of its records the receipt: here the two features meet.
import { useState } from 'react';
import { useCall } from '#renderer/bridge/queries.ts';
import { ReceiptView } from '#renderer/features/receipts/receipt-view.tsx';
import { QueuePage } from '#renderer/features/sync/queue-page.tsx';
import { isPermitted } from '#src/domain/access/roles.ts';

export function QueueWorkspace() {
  const [recordId, setRecordId] = useState<string | null>(null);
  const { data } = useCall('staff.current', {});
  const mayPrint = isPermitted('receipts:print', data?.session?.role ?? null);
  if (recordId !== null) return <ReceiptView recordId={recordId} onBack={() => setRecordId(null)} />;
  return <QueuePage onReceipt={mayPrint ? setRecordId : null} />;
}
