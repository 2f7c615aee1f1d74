// One saved record and, from it, its receipt: here the two features meet, whichever list led here.
import { useState } from 'react';
import { ContactPart } from '#renderer/features/contact/contact-part.tsx';
import { shownValue } from '#renderer/features/forms/shown-value.ts';
import { ReceiptView } from '#renderer/features/receipts/receipt-view.tsx';
import { RecordPage } from '#renderer/features/records/record-page.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { isPermitted } from '#src/domain/access/roles.ts';
import type { RegistrationId } from '#src/domain/registration/schema.ts';
import type { WorkspaceProps } from './workspace-props.ts';

interface RecordViewProps extends Pick<WorkspaceProps, 'session' | 'onReopened' | 'onRenew'> {
  readonly recordId: RegistrationId;
  readonly onBack: () => void;
}

export function RecordView({ session, recordId, onReopened, onRenew, onBack }: RecordViewProps) {
  const texts = useTexts();
  const [isReceipt, setReceipt] = useState(false);
  if (isReceipt) return <ReceiptView recordId={recordId} onBack={() => setReceipt(false)} />;
  return (
    <RecordPage
      recordId={recordId}
      showValue={(field, values) => shownValue(field, values, texts)}
      onReopened={(id) => void onReopened(id)}
      onRenew={(id, serviceId) => void onRenew(id, serviceId)}
      onReceipt={isPermitted('receipts:print', session.role) ? () => setReceipt(true) : null}
      contactOf={(detail, onDone) => (
        <ContactPart detail={detail} mayAct={isPermitted('registration:capture', session.role)} onClosed={onDone} />
      )}
      onBack={onBack}
    />
  );
}
