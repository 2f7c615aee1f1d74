// One registration as the page sees it. The server checks all of it again and remembers no value before it is submitted.
import { useEffect, useReducer, useRef, useState } from 'react';
import { type CalendarDate, parseCalendarDate } from '#src/base/calendar-date.ts';
import type { Language } from '#src/base/language.ts';
import type { PageAnswer } from '#src/contract/online/index.ts';
import type { OnlineReceipt } from '#src/contract/online/registration.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import { type AskError, ask, fieldErrorsOf } from '../app/api.ts';
import { useLeaveWarning } from '../app/use-leave-warning.ts';
import { useOneAtATime } from '../app/use-one-at-a-time.ts';
import type { Place, Places } from '../app/use-places.ts';
import { isTyped, nextDraft, valuesToSend } from '../form/draft.ts';
import { currentAttempt, forgetAttempt, keepEarlierAttempt, takeEarlierAttempt } from './attempt.ts';
import { type Ink, inkAtNotice } from './ink.ts';
import { useAttached } from './use-attached.ts';
import { useChosen } from './use-chosen.ts';
import { usePhoneCode } from './use-phone-code.ts';

interface Session {
  readonly page: string;
  readonly today: CalendarDate;
  /** The form's field whose number is confirmed by a code; null: nobody asks for it. */
  readonly phoneField: string | null;
}

export function useRegistration({ place, go, back, replace }: Places) {
  const { chosen, party, chooseParty, load: loadNotice } = useChosen();
  const [session, setSession] = useState<Session | null>(null);
  const [draft, dispatch] = useReducer(nextDraft, null);
  const [kept, setKept] = useState<FieldValues | null>(null);
  const [receipt, setReceipt] = useState<OnlineReceipt | null>(null);
  const attached = useAttached();
  const phoneCode = usePhoneCode(phoneOf(session, kept), session?.page);
  const { isBusy, refusal, setRefusal, during } = useOneAtATime();

  /** The session is over, what was typed is not: the notice first, then on. */
  const renew = async (refused: AskError) => {
    setRefusal(refused);
    if (refused.code !== 'online/session-ended' || chosen === null) return;
    setSession(null);
    replace('notice');
    await loadNotice(chosen.serviceId).catch(() => undefined);
  };
  const failed = (refused: AskError) => {
    const errors = fieldErrorsOf(refused);
    if (errors.length === 0) return void renew(refused);
    dispatch({ kind: 'checked', errors: Object.fromEntries(errors.map((error) => [error.field, error])) });
    if (place !== 'form') back();
  };

  const forgetTyped = () => {
    dispatch({ kind: 'ended' });
    attached.forget();
  };

  const received = (made: OnlineReceipt) => {
    setReceipt(made);
    setKept(null);
    phoneCode.forget();
    forgetTyped();
    replace('receipt');
  };

  useReceiptOfBefore(received);
  useLeaveWarning(receipt === null && isTyped(draft));

  return {
    place: placeShown(place, { chosen, session, kept, receipt }),
    chosen,
    session,
    draft,
    kept,
    receipt,
    attached,
    party,
    refusal,
    isBusy,
    isCodeSent: phoneCode.isSent,
    steps: session?.phoneField === null ? 3 : 4,
    dispatch,
    chooseParty,
    back,
    choose: (serviceId: string) =>
      during(async () => {
        await loadNotice(serviceId);
        go('notice');
      }),
    /** @param ink what the notice asks for; null: nothing */
    accept: (language: Language, ink: Ink | null) =>
      during(
        async () => {
          if (chosen === null) return;
          const { serviceId, notice } = chosen;
          const asked = { serviceId, noticeId: notice.id, noticeVersion: notice.version, language, acceptedBy: party };
          const answer = await ask('accept', { ...asked, signature: await inkAtNotice(ink) });
          const today = parseCalendarDate(answer.today);
          if (today === undefined) throw new Error('the server names no day');
          setSession({ page: answer.page, today, phoneField: answer.phoneField });
          attached.signNotice(ink);
          dispatch({ kind: 'begun', form: answer.form, acceptedBy: party });
          go('form');
        },
        (refused) => {
          setRefusal(refused);
          if (refused.code === 'consent/notice-outdated' && chosen !== null) void loadNotice(chosen.serviceId);
        },
      ),
    decline: () => {
      setSession(null);
      forgetTyped();
      go('declined');
    },
    decide: (field: string, agreed: boolean) =>
      during(async () => {
        await ask('decide', { field, agreed }, session?.page);
        dispatch({ kind: 'decided', field, agreed });
      }, failed),
    check: () =>
      during(async () => {
        if (draft === null) return;
        const checked = await ask('check', { values: valuesToSend(draft) }, session?.page);
        currentAttempt();
        setKept(checked.values);
        attached.signForm(null);
        go(isPhoneAsked(session, checked.values) ? 'phone' : 'summary');
      }, failed),
    sendCode: (codeId: string) => during(() => phoneCode.send(codeId), failed),
    checkCode: (code: string) =>
      during(async () => {
        if (await phoneCode.check(code)) replace('summary');
      }, failed),
    /** The server allows it where no code can be sent: somebody telephones. */
    callInstead: () => replace('summary'),
    submit: () =>
      during(async () => {
        if (kept === null) return;
        const sent = { attempt: currentAttempt(), values: kept, ...attached.beside(kept) };
        received((await ask('submit', sent, session?.page).catch(orEarlier(sent.attempt))).receipt);
      }, failed),
    finish: () => {
      forgetAttempt();
      setReceipt(null);
      setSession(null);
      replace('service');
    },
  };
}

export type Registration = ReturnType<typeof useRegistration>;

/** The answer may be what was lost: then the registration is there. */
function orEarlier(attempt: string): (error: unknown) => Promise<PageAnswer<'submit'>> {
  return async (error) => {
    const { receipt } = await ask('status', { attempt }).catch(() => ({ receipt: null }));
    if (receipt === null) throw error;
    return { receipt };
  };
}

/** A reload while it was being submitted: what became of it is asked, not guessed. */
function useReceiptOfBefore(received: (receipt: OnlineReceipt) => void): void {
  const latest = useRef(received);
  latest.current = received;
  useEffect(() => {
    const earlier = takeEarlierAttempt();
    if (earlier === null) return;
    void ask('status', { attempt: earlier }).then(
      ({ receipt }) => {
        if (receipt !== null && keepEarlierAttempt(earlier)) latest.current(receipt);
      },
      () => void keepEarlierAttempt(earlier),
    );
  }, []);
}

function phoneOf(session: Session | null, kept: FieldValues | null): string {
  return kept?.[session?.phoneField ?? ''] ?? '';
}

function isPhoneAsked(session: Session | null, kept: FieldValues): boolean {
  return phoneOf(session, kept) !== '';
}

/** The browser's history may name a step whose reason is gone. */
function placeShown(place: Place, known: Readonly<Record<'chosen' | 'session' | 'kept' | 'receipt', object | null>>): Place {
  if (known.receipt !== null) return 'receipt';
  if (place === 'receipt' || known.chosen === null) return 'service';
  if (known.session === null && ['form', 'phone', 'summary'].includes(place)) return 'notice';
  return known.kept === null && ['phone', 'summary'].includes(place) ? 'form' : place;
}
