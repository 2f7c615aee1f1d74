// Which screen: by what the program says of itself, then by who is signed in. No state of its own.

import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useCall } from '#renderer/bridge/queries.ts';
import { TodayKnown } from '#renderer/bridge/today.tsx';
import { OfflineDaysNotice } from '#renderer/features/policy/offline-days-notice.tsx';
import { SignInScreen } from '#renderer/features/staff/sign-in-screen.tsx';
import { StartingScreen } from '#renderer/features/startup/starting-screen.tsx';
import { ConfigurationImport } from '#renderer/features/sync/configuration-import.tsx';
import { ShiftSummary } from '#renderer/features/sync/shift-summary.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import type { Language } from '#src/base/language.ts';
import { PlaceContext, type PlaceOfLock } from './place-of-lock.ts';

// What the sign-in screen needs is one small script; everything behind it comes while somebody types a passphrase.
const loadFrame = () => import('./frame.tsx');
const loadEnrolment = () => import('#renderer/features/devices/enrolment-screen.tsx');
const loadWaiting = () => import('#renderer/features/devices/waiting-screen.tsx');
const loadTrouble = () => import('#renderer/features/startup/trouble-screen.tsx');
const Frame = lazy(async () => ({ default: (await loadFrame()).Frame }));
const EnrolmentScreen = lazy(async () => ({ default: (await loadEnrolment()).EnrolmentScreen }));
const WaitingScreen = lazy(async () => ({ default: (await loadWaiting()).WaitingScreen }));
const TroubleScreen = lazy(async () => ({ default: (await loadTrouble()).TroubleScreen }));

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

function Screen() {
  const { data: status, error } = useCall('startup.status', {});
  const isReady = status?.phase === 'ready';
  const { data: current } = useCall('staff.current', {}, { isEnabled: isReady });
  useForgetting(current?.session?.staffId ?? null);
  useRestFetched(current?.session === null);
  if (error !== null) return <TroubleScreen trouble={error} />;
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

export function App() {
  const place = useRef<PlaceOfLock>(null);
  useDocumentLanguage(useTexts().language);
  return (
    <PlaceContext value={place}>
      <div className="shell">
        <EvaluationRibbon />
        <Suspense fallback={<StartingScreen />}>
          <Screen />
        </Suspense>
      </div>
    </PlaceContext>
  );
}
