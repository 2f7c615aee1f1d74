// A signed report: preview, print, PDF.
import { useAct, useCall } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useKeys } from '#renderer/ui/keys.ts';
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx';
import { DayPaper } from './day-paper.tsx';

interface ClosedDayProps {
  readonly closing: number;
  readonly onBack: () => void;
}

export function ClosedDay({ closing, onBack }: ClosedDayProps) {
  const { t, language } = useTexts();
  const asked = { closing, language };
  const { data, error } = useCall('reconciliation.closed', asked);
  const print = useAct('reconciliation.print');
  const save = useAct('reconciliation.savePdf');
  const isBusy = print.isBusy || save.isBusy;
  const whenFree = (act: () => void) => (isBusy ? () => undefined : act);
  const run = (wanted: typeof print | typeof save, other: typeof print | typeof save) => {
    other.clear();
    void wanted.run(asked);
  };
  useKeys({
    p: { text: t('day.print'), act: whenFree(() => run(print, save)) },
    s: { text: t('day.pdf'), act: whenFree(() => run(save, print)) },
    escape: onBack,
  });
  return (
    <div className="day" data-view="closed-day" data-closing={closing}>
      <div className="day-head">
        <Button id="day-back" look="quiet" keyName="Esc" onClick={onBack}>
          {t('day.back')}
        </Button>
        <Button id="day-print" keyName="P" autoFocus disabled={isBusy || data === undefined} onClick={() => run(print, save)}>
          {print.isBusy ? t('receipt.printing') : t('day.print')}
        </Button>
        <Button id="day-pdf" keyName="S" disabled={isBusy || data === undefined} onClick={() => run(save, print)}>
          {t('day.pdf')}
        </Button>
      </div>
      <RefusalMessage id="day-refusal" refusal={error ?? print.refusal ?? save.refusal} />
      {data === undefined ? null : (
        <ScrollRegion className="day-preview" label={t('day.paper.title')}>
          <DayPaper sheet={data.sheet} />
        </ScrollRegion>
      )}
    </div>
  );
}
