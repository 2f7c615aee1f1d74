// A branch's signed day: preview, print, PDF.
import { useAct, useCall } from '#renderer/bridge/queries.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { BranchPaper } from './branch-paper.tsx';
import { PaperView } from './paper-view.tsx';

export function BranchSheetView({ hash, onBack }: { readonly hash: string; readonly onBack: () => void }) {
  const { t, language } = useTexts();
  const asked = { hash, language };
  const { data, error } = useCall('reconciliation.branchSheet', asked);
  const print = useAct('reconciliation.printBranch');
  const save = useAct('reconciliation.saveBranchPdf');
  return (
    <PaperView
      view="branch-sheet"
      of={hash}
      label={t('branchDay.paper.title')}
      error={error}
      print={{ ...print, run: () => print.run(asked) }}
      save={{ ...save, run: () => save.run(asked) }}
      onBack={onBack}
    >
      {data === undefined ? null : <BranchPaper sheet={data.sheet} />}
    </PaperView>
  );
}
