// The frame around everything a signed-in person does: only the workspaces they may use, who and where, the status bar that is always true.
import { Suspense, useEffect, useReducer, useState } from 'react';
import { EndedNotice } from '#renderer/features/devices/ended-notice.tsx';
import { LimitsStatus } from '#renderer/features/policy/limits-status.tsx';
import { emptyCapture, nextCapture } from '#renderer/features/registration/capture-state.ts';
import { PersonButton } from '#renderer/features/staff/person-button.tsx';
import { ServerAlarm } from '#renderer/features/sync/server-alarm.tsx';
import { StatusBar } from '#renderer/features/sync/status-bar.tsx';
import { LanguageButton } from '#renderer/i18n/language-button.tsx';
import { LookButton } from '#renderer/i18n/look-button.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { StartupStatus } from '#src/contract/ipc/startup.ts';
import type { Role } from '#src/domain/access/roles.ts';
import { isEnded } from '#src/domain/devices/standing.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import { CapturePage } from './capture/capture-page.tsx';
import { ShortcutsSheet } from './shortcuts-sheet.tsx';
import { useGoOn } from './use-go-on.ts';
import { useLeaving } from './use-leaving.tsx';
import { useLock } from './use-lock.ts';
import { useReturn } from './use-return.ts';
import { fetchPages, type Workspace, workspaces, workspacesOf } from './workspaces.tsx';
import './frame.css';

interface FrameProps {
  readonly status: StartupStatus;
  readonly session: Session;
}

interface TopProps extends FrameProps {
  /** While the notice covers the window, nothing behind it can be reached. */
  readonly isInert: boolean;
  readonly onLock: () => void;
  readonly onSignOut: () => void;
}

function TopBar({ status, session, isInert, onLock, onSignOut }: TopProps) {
  const { t, local } = useTexts();
  return (
    <header className="frame-top" inert={isInert}>
      <strong className="product">{t('product')}</strong>
      <span className="frame-place">
        {status.branch === null ? '' : local(status.branch)} · {status.workstation ?? ''}
      </span>
      <PersonButton session={session} />
      <LookButton />
      <ShortcutsSheet />
      <LanguageButton />
      <Button id="lock" look="quiet" keyName="Ctrl+L" onClick={onLock}>
        {t('frame.lock')}
      </Button>
      <Button id="sign-out" look="quiet" onClick={onSignOut}>
        {t('frame.signOut')}
      </Button>
    </header>
  );
}

/** While the person looks at the first workspace, the others' pages are fetched. */
function usePagesFetched(role: Role): void {
  useEffect(() => {
    const waiting = requestIdleCallback(() => fetchPages(workspacesOf(role, false)));
    return () => cancelIdleCallback(waiting);
  }, [role]);
}

export function Frame({ status, session }: FrameProps) {
  const { t } = useTexts();
  const allowed = workspacesOf(session.role, status.standing !== null && isEnded(status.standing.state));
  const [chosen, setWorkspace] = useState<Workspace>(allowed[0] ?? 'queue');
  // Taken out of service in the middle of a registration: it is kept, and nothing more can be done with it here.
  const workspace = allowed.includes(chosen) ? chosen : (allowed[0] ?? 'queue');
  /** The record that the workspace opens with. */
  const [shownRecord, setShown] = useState<string | null>(null);
  const [capture, dispatch] = useReducer(nextCapture, emptyCapture);
  const isNoticeShown = capture.at === 'notice';
  const Page = workspaces[workspace].page;
  usePagesFetched(session.role);

  const goOn = useGoOn(dispatch, () => setWorkspace('capture'));
  const leaving = useLeaving({ capture, dispatch, onResume: goOn.onReopened });
  const goTo = (name: Workspace, recordId: string | null = null) => {
    if (name === workspace && capture.at !== 'submitted') return;
    leaving.leave(() => {
      dispatch({ kind: 'ended' });
      setWorkspace(name);
      setShown(recordId);
    });
  };
  const isFree = workspace === 'capture' && capture.at === 'service';
  const notePlace = useReturn({ staffId: session.staffId, capture, isFree, dispatch });
  const lock = () => {
    notePlace();
    void leaving.endSession();
  };
  useLock(lock);

  return (
    <div className="frame" data-screen="frame">
      <TopBar status={status} session={session} isInert={isNoticeShown} onLock={lock} onSignOut={() => void leaving.signOut()} />
      <nav className="frame-rail" inert={isNoticeShown} aria-label={t('frame.workspaces')}>
        <ul>
          {allowed.map((name) => (
            <li key={name}>
              <button
                type="button"
                id={`nav-${name}`}
                aria-current={workspace === name ? 'page' : undefined}
                onClick={() => goTo(name)}
              >
                {t(`frame.${name}`)}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <main className="frame-main">
        <ServerAlarm>
          <EndedNotice />
        </ServerAlarm>
        {leaving.isEnding ? null : Page === null ? (
          <CapturePage
            capture={capture}
            dispatch={dispatch}
            onDiscard={() => leaving.leave(() => undefined)}
            onQueue={() => goTo('queue')}
            onRecord={(recordId) => goTo('records', recordId)}
          />
        ) : (
          <Suspense>
            <Page session={session} recordId={shownRecord} {...goOn} />
          </Suspense>
        )}
      </main>
      <StatusBar version={status.appVersion}>
        <LimitsStatus />
      </StatusBar>
      {leaving.dialog}
    </div>
  );
}
