// 全网点日终 (S6): every workstation of the branch with its closed day or what is known instead, each clerk over all of them, and the
// supervisor's signature under the whole.
import type { TFunction } from 'i18next';
import { type ReactNode, useState } from 'react';
import { useCall } from '#renderer/bridge/queries.ts';
import { fullTime, shortHash } from '#renderer/i18n/formats.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ScrollRegion } from '#renderer/ui/scroll-region.tsx';
import type { BranchView } from '#src/contract/ipc/branch-day.ts';
import { isIn } from '#src/domain/reconciliation/branch-rules.ts';
import { BranchFiles } from './branch-files.tsx';
import { BranchSheetView } from './branch-sheet-view.tsx';
import { BranchSignDialog } from './branch-sign-dialog.tsx';
import { BranchTable } from './branch-table.tsx';
import { DayTable } from './day-table.tsx';
import './branch-day.css';

/** What others tell arrives by an event; how long they have been silent does not. */
const renewEveryMs = 30_000;

function Completeness({ view, t }: { readonly view: BranchView; readonly t: TFunction }) {
  const missing = view.workstations.filter(({ state }) => !isIn(state)).length;
  return (
    <div className="branch-complete" id="branch-complete" data-missing={missing}>
      {missing === 0 ? (
        <p className="day-agrees">
          <span aria-hidden="true">✓ </span>
          {t('branchDay.allIn')}
        </p>
      ) : (
        <p className="branch-missing" role="status">
          {t('branchDay.missing', { count: missing })}
        </p>
      )}
      <p className="day-scope" id="branch-heard" data-heard={view.rosterAt !== null}>
        {view.rosterAt === null ? t('branchDay.notHeard') : t('branchDay.heard', { time: fullTime(view.rosterAt) })}
      </p>
    </div>
  );
}

interface SignaturesProps {
  readonly view: BranchView;
  readonly t: TFunction;
  readonly onShow: (hash: string) => void;
}

function Signatures({ view, t, onShow }: SignaturesProps) {
  if (view.signatures.length === 0) return null;
  return (
    <section className="day-history" id="branch-signatures">
      <h2>{t('branchDay.signatures')}</h2>
      <ul>
        {view.signatures.map(({ hash, number, closedAt, closedByName: name, workstation, missing, isCurrent }, index) => (
          <li key={hash} data-signature={number} data-current={isCurrent && index === 0}>
            <Button look="quiet" className="branch-show" onClick={() => onShow(hash)}>
              {t('branchDay.show')}
            </Button>
            <span>{t('branchDay.signatureLine', { number, name, time: fullTime(closedAt), workstation })}</span>
            {missing === 0 ? null : <span>{t('branchDay.without', { count: missing })}</span>}
            <span className={isCurrent && index === 0 ? 'day-signed' : ''}>
              {isCurrent && index === 0 ? `✓ ${t('branchDay.current')}` : t('branchDay.replaced')}
            </span>
            <code>{shortHash(hash)}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface BranchPageProps {
  readonly day: string | null;
  /** Choice of the day and of the scope. */
  readonly head: (today: string, day: string) => ReactNode;
}

export function BranchPage({ day, head }: BranchPageProps) {
  const { t, local } = useTexts();
  const [shown, setShown] = useState<string | null>(null);
  const [isSigning, setSigning] = useState(false);
  const [isChanged, setChanged] = useState(false);
  const { data: view, error, refetch } = useCall('reconciliation.branch', { day }, { everyMs: renewEveryMs });
  if (shown !== null) return <BranchSheetView hash={shown} onBack={() => setShown(null)} />;
  if (error !== null) return <RefusalMessage refusal={error} />;
  if (view === undefined) return <p aria-busy="true">{t('frame.loading')}</p>;
  const [newest] = view.signatures;
  const isSigned = newest?.isCurrent === true;
  return (
    <div className="day" data-view="branch-day" data-day={view.day} data-signed={isSigned}>
      <div className="day-head">
        <h1>{t('branchDay.title', { branch: local(view.branch) })}</h1>
        {head(view.today, view.day)}
        {isSigned ? (
          <span className="day-signed" id="branch-signed" role="status">
            ✓ {t('branchDay.signed', { day: view.day })}
          </span>
        ) : null}
        {isSigned || view.clerks.length === 0 ? null : (
          <Button id="branch-sign" className="day-close" look="primary" onClick={() => setSigning(true)}>
            {newest === undefined ? t('branchDay.sign') : t('branchDay.signAgain')}
          </Button>
        )}
      </div>
      {newest !== undefined && !isSigned ? (
        <div id="branch-outdated" className="message message-warn" role="status">
          <p>{t('branchDay.outdated')}</p>
        </div>
      ) : null}
      {isChanged ? <RefusalMessage id="branch-changed" isCalm refusal={{ code: 'reconciliation/changed', params: {} }} /> : null}
      <ScrollRegion className="day-body" label={t('branchDay.title', { branch: local(view.branch) })}>
        <Completeness view={view} t={t} />
        <BranchTable workstations={view.workstations} total={view.total} t={t} />
        {view.clerks.length === 0 ? (
          <p id="branch-empty">{t('branchDay.noneYet')}</p>
        ) : (
          <section className="branch-clerks">
            <h2>{t('branchDay.clerks')}</h2>
            <DayTable report={view} t={t} />
          </section>
        )}
        {view.late === null ? null : <p data-late="branch">{t('branchDay.late', { ...view.late })}</p>}
        <p className="day-scope">{t('branchDay.scope')}</p>
        <Signatures view={view} t={t} onShow={setShown} />
        <BranchFiles />
      </ScrollRegion>
      {isSigning ? (
        <BranchSignDialog
          view={view}
          onCancel={() => setSigning(false)}
          onChanged={() => {
            setSigning(false);
            setChanged(true);
            void refetch();
          }}
          onSigned={(hash) => {
            setSigning(false);
            setChanged(false);
            setShown(hash);
            void refetch();
          }}
        />
      ) : null}
    </div>
  );
}
