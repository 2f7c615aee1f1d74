// Which screen: by what the program says of itself, then by who is signed in. No state of its own.

import { useQueryClient } from '@tanstack/react-query';
import { type ComponentType, lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useCall } from '#renderer/bridge/queries.ts';
import { TodayKnown } from '#renderer/bridge/today.tsx';
import { OfflineDaysNotice } from '#renderer/features/policy/offline-days-notice.tsx';
import { SignInScreen } from '#renderer/features/staff/sign-in-screen.tsx';
import { StartingScreen, StillStarting } from '#renderer/features/startup/starting-screen.tsx';
import { ConfigurationImport } from '#renderer/features/sync/configuration-import.tsx';
import { ShiftSummary } from '#renderer/features/sync/shift-summary.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import type { Language } from '#src/base/language.ts';
import type { StartupStatus } from '#src/contract/ipc/startup.ts';
import type { Session } from '#src/domain/staff/schema.ts';
import { PlaceContext, type PlaceOfLock } from './place-of-lock.ts';

// What the sign-in screen needs is one small script; everything behind it comes while somebody types a passphrase.
const loadFrame = () => import('./frame.tsx');
const loadEnrolment = () => import('#renderer/features/devices/enrolment-screen.tsx');
const loadWaiting = () => import('#renderer/features/devices/waiting-screen.tsx');
const loadFirstPassphrase = () => import('#renderer/features/staff/first-passphrase-screen.tsx');
const loadTrouble = () => import('#renderer/features/startup/trouble-screen.tsx');
const Frame = fetched(async () => (await loadFrame()).Frame);
const EnrolmentScreen = fetched(async () => (await loadEnrolment()).EnrolmentScreen);
const WaitingScreen = fetched(async () => (await loadWaiting()).WaitingScreen);
const FirstPassphraseScreen = fetched(async () => (await loadFirstPassphrase()).FirstPassphraseScreen);
const TroubleScreen = fetched(async () => (await loadTrouble()).TroubleScreen);

/** A screen that says meanwhile that the program is starting. What stands in the page from the first frame on has no such boundary above it. */
function fetched<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const Later = lazy(async () => ({ default: await load() }));
  return (props) => (
    <Suspense fallback={<StartingScreen />}>
      <Later {...props} />
    </Suspense>
  );
}

const restAfterMs = 250;

/** Once this screen stands, the rest is fetched: by the first need of it nothing is waited for. */
function useRestFetched(isShown: boolean): void {
  useEffect(() => {
    if (!isShown) return;
    // Not before the screen was painted and took its first key: running those scripts takes longer than a frame.
    let waiting = 0;
    const timer = setTimeout(() => {
      waiting = requestIdleCallback(() => {
        // One that cannot be had now is asked for again, and its failure told, when it is needed.
        for (const load of [loadFrame, loadTrouble]) void load().catch(() => undefined);
      });
    }, restAfterMs);
    return () => {
      clearTimeout(timer);
      cancelIdleCallback(waiting);
    };
  }, [isShown]);
}

/** Nothing one person saw stays for the next, however the session ended. */
function useForgetting(staffId: string | null): void {
  const client = useQueryClient();
  useEffect(() => {
    if (staffId !== null) return;
    client.removeQueries({ predicate: ({ queryKey }) => !/^(startup|staff|policy)[.]/u.test(String(queryKey[0])) });
  }, [client, staffId]);
}

const unknownTrouble = { code: 'internal/unexpected', params: { correlationId: 'status' } };

/** True until the program has said for the first time what has to be shown: so long the sign-in form stands that was in the page. */
function useEarly(isEarly: boolean, isSaid: boolean): boolean {
  const [isStill, setStill] = useState(isEarly);
  if (isStill && isSaid) setStill(false);
  return isStill;
}

function Screen({ isEarly }: { readonly isEarly: boolean }) {
  const { data: status, error } = useCall('startup.status', {});
  const isReady = status?.phase === 'ready';
  const { data: current } = useCall('staff.current', {}, { isEnabled: isReady });
  const isOpening = error === null && (status === undefined || status.phase === 'starting' || (isReady && current === undefined));
  const isStillEarly = useEarly(isEarly, !isOpening);
  useForgetting(current?.session?.staffId ?? null);
  useRestFetched(current?.session === null);
  if (error !== null) return <TroubleScreen trouble={error} />;
  // In the place of the one that follows it, so that React keeps it.
  if (isOpening && isStillEarly) return <SignInScreen status={null} notice={null} footer={<StillStarting />} />;
  if (status === undefined || status.phase === 'starting') return <StartingScreen work={status?.work} />;
  if (status.phase === 'trouble')
    return <TroubleScreen trouble={status.trouble ?? unknownTrouble} isRestorable={status.isRestorable} />;
  if (status.phase === 'enrolment') return <EnrolmentScreen trouble={status.trouble} />;
  if (current === undefined) return <StartingScreen />;
  if (status.standing?.state === 'waiting') return <WaitingScreen status={status} />;
  const { session } = current;
  return session === null ? (
    <SignInScreen
      status={status}
      notice={<OfflineDaysNotice />}
      footer={
        <>
          <ShiftSummary />
          <ConfigurationImport />
        </>
      }
    />
  ) : (
    <SignedIn status={status} session={session} />
  );
}

function SignedIn({ status, session }: { readonly status: StartupStatus; readonly session: Session }) {
  if (session.passphrase === 'must-change') return <FirstPassphraseScreen session={session} />;
  return (
    <TodayKnown>
      <Frame key={session.staffId} status={status} session={session} />
    </TodayKnown>
  );
}

/** Standing above every screen, for as long as the key is not in a keychain (S3). */
function EvaluationRibbon() {
  const { t } = useTexts();
  const { data: status } = useCall('startup.status', {});
  if (status?.isEvaluation !== true) return null;
  return (
    <aside id="evaluation" className="evaluation" aria-label={t('evaluationLabel')}>
      {t('evaluation')}
    </aside>
  );
}

function useDocumentLanguage(language: Language): void {
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
}

export function App({ isEarly }: { readonly isEarly: boolean }) {
  const place = useRef<PlaceOfLock>(null);
  useDocumentLanguage(useTexts().language);
  return (
    <PlaceContext value={place}>
      <div className="shell">
        <EvaluationRibbon />
        <Screen isEarly={isEarly} />
      </div>
    </PlaceContext>
  );
}
