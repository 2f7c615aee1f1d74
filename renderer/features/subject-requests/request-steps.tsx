// What this person may do about a request now, the next thing first.
import { useState } from 'react';
import { useAct } from '#renderer/bridge/queries.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { Comparison, RequestAct, RequestDetail } from '#src/contract/sync/subject-requests.ts';
import type { SubjectCopy } from '#src/domain/subject-requests/copy.ts';
import { ApplicationPart, type ShowField } from './application-part.tsx';
import { ComparisonPart, type ShowValue } from './comparison-part.tsx';
import { CopyPart } from './copy-part.tsx';
import { type Decision, ReasonDialog } from './reason-dialog.tsx';

export interface StepsProps {
  readonly request: RequestDetail;
  readonly copy: SubjectCopy | null;
  readonly comparison: Comparison | null;
  readonly isBusy: boolean;
  readonly showField: ShowField;
  readonly showValue: ShowValue;
  readonly onAct: (act: RequestAct) => void;
  readonly onRequest: (request: RequestDetail) => void;
  readonly onHide: () => void;
}

function CheckPart({ request, comparison, isBusy, showValue, onAct }: StepsProps) {
  const { t } = useTexts();
  const { requestId, steps } = request;
  const canDecide = steps.includes('checked') || steps.includes('applied');
  if (!canDecide) return request.state === 'open' ? <p id="request-waits">{t('requests.waitForSupervisor')}</p> : null;
  return (
    <>
      {comparison === null ? (
        <>
          <p className="requests-soft">{t('requests.compareText')}</p>
          <div>
            <Button
              id="request-compare"
              look="primary"
              autoFocus
              disabled={isBusy}
              onClick={() => onAct({ kind: 'compare', requestId })}
            >
              {t('requests.compare')}
            </Button>
          </div>
        </>
      ) : (
        <ComparisonPart comparison={comparison} showValue={showValue} />
      )}
      {steps.includes('checked') && comparison !== null ? (
        <div>
          <Button id="request-check" look="primary" disabled={isBusy} onClick={() => onAct({ kind: 'check', requestId })}>
            {t('requests.check')}
          </Button>
        </div>
      ) : null}
      {steps.includes('applied') ? (
        <>
          <p className="requests-soft">{t('requests.correctText')}</p>
          <div>
            <Button
              id="request-apply"
              look={comparison === null ? 'plain' : 'primary'}
              disabled={isBusy}
              onClick={() => onAct({ kind: 'apply', requestId })}
            >
              {t('requests.correct')}
            </Button>
          </div>
        </>
      ) : null}
    </>
  );
}

function QueryPart({ request, copy, isBusy, showValue, onAct, onHide }: StepsProps) {
  const { t } = useTexts();
  const { requestId } = request;
  if (copy !== null) return <CopyPart {...{ request, copy, showValue, isBusy, onAct, onHide }} />;
  if (!request.steps.includes('answered')) return null;
  return (
    <>
      <p className="requests-soft">{t('requests.copyText')}</p>
      <div>
        <Button id="request-copy" look="primary" autoFocus disabled={isBusy} onClick={() => onAct({ kind: 'copy', requestId })}>
          {t('requests.copy')}
        </Button>
      </div>
    </>
  );
}

function TellPart({ request, isBusy, onAct }: StepsProps) {
  const { t } = useTexts();
  const { requestId, steps } = request;
  if (!steps.includes('told')) return null;
  const tell = (way: 'screen' | 'paper' | 'sms') => onAct({ kind: 'tell', requestId, way });
  return (
    <>
      <p>{t('requests.tell')}</p>
      <div className="requests-actions">
        <Button id="request-told-screen" look="primary" disabled={isBusy} onClick={() => tell('screen')}>
          {t('requests.toldScreen')}
        </Button>
        <Button id="request-told-paper" disabled={isBusy} onClick={() => tell('paper')}>
          {t('requests.toldPaper')}
        </Button>
      </div>
    </>
  );
}

function Others({ request, isBusy, onAct, onDecide }: StepsProps & { readonly onDecide: (decision: Decision) => void }) {
  const { t, language } = useTexts();
  const { requestId, steps } = request;
  const printing = useAct('requests.printSlip');
  const decisions = [
    ['pause', steps.includes('paused')],
    ['refuse', steps.includes('refused')],
    ['assign', steps.includes('assigned')],
  ] as const;
  return (
    <>
      <div className="requests-actions">
        <Button id="request-slip" disabled={printing.isBusy} onClick={() => void printing.run({ requestId, language })}>
          {printing.isBusy ? t('requests.printing') : t('requests.slip')}
        </Button>
        {steps.includes('resumed') ? (
          <Button id="request-resume" look="primary" disabled={isBusy} onClick={() => onAct({ kind: 'resume', requestId })}>
            {t('requests.resume')}
          </Button>
        ) : null}
        {decisions.map(([decision, isPossible]) =>
          isPossible ? (
            <Button key={decision} id={`request-${decision}`} disabled={isBusy} onClick={() => onDecide(decision)}>
              {t(`requests.${decision}`)}…
            </Button>
          ) : null,
        )}
      </div>
      <RefusalMessage id="slip-error" refusal={printing.refusal} />
    </>
  );
}

export function RequestSteps(props: StepsProps) {
  const { t } = useTexts();
  const [decision, setDecision] = useState<Decision | null>(null);
  const { request, showField, onRequest, onAct } = props;
  const isCorrection = request.requestKind === 'correction';
  return (
    <section className="requests-todo" aria-labelledby="request-todo">
      <h2 id="request-todo">{t('requests.todo')}</h2>
      {request.state === 'closed' ? <p id="request-settled">{t('requests.settled')}</p> : null}
      {request.steps.includes('applied-for') ? (
        <ApplicationPart request={request} showField={showField} onDone={onRequest} />
      ) : null}
      {isCorrection ? <CheckPart {...props} /> : <QueryPart {...props} />}
      <TellPart {...props} />
      <Others {...props} onDecide={setDecision} />
      {decision === null ? null : (
        <ReasonDialog
          decision={decision}
          request={request}
          onCancel={() => setDecision(null)}
          onDecided={(act) => {
            setDecision(null);
            onAct(act);
          }}
        />
      )}
    </section>
  );
}
