import { useRef, useState } from 'react';
import { type AskError, refusalOf } from './api.ts';

export interface OneAtATime {
  readonly isBusy: boolean;
  readonly refusal: AskError | null;
  readonly setRefusal: (refusal: AskError | null) => void;
  /** A second call while one runs does nothing. */
  readonly during: (work: () => Promise<void>, failed?: (refused: AskError) => void) => Promise<void>;
}

/** Requests of one part of the page: one at a time, the last refusal shown. */
export function useOneAtATime(): OneAtATime {
  const [refusal, setRefusal] = useState<AskError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isRunning = useRef(false);
  const during: OneAtATime['during'] = async (work, failed = setRefusal) => {
    if (isRunning.current) return;
    isRunning.current = true;
    setBusy(true);
    setRefusal(null);
    try {
      await work();
    } catch (error) {
      failed(refusalOf(error));
    } finally {
      isRunning.current = false;
      setBusy(false);
    }
  };
  return { isBusy, refusal, setRefusal, during };
}
