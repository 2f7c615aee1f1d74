// A subject's way to their own records. What is shown lives in the page's memory and goes when the subject leaves, or after a while.
import { useReducer, useState } from 'react';
import type { Language } from '#src/base/language.ts';
import type { CorrectRequest, OwnCopy, OwnRequest } from '#src/contract/online/own.ts';
import type { FieldError } from '#src/domain/forms/field-error.ts';
import { documentTypes } from '#src/domain/identity/documents.ts';
import { type AskError, ask, fieldErrorsOf } from '../app/api.ts';
import { useIdle } from '../app/use-idle.ts';
import { useOneAtATime } from '../app/use-one-at-a-time.ts';
import type { Place, Places } from '../app/use-places.ts';
import { nextDraft } from '../form/draft.ts';
import { proofForm } from './proof-form.ts';

/** As long as the server keeps a session that nobody uses. */
const idleMs = 10 * 60_000;

const beginning = nextDraft(null, { kind: 'begun', form: proofForm });

export function useOwn({ place, go, replace, back }: Places) {
  const [draft, dispatch] = useReducer(nextDraft, beginning);
  const [page, setPage] = useState<string | null>(null);
  const [held, setHeld] = useState<OwnCopy | null>(null);
  const [requests, setRequests] = useState<readonly OwnRequest[]>([]);
  const [correcting, setCorrecting] = useState<string | null>(null);
  const { isBusy, refusal, setRefusal, during } = useOneAtATime();

  const forget = () => {
    setPage(null);
    setHeld(null);
    setRequests([]);
    setCorrecting(null);
    dispatch({ kind: 'ended' });
    dispatch({ kind: 'begun', form: proofForm });
  };
  const failed = (refused: AskError) => {
    setRefusal(refused);
    if (refused.code !== 'online/session-ended') return;
    forget();
    replace('prove');
  };

  const leave = () =>
    during(async () => {
      const ended = page;
      forget();
      replace('service');
      if (ended !== null) await ask('leave', {}, ended);
    });
  useIdle(page !== null, idleMs, () => void leave());

  return {
    place: placeShown(place, { page, held, correcting }),
    draft,
    held,
    requests,
    correcting,
    dispatch,
    isBusy,
    refusal,
    back,
    begin: () => {
      forget();
      setRefusal(null);
      go('prove');
    },
    prove: (language: Language) =>
      during(async () => {
        const { documentType = '', documentNumber = '' } = draft?.values ?? {};
        const type = documentTypes.find((one) => one === documentType);
        if (type === undefined) return;
        const asked = await ask('prove', { documentType: type, documentNumber, language });
        setPage(asked.page);
        go('code');
      }),
    confirm: (code: string) =>
      during(async () => {
        const confirmed = await ask('confirm', { code }, page ?? '');
        setPage(confirmed.page);
        // What was typed to prove it is needed no more.
        dispatch({ kind: 'ended' });
        setHeld(await ask('copy', {}, confirmed.page));
        setRequests((await ask('requests', {}, confirmed.page)).requests);
        replace('own');
      }, failed),
    refresh: () => during(async () => setRequests((await ask('requests', {}, page ?? '')).requests), failed),
    correct: (recordId: string) => {
      setRefusal(null);
      setCorrecting(recordId);
      go('correct');
    },
    /** @param wrong told of what the server refuses at a field */
    sendCorrection: (asked: CorrectRequest, wrong: (errors: readonly FieldError[]) => void) =>
      during(
        async () => {
          setRequests((await ask('correct', asked, page ?? '')).requests);
          back();
        },
        (refused) => {
          const errors = fieldErrorsOf(refused);
          if (errors.length > 0) wrong(errors);
          else failed(refused);
        },
      ),
    restart: () => {
      setRefusal(null);
      replace('prove');
    },
    leave,
  };
}

export type Own = ReturnType<typeof useOwn>;

/** The browser's history may name a step whose reason is gone. */
function placeShown(
  place: Place,
  known: { readonly page: unknown; readonly held: unknown; readonly correcting: unknown },
): Place {
  if (place === 'prove' || known.page === null) return 'prove';
  if (known.held === null) return 'code';
  return place === 'correct' && known.correcting === null ? 'own' : place === 'code' ? 'own' : place;
}
