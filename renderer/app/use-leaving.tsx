// Leaving a registration that is not submitted asks first. Ending the session asks as soon as anything of this person is open, shown or not.
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { useAct } from '#renderer/bridge/queries.ts';
import { type Capture, type CaptureEvent, isUnsubmitted } from '#renderer/features/registration/capture-state.ts';
import { LeaveDialog } from '#renderer/features/registration/leave-dialog.tsx';
import { SignOutDialog } from '#renderer/features/registration/sign-out-dialog.tsx';
import type { RegistrationId } from '#src/domain/registration/schema.ts';

/** Closing the window with something unsubmitted asks as well; the main process shows the question. */
function useAskBeforeClosing(isAsking: boolean): void {
  useEffect(() => {
    if (!isAsking) return;
    const object = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', object);
    return () => window.removeEventListener('beforeunload', object);
  }, [isAsking]);
}

interface LeavingParts {
  readonly capture: Capture;
  readonly dispatch: (event: CaptureEvent) => void;
  readonly onResume: (registrationId: RegistrationId) => Promise<void>;
}

interface Leaving {
  /** The page is gone because the session ends. */
  readonly isEnding: boolean;
  readonly dialog: ReactNode;
  /** @param proceed what to do once the person has agreed to leave */
  leave(proceed: () => void): void;
  signOut(): Promise<void>;
  /** At once, without a question: whatever is asked now is not answered any more. */
  endSession(): Promise<void>;
}

export function useLeaving({ capture, dispatch, onResume }: LeavingParts): Leaving {
  const [asking, setAsking] = useState<'sign-out' | { readonly proceed: () => void } | null>(null);
  const [isEnding, setEnding] = useState(false);
  const discard = useAct('registration.discard');
  const unfinished = useAct('registration.unfinished');
  const end = useAct('staff.signOut');
  const client = useQueryClient();
  useAskBeforeClosing(isUnsubmitted(capture));

  // At once: the page that goes saves its last keystrokes, and that must be asked before a sign-out is.
  const leaveNow = () => flushSync(() => dispatch({ kind: 'ended' }));
  const endSession = async () => {
    setAsking(null);
    // The page goes first, and with it what must not be seen any more.
    flushSync(() => {
      dispatch({ kind: 'ended' });
      setEnding(true);
    });
    const answer = await end.run({});
    if (!answer?.ok) return setEnding(false);
    client.setQueryData(['staff.current', {}], { session: null });
  };
  const signOut = async () => {
    const answer = await unfinished.run({});
    if (answer === null) return;
    // Who may not register has nothing open either.
    if (answer.ok && answer.value.items.length > 0) setAsking('sign-out');
    else await endSession();
  };
  const stay = () => setAsking(null);
  const isShown = (id: RegistrationId) => capture.at === 'filling' && capture.registrationId === id;
  const goOn = async (id: RegistrationId) => {
    stay();
    if (isShown(id)) return;
    leaveNow();
    await onResume(id);
  };
  const discardAndGo = async (proceed: () => void) => {
    if (capture.at === 'filling') await discard.run({ registrationId: capture.registrationId });
    leaveNow();
    proceed();
    stay();
  };
  const keepAndGo = (proceed: () => void) => {
    leaveNow();
    proceed();
    stay();
  };

  const dialogOf = () => {
    if (asking === null) return null;
    if (asking === 'sign-out') {
      return (
        <SignOutDialog
          onStay={stay}
          onSignOut={() => void endSession()}
          onResume={goOn}
          onDiscarded={(id) => (isShown(id) ? dispatch({ kind: 'ended' }) : undefined)}
        />
      );
    }
    const { proceed } = asking;
    return <LeaveDialog onStay={stay} onKeep={() => keepAndGo(proceed)} onDiscard={() => void discardAndGo(proceed)} />;
  };
  return {
    isEnding,
    dialog: dialogOf(),
    leave: (proceed) => (isUnsubmitted(capture) ? setAsking({ proceed }) : proceed()),
    signOut,
    endSession,
  };
}
