// The frame around everything a signed-in person does: only the workspaces they may use, who and where, the status bar that is always true.
// Leaving a registration that is not submitted asks first.
import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, useReducer, useState } from 'react';
import { flushSync } from 'react-dom';
import { useAct } from '#renderer/bridge/queries.ts';
import { LimitsStatus } from '#renderer/features/policy/limits-status.tsx';
import { emptyCapture, isUnsubmitted, nextCapture } from '#renderer/features/registration/capture-state.ts';
import { LeaveDialog } from '#renderer/features/registration/leave-dialog.tsx';
import { ServerAlarm } from '#renderer/features/sync/server-alarm.tsx';
import { StatusBar } from '#renderer/features/sync/status-bar.tsx';
import { LanguageButton } from '#renderer/i18n/language-button.tsx';
import { LookButton } from '#renderer/i18n/look-button.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { StartupStatus } from '#src/contract/ipc/startup.ts';
import type { Role } from '#src/domain/access/roles.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import { CapturePage } from './capture/capture-page.tsx';
import { ShortcutsSheet } from './shortcuts-sheet.tsx';
import { useGoOn } from './use-go-on.ts';
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
      <span className="frame-person" id="signed-in" data-staff={session.number}>
        {session.name} <span className="field-mark">{t(`roles.${session.role}`)}</span>
      </span>
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

/** Closing the window with something unsubmitted asks as well; the main process shows the question. */
function useAskBeforeClosing(isAsking: boolean): void {
  useEffect(() => {
    if (!isAsking) return;
    const object = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', object);
    return () => window.removeEventListener('beforeunload', object);
  }, [isAsking]);
}

/** While the person looks at the first workspace, the others' pages are fetched. */
function usePagesFetched(role: Role): void {
  useEffect(() => {
    const waiting = requestIdleCallback(() => fetchPages(workspacesOf(role)));
    return () => cancelIdleCallback(waiting);
  }, [role]);
}

export function Frame({ status, session }: FrameProps) {
  const { t } = useTexts();
  const allowed = workspacesOf(session.role);
  const [workspace, setWorkspace] = useState<Workspace>(allowed[0] ?? 'queue');
  /** The record that the workspace opens with. */
  const [shownRecord, setShown] = useState<string | null>(null);
  const [capture, dispatch] = useReducer(nextCapture, emptyCapture);
  /** What to do once the person has agreed to leave. */
  const [leaving, setLeaving] = useState<{ readonly proceed: () => void } | null>(null);
  const discard = useAct('registration.discard');
  const signOut = useAct('staff.signOut');
  const client = useQueryClient();
  const [isEnding, setEnding] = useState(false);
  const isNoticeShown = capture.at === 'notice';
  const Page = workspaces[workspace].page;
  useAskBeforeClosing(isUnsubmitted(capture));
  usePagesFetched(session.role);

  const leave = (proceed: () => void) => (isUnsubmitted(capture) ? setLeaving({ proceed }) : proceed());
  const goTo = (name: Workspace, recordId: string | null = null) => {
    if (name === workspace && capture.at !== 'submitted') return;
    leave(() => {
      dispatch({ kind: 'ended' });
      setWorkspace(name);
      setShown(recordId);
    });
  };
  const endSession = async () => {
    // The page goes first, and with it what must not be seen any more: what it keeps as it goes is asked before the sign-out is.
    flushSync(() => {
      dispatch({ kind: 'ended' });
      setEnding(true);
    });
    const answer = await signOut.run({});
    if (!answer?.ok) return setEnding(false);
    client.setQueryData(['staff.current', {}], { session: null });
  };
  const keepAndGo = () => {
    // At once: the page that goes saves its last keystrokes, and that must be asked before a sign-out is.
    flushSync(() => dispatch({ kind: 'ended' }));
    leaving?.proceed();
    setLeaving(null);
  };
  const discardAndGo = async () => {
    if (capture.at === 'filling') await discard.run({ registrationId: capture.registrationId });
    keepAndGo();
  };

  const notePlace = useReturn(session.staffId, capture, dispatch);
  const goOn = useGoOn(dispatch, () => setWorkspace('capture'));

  const lock = () => {
    setLeaving(null);
    notePlace();
    void endSession();
  };
  useLock(lock);

  return (
    <div className="frame" data-screen="frame">
      <TopBar
        status={status}
        session={session}
        isInert={isNoticeShown}
        onLock={lock}
        onSignOut={() => leave(() => void endSession())}
      />
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
        <ServerAlarm />
        {isEnding ? null : Page === null ? (
          <CapturePage
            capture={capture}
            dispatch={dispatch}
            onDiscard={() => leave(() => undefined)}
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
      {leaving === null ? null : (
        <LeaveDialog onStay={() => setLeaving(null)} onKeep={keepAndGo} onDiscard={() => void discardAndGo()} />
      )}
    </div>
  );
}
