import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useKeys } from '#renderer/ui/keys.ts';
import { ReceiptPanel } from './receipt-panel.tsx';

interface ReceiptViewProps {
  readonly recordId: string;
  readonly onBack: () => void;
}

/** A saved record's receipt as a page of its own, for reprints: any list of records may lead here by the record's id. */
export function ReceiptView({ recordId, onBack }: ReceiptViewProps) {
  const { t } = useTexts();
  useKeys({ escape: { text: t('receipt.back'), act: onBack } });
  return (
    <div className="receipt-view" data-view="receipt">
      <div className="receipt-actions">
        <Button id="receipt-back" look="quiet" keyName="Esc" autoFocus onClick={onBack}>
          {t('receipt.back')}
        </Button>
        <h1>{t('receipt.title')}</h1>
      </div>
      <ReceiptPanel recordId={recordId} />
    </div>
  );
}
