// One request: where it stands, by when, what happened, and what comes next (R8.1–R8.3).
import { useEffect, useState } from 'react';
import { fullTime } from '#renderer/i18n/formats.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useKeys } from '#renderer/ui/keys.ts';
import { Message } from '#renderer/ui/message.tsx';
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx';
import { focusId } from '#renderer/ui/stops.ts';
import type { Comparison, RequestAct, RequestDetail } from '#src/contract/sync/subject-requests.ts';
import type { SubjectCopy } from '#src/domain/subject-requests/copy.ts';
import { RequestSteps, type StepsProps } from './request-steps.tsx';
import { stepText, termText } from './request-texts.ts';
import { useAsking } from './use-requests.ts';

interface RequestPageProps extends Pick<StepsProps, 'showField' | 'showValue'> {
  /** As it was when the page was opened. */
  readonly opened: RequestDetail;
  readonly onBack: () => void;
}

function Facts({ request }: { readonly request: RequestDetail }) {
  const { t } = useTexts();
  const { state, deadline, isOverdue, inCharge, channel, openedAt } = request;
  const isLate = isOverdue && state !== 'closed';
  return (
    <dl className="requests-facts" id="request-facts">
      <div data-fact="state">
        <dt>{t('requests.facts.state')}</dt>
        <dd>{t(`requests.states.${state}`)}</dd>
      </div>
      <div data-fact="deadline" data-overdue={isLate}>
        <dt>{t('requests.facts.deadline')}</dt>
        <dd>
          {deadline} <span className={isLate ? 'requests-late' : 'requests-soft'}>{termText(t, request)}</span>
        </dd>
      </div>
      <div data-fact="inCharge">
        <dt>{t('requests.facts.inCharge')}</dt>
        <dd>
          {inCharge?.name ?? t('requests.nobody')}
          {inCharge?.isEscalated === true ? <span className="requests-soft"> {t('requests.escalated')}</span> : null}
        </dd>
      </div>
      <div data-fact="opened">
        <dt>{t('requests.facts.opened')}</dt>
        <dd>
          {fullTime(openedAt)} · {t(`requests.channels.${channel}`)}
        </dd>
      </div>
    </dl>
  );
}

function History({ request }: { readonly request: RequestDetail }) {
  const { t } = useTexts();
  return (
    <section className="requests-history" aria-labelledby="request-history-title">
      <h2 id="request-history-title">{t('requests.history')}</h2>
      <ol id="request-history">
        {request.events.map(({ at, actorId, actorName, step }) => (
          <li key={`${at} ${step.kind}`} data-step={step.kind}>
            <time dateTime={at}>{fullTime(at)}</time>
            <span>{stepText(t, step, request)}</span>
            <small>{actorName ?? actorId ?? t('requests.bySubject')}</small>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function RequestPage({ opened, onBack, showField, showValue }: RequestPageProps) {
  const { t } = useTexts();
  const [request, setRequest] = useState(opened);
  const [copy, setCopy] = useState<SubjectCopy | null>(null);
  const [comparison, setComparison] = useState<Comparison | null>(null);
  const { ask, isBusy, refusal, dialog } = useAsking();
  useEffect(() => focusId('request-back'), []);
  useKeys({ escape: { text: t('requests.back'), act: onBack } });
  const act = async (one: RequestAct) => {
    const answer = await ask(one);
    if (answer === null) return;
    if (answer.request !== null) setRequest(answer.request);
    if (answer.copy !== null) setCopy(answer.copy);
    if (one.kind === 'answer') setCopy(null);
    setComparison(answer.comparison ?? (one.kind === 'check' ? comparison : null));
  };
  const { number, requestKind, guessedYears, state } = request;
  return (
    <div
      className="requests request"
      data-view="request"
      data-request-id={request.requestId}
      data-request-number={number}
      data-state={state}
    >
      <div className="requests-head">
        <Button id="request-back" look="quiet" keyName="Esc" onClick={onBack}>
          {t('requests.back')}
        </Button>
        <h1>
          {t('requests.number', { number })} · {t(`requests.kinds.${requestKind}`)}
        </h1>
      </div>
      <Facts request={request} />
      {guessedYears.length === 0 || state === 'closed' ? null : (
        <Message kind="warn" id="request-guessed">
          {t('requests.guessed', { years: guessedYears.join(t('requests.paper.between')) })}
        </Message>
      )}
      <RefusalMessage
        id="request-refusal"
        refusal={refusal}
        text={refusal?.code === 'server/unreachable' ? t('requests.offline') : undefined}
      />
      <div className="requests-columns">
        <ScrollRegion className="requests-left" label={t('requests.todo')}>
          <RequestSteps
            {...{ request, copy, comparison, isBusy, showField, showValue }}
            onAct={(one) => void act(one)}
            onRequest={setRequest}
            onHide={() => setCopy(null)}
          />
        </ScrollRegion>
        <ScrollRegion className="requests-right" label={t('requests.history')}>
          <History request={request} />
        </ScrollRegion>
      </div>
      {dialog}
    </div>
  );
}
