// 日终对账 (S6): the day's figures, whether they agree, and the supervisor's signature. A clerk sees their own line.
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useCall } from '#renderer/bridge/queries.ts';
import { fullTime, shortHash } from '#renderer/i18n/formats.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx';
import { isPermitted } from '#src/domain/access/roles.ts';
import type { DayReport } from '#src/domain/reconciliation/schema.ts';
import { BranchPage } from './branch-page.tsx';
import { ClosedDay } from './closed-day.tsx';
import { DayChoice, type DayScope } from './day-choice.tsx';
import { Agreement, OwnRemarks, Remarks } from './day-remarks.tsx';
import { DayTable } from './day-table.tsx';
import { SignDialog } from './sign-dialog.tsx';
import './day.css';
import './day-paper.css';

function Unclosed({ days, onDay }: { readonly days: readonly string[]; readonly onDay: (day: string) => void }) {
  const { t } = useTexts();
  if (days.length === 0) return null;
  return (
    <div id="day-unclosed" className="message message-warn" role="status">
      <p>
        {t('day.unclosed')}{' '}
        {days.map((day) => (
          <Button key={day} look="quiet" data-day={day} onClick={() => onDay(day)}>
            {day}
          </Button>
        ))}
      </p>
    </div>
  );
}

function History({ onShow }: { readonly onShow: (closing: number) => void }) {
  const { t } = useTexts();
  const { data } = useCall('reconciliation.history', {});
  return (
    <section className="day-history" id="day-history">
      <h2>{t('day.history')}</h2>
      {data?.items.length === 0 ? <p>{t('day.historyEmpty')}</p> : null}
      <ul>
        {data?.items.map(({ closing, day, closedByName, closedAt, captured, hash }) => (
          <li key={closing} data-closing={closing} data-day={day}>
            <Button look="quiet" onClick={() => onShow(closing)}>
              {day}
            </Button>
            <span>
              {t('day.figures.captured')} {captured}
            </span>
            <span>{t('day.by', { name: closedByName, time: fullTime(closedAt) })}</span>
            <code>{shortHash(hash)}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useMayClose(): boolean {
  const { data } = useCall('staff.current', {});
  return isPermitted('day:close', data?.session?.role ?? null);
}

/** What came late to a signed day is told by the next report, whatever else happened on it. */
function tellsNothing({ clerks, late }: DayReport): boolean {
  return clerks.length === 0 && late.length === 0;
}

interface OwnDayProps {
  readonly day: string | null;
  readonly onDay: (day: string | null) => void;
  /** Choice of the day and of the scope. */
  readonly head: (today: string, day: string) => ReactNode;
}

function OwnDay({ day, onDay, head }: OwnDayProps) {
  const { t } = useTexts();
  const [shown, setShown] = useState<number | null>(null);
  const [isSigning, setSigning] = useState(false);
  const [isChanged, setChanged] = useState(false);
  const mayClose = useMayClose();
  const client = useQueryClient();
  const { data, error } = useCall('reconciliation.day', { day });
  const renew = useCallback(
    () => client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('reconciliation.') }),
    [client],
  );
  // What was registered meanwhile is not told by any event.
  useEffect(() => void renew(), [renew]);

  if (shown !== null) return <ClosedDay closing={shown} onBack={() => setShown(null)} />;
  if (error !== null) return <RefusalMessage refusal={error} />;
  if (data === undefined) return <p aria-busy="true">{t('frame.loading')}</p>;
  const { report, today, closing, digest, unclosed } = data;
  const isEmpty = tellsNothing(report);
  return (
    <div className="day" data-view="day" data-day={report.day} data-closed={closing ?? undefined}>
      <div className="day-head">
        <h1>{t('day.title')}</h1>
        {head(today, report.day)}
        {closing === null ? null : (
          <>
            <span className="day-signed" id="day-closed" role="status">
              ✓ {t('day.closed', { day: report.day })}
            </span>
            {mayClose ? (
              <Button id="day-show" onClick={() => setShown(closing)}>
                {t('day.show')}
              </Button>
            ) : null}
          </>
        )}
        {mayClose && closing === null && !isEmpty ? (
          <Button id="day-close" className="day-close" look="primary" autoFocus onClick={() => setSigning(true)}>
            {t('day.close')}
          </Button>
        ) : null}
      </div>
      <Unclosed days={unclosed.filter((other) => other !== report.day)} onDay={onDay} />
      {isChanged ? <RefusalMessage id="day-changed" isCalm refusal={{ code: 'reconciliation/changed', params: {} }} /> : null}
      <ScrollRegion className="day-body" label={t('day.title')}>
        {isEmpty ? (
          <div className="empty" id="day-empty">
            <h2>{t('day.empty')}</h2>
            <p>{t('day.emptyText')}</p>
          </div>
        ) : (
          <>
            <DayTable report={report} t={t} />
            <Agreement report={report} t={t} />
          </>
        )}
        {closing === null ? null : <p id="day-now">{t('day.now')}</p>}
        {mayClose ? <Remarks report={report} t={t} /> : <OwnRemarks report={report} t={t} />}
        <p className="day-scope">
          {t('day.scope')} {t('day.boundary')}
        </p>
        {mayClose ? <History onShow={setShown} /> : null}
      </ScrollRegion>
      {isSigning ? (
        <SignDialog
          day={report.day}
          digest={digest}
          onCancel={() => setSigning(false)}
          onChanged={() => {
            setSigning(false);
            setChanged(true);
            void renew();
          }}
          onSigned={(signed) => {
            setSigning(false);
            setChanged(false);
            setShown(signed);
            void renew();
          }}
        />
      ) : null}
    </div>
  );
}

export function DayPage() {
  const [day, setDay] = useState<string | null>(null);
  const [scope, setScope] = useState<DayScope>('own');
  const mayClose = useMayClose();
  const head = (today: string, shown: string) => (
    <DayChoice today={today} day={shown} onDay={setDay} scope={scope} onScope={mayClose ? setScope : null} />
  );
  return scope === 'branch' && mayClose ? <BranchPage day={day} head={head} /> : <OwnDay day={day} onDay={setDay} head={head} />;
}
