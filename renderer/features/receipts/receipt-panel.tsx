// A record's receipt on the screen: what the paper will look like, one key to print it, one to save it. It says 已打印 only with the
// print service's yes for this record, and names what to do when there was none.
import { useQueryClient } from '@tanstack/react-query';
import { useAct, useCall } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useKeys } from '#renderer/ui/keys.ts';
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx';
import { PrintSettings } from './print-settings.tsx';
import { ReceiptPaper } from './receipt-paper.tsx';
import './receipts.css';

interface Counts {
  readonly printed: number;
  readonly unknown: number;
  readonly saved: number;
}

/** What is known of papers and files of this receipt, in words. */
function useCountsText({ printed, unknown, saved }: Counts): string {
  const { t } = useTexts();
  const parts = [
    printed > 0 ? t('receipt.printed', { count: printed }) : t('receipt.notPrinted'),
    unknown > 0 ? t('receipt.unknown', { count: unknown }) : '',
    saved > 0 ? t('receipt.saved', { count: saved }) : '',
  ];
  return parts.filter(Boolean).join(t('receipt.between'));
}

const nothing: Counts = { printed: 0, unknown: 0, saved: 0 };

/** @param recordId whose receipt; the newest revision's is shown */
export function ReceiptPanel({ recordId }: { readonly recordId: string }) {
  const { t } = useTexts();
  const { data, error } = useCall('receipts.show', { recordId });
  const print = useAct('receipts.print');
  const save = useAct('receipts.savePdf');
  const client = useQueryClient();
  const counts = useCountsText(data ?? nothing);
  const isBusy = print.isBusy || save.isBusy || data === undefined;
  const after = () => client.invalidateQueries({ queryKey: ['receipts.show'] });
  const act = async (wanted: 'print' | 'save') => {
    if (isBusy) return;
    if (wanted === 'print') {
      save.clear();
      await print.run({ recordId });
    } else {
      print.clear();
      await save.run({ recordId });
    }
    await after();
  };
  useKeys({
    p: { text: t('receipt.print'), act: () => void act('print') },
    s: { text: t('receipt.pdf'), act: () => void act('save') },
  });

  if (error !== null) return <RefusalMessage id="receipt-error" refusal={error} />;
  return (
    <section
      className="receipt-panel"
      id="receipt"
      aria-label={t('receipt.title')}
      data-record-id={recordId}
      data-number={data?.sheet.number}
      data-printed={data?.printed}
      data-unknown={data?.unknown}
      data-saved={data?.saved}
    >
      <div className="receipt-actions">
        <Button id="receipt-print" keyName="P" disabled={isBusy} onClick={() => void act('print')}>
          {print.isBusy ? t('receipt.printing') : (data?.printed ?? 0) > 0 ? t('receipt.printAgain') : t('receipt.print')}
        </Button>
        <Button id="receipt-pdf" keyName="S" disabled={isBusy} onClick={() => void act('save')}>
          {t('receipt.pdf')}
        </Button>
        <span id="receipt-counts" className={(data?.printed ?? 0) > 0 ? 'receipt-done' : 'receipt-open'} role="status">
          {data === undefined ? '' : counts}
        </span>
      </div>
      <RefusalMessage
        id="receipt-refusal"
        refusal={print.refusal ?? save.refusal}
        isCalm={(print.refusal ?? save.refusal)?.code === 'printing/cancelled'}
      />
      <PrintSettings />
      {data === undefined ? null : (
        <ScrollRegion className="receipt-preview" label={t('receipt.preview')}>
          <ReceiptPaper sheet={data.sheet} />
        </ScrollRegion>
      )}
    </section>
  );
}
