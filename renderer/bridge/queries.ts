// Calls as React sees them. What the program says has changed is asked again at once; only what no
// event can tell is asked on a timer, and nothing is kept for the next person: signing out empties the cache.
import { QueryCache, QueryClient, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { RefusalShown } from '#renderer/i18n/refusal-text.ts';
import type { CallName, EventName } from '#src/contract/ipc/index.ts';
import { type Answer, call, type Input, type Output, type Refused, subscribe } from './api.ts';

/** Queries go to the program beside us, never to a network: no retries, and the browser's idea of being online does not matter. */
export function createQueryClient(): QueryClient {
  const always = { networkMode: 'always', retry: false } as const;
  const queryCache = new QueryCache({
    onError: (error) => {
      if (isSignedOut(error)) askWhoIsSignedIn(client);
    },
  });
  const client = new QueryClient({
    queryCache,
    defaultOptions: {
      queries: { ...always, refetchOnWindowFocus: false, refetchOnReconnect: false, staleTime: Number.POSITIVE_INFINITY },
      mutations: always,
    },
  });
  return client;
}

function isSignedOut(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'access/signed-out';
}

/** The program ended the session by itself: the screen must not go on as if it had not. */
function askWhoIsSignedIn(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: ['staff.current'] });
}

function queryOf<N extends CallName>(name: N, input: Input<N>) {
  return {
    queryKey: [name, input] as const,
    queryFn: async () => {
      const answer = await call(name, input);
      if (!answer.ok) throw answer.error;
      return answer.value;
    },
  };
}

/** Asks before anything is drawn. Resolves when all have answered, well or not, and at the latest after the given time. */
export async function askFirst(
  client: QueryClient,
  names: readonly ('startup.status' | 'staff.current')[],
  limitMs: number,
): Promise<void> {
  const answers = names.map((name) => client.prefetchQuery(queryOf(name, {})));
  await Promise.race([Promise.all(answers), new Promise((resolve) => setTimeout(resolve, limitMs))]);
}

/** Reads through a call that changes nothing. */
export function useCall<N extends CallName>(
  name: N,
  input: Input<N>,
  options: { readonly isEnabled?: boolean; readonly everyMs?: number } = {},
): UseQueryResult<Output<N>, Refused<N>> {
  return useQuery<Output<N>, Refused<N>>({
    ...queryOf(name, input),
    enabled: options.isEnabled ?? true,
    refetchInterval: options.everyMs ?? false,
    refetchIntervalInBackground: true,
  });
}

export interface Act<N extends CallName> {
  readonly isBusy: boolean;
  readonly refusal: RefusalShown | null;
  /** Runs the call; null while an earlier run has not answered, so that a double click acts once. */
  run(input: Input<N>): Promise<Answer<N> | null>;
  clear(): void;
}

/** Runs a call that does something. */
export function useAct<N extends CallName>(name: N): Act<N> {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<RefusalShown | null>(null);
  const isRunning = useRef(false);
  const client = useQueryClient();
  const run = useCallback(
    async (input: Input<N>) => {
      if (isRunning.current) return null;
      isRunning.current = true;
      setBusy(true);
      setRefusal(null);
      const answer = await call(name, input);
      isRunning.current = false;
      setBusy(false);
      if (!answer.ok) {
        setRefusal(answer.error);
        if (isSignedOut(answer.error)) askWhoIsSignedIn(client);
      }
      return answer;
    },
    [name, client],
  );
  const clear = useCallback(() => setRefusal(null), []);
  return { isBusy, refusal, run, clear };
}

/** Which answers each event makes old, by the beginning of the call's name. */
const madeOldBy: Readonly<Record<EventName, readonly string[]>> = {
  // A program that was started anew knows of no session any more.
  'startup.changed': ['startup.', 'staff.', 'workstation.', 'policy.'],
  'session.changed': [
    'staff.',
    'records.',
    'contact.',
    'forms.',
    'documents.',
    'design.',
    'sync.queue',
    'receipts.',
    'reconciliation.',
    'verification.',
    'policy.',
  ],
  'sync.changed': [
    'sync.',
    'contact.',
    'forms.today',
    'exchange.',
    'records.',
    'policy.',
    'receipts.',
    'reconciliation.',
    'server-key.',
    'verification.',
  ],
  'restriction.changed': ['restriction.'],
  'configuration.changed': ['exchange.', 'forms.', 'design.', 'startup.', 'policy.', 'devices.branches'],
};

/**
 * Keeps every answer true, for as long as the page lives. Called before the first question: what was answered before a change arrives
 * before the event that tells it, and so is made old by it.
 */
export function keepAnswersTrue(client: QueryClient): void {
  for (const [event, prefixes] of Object.entries(madeOldBy)) {
    subscribe(event as EventName, () => {
      void client.invalidateQueries({
        predicate: ({ queryKey }) => prefixes.some((prefix) => String(queryKey[0]).startsWith(prefix)),
      });
    });
  }
}
