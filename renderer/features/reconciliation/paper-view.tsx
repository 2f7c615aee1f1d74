// A signed paper on the screen with its keys: print, PDF, back.
import type { ReactNode } from 'react';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import type { RefusalShown } from '#renderer/i18n/refusal-text.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useKeys } from '#renderer/ui/keys.ts';
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx';

interface PaperAct {
  readonly isBusy: boolean;
  readonly refusal: RefusalShown | null;
  readonly run: () => Promise<unknown>;
  readonly clear: () => void;
}

interface PaperViewProps {
  readonly view: 'closed-day' | 'branch-sheet';
  /** Which one, for tests. */
  readonly of: number | string;
  readonly label: string;
  readonly error: RefusalShown | null;
  readonly print: PaperAct;
  readonly save: PaperAct;
  readonly onBack: () => void;
  /** Null while it is loaded. */
  readonly children: ReactNode;
}

export function PaperView({ view, of, label, error, print, save, onBack, children }: PaperViewProps) {
  const { t } = useTexts();
  const isBusy = print.isBusy || save.isBusy;
  const isIdle = !isBusy && children !== null;
  const whenFree = (act: () => void) => (isBusy ? () => undefined : act);
  const run = (wanted: PaperAct, other: PaperAct) => {
    other.clear();
    void wanted.run();
  };
  useKeys({
    p: { text: t('day.print'), act: whenFree(() => run(print, save)) },
    s: { text: t('day.pdf'), act: whenFree(() => run(save, print)) },
    escape: onBack,
  });
  return (
    <div className="day" data-view={view} data-closing={of}>
      <div className="day-head">
        <Button id="day-back" look="quiet" keyName="Esc" onClick={onBack}>
          {t('day.back')}
        </Button>
        <Button id="day-print" keyName="P" autoFocus disabled={!isIdle} onClick={() => run(print, save)}>
          {print.isBusy ? t('receipt.printing') : t('day.print')}
        </Button>
        <Button id="day-pdf" keyName="S" disabled={!isIdle} onClick={() => run(save, print)}>
          {t('day.pdf')}
        </Button>
      </div>
      <RefusalMessage id="day-refusal" refusal={error ?? print.refusal ?? save.refusal} />
      {children === null ? null : (
        <ScrollRegion className="day-preview" label={label}>
          {children}
        </ScrollRegion>
      )}
    </div>
  );
}
