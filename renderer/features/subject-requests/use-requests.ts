import { useCallback } from 'react';
import { usePersonAct } from '#renderer/bridge/as-person.tsx';
import type { RefusalShown } from '#renderer/i18n/refusal-text.ts';
import type { RequestAct, RequestsAnswer } from '#src/contract/sync/subject-requests.ts';

export interface Asking {
  readonly isBusy: boolean;
  readonly refusal: RefusalShown | null;
  /** Null when nothing came of it: it was refused, or somebody did not prove who they are. */
  readonly ask: (act: RequestAct) => Promise<RequestsAnswer | null>;
  /** The passphrase, when it is needed. */
  readonly dialog: ReturnType<typeof usePersonAct<'requests.act'>>['dialog'];
  readonly clear: () => void;
}

/** Acts about requests, asked of the server. */
export function useAsking(): Asking {
  const { run, isBusy, refusal, dialog, clear } = usePersonAct('requests.act');
  const ask = useCallback(
    async (act: RequestAct) => {
      const answer = await run(act);
      return answer?.ok === true ? answer.value : null;
    },
    [run],
  );
  return { ask, isBusy, refusal, dialog, clear };
}
