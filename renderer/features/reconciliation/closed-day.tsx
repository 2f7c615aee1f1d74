// A workstation's signed report: preview, print, PDF.
import { useAct, useCall } from '#renderer/bridge/queries.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { DayPaper } from './day-paper.tsx';
import { PaperView } from './paper-view.tsx';

export function ClosedDay({ closing, onBack }: { readonly closing: number; readonly onBack: () => void }) {
  const { t, language } = useTexts();
  const asked = { closing, language };
  const { data, error } = useCall('reconciliation.closed', asked);
  const print = useAct('reconciliation.print');
  const save = useAct('reconciliation.savePdf');
  return (
    <PaperView
      view="closed-day"
      of={closing}
      label={t('day.paper.title')}
      error={error}
      print={{ ...print, run: () => print.run(asked) }}
      save={{ ...save, run: () => save.run(asked) }}
      onBack={onBack}
    >
      {data === undefined ? null : <DayPaper sheet={data.sheet} />}
    </PaperView>
  );
}
