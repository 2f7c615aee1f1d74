// The answer to a query (R8.1): shown, printed, and only then settled.
import { useState } from 'react';
import { useAct } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useKeys } from '#renderer/ui/keys.ts';
import type { RequestAct, RequestDetail } from '#src/contract/sync/subject-requests.ts';
import type { SubjectCopy } from '#src/domain/subject-requests/copy.ts';
import type { ShowValue } from './comparison-part.tsx';
import { CopyBody } from './copy-paper.tsx';
import { CopyPictures } from './copy-pictures.tsx';

interface CopyPartProps {
  readonly request: RequestDetail;
  readonly copy: SubjectCopy;
  readonly showValue: ShowValue;
  readonly isBusy: boolean;
  readonly onAct: (act: RequestAct) => void;
  readonly onHide: () => void;
}

export function CopyPart({ request, copy, showValue, isBusy, onAct, onHide }: CopyPartProps) {
  const { t, language } = useTexts();
  const { requestId, steps } = request;
  const printing = useAct('requests.printCopy');
  const [isPrinted, setPrinted] = useState(false);
  const print = async () => {
    const answer = await printing.run({ requestId, language });
    if (answer?.ok === true) setPrinted(true);
  };
  useKeys({ p: { text: t('requests.print'), act: () => void print() } });
  const answer = (way: 'screen' | 'paper') => onAct({ kind: 'answer', requestId, way });
  return (
    <section id="subject-copy" className="requests-copy" aria-labelledby="copy-title" data-printed={isPrinted}>
      <h3 id="copy-title">{t('requests.copyTitle')}</h3>
      <CopyBody {...{ copy, showValue, language, t }} />
      <CopyPictures requestId={requestId} copy={copy} />
      <div className="requests-actions">
        <Button id="copy-print" keyName="P" autoFocus disabled={printing.isBusy} onClick={() => void print()}>
          {printing.isBusy ? t('requests.printing') : t('requests.print')}
        </Button>
        {steps.includes('answered') ? (
          <>
            <Button id="copy-answer-paper" look="primary" disabled={!isPrinted || isBusy} onClick={() => answer('paper')}>
              {t('requests.answerPaper')}
            </Button>
            <Button id="copy-answer-screen" disabled={isBusy} onClick={() => answer('screen')}>
              {t('requests.answerScreen')}
            </Button>
          </>
        ) : null}
        <Button id="copy-hide" look="quiet" onClick={onHide}>
          {t('requests.copyHide')}
        </Button>
      </div>
      {isPrinted ? null : <p className="requests-soft">{t('requests.printFirst')}</p>}
      <RefusalMessage id="copy-error" refusal={printing.refusal} />
    </section>
  );
}
