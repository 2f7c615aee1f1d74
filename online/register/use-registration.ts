// One registration as the page sees it. The server checks all of it again and remembers no value before it is submitted.
import { useEffect, useReducer, useRef, useState } from 'react';
import { type CalendarDate, parseCalendarDate } from '#src/base/calendar-date.ts';
import type { Language } from '#src/base/language.ts';
import type { OnlineReceipt } from '#src/contract/online/registration.ts';
import type { NoticeDefinition } from '#src/domain/consent/schema.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import { type AskError, ask, fieldErrorsOf } from '../app/api.ts';
import { useLeaveWarning } from '../app/use-leave-warning.ts';
import { useOneAtATime } from '../app/use-one-at-a-time.ts';
import type { Place, Places } from '../app/use-places.ts';
import { isTyped, nextDraft, valuesToSend } from '../form/draft.ts';
import { currentAttempt, forgetAttempt, hasAttempt } from './attempt.ts';

interface Session {
  readonly page: string;
  readonly today: CalendarDate;
  /** The form's field whose number is confirmed by a code; null: nobody asks for it. */
  readonly phoneField: string | null;
}

export function useRegistration({ place, go, back, replace }: Places) {
  const [chosen, setChosen] = useState<{ readonly serviceId: string; readonly notice: NoticeDefinition } | null>(null);
  const [session, setSession] = useState<Session | null>(null);
  const [draft, dispatch] = useReducer(nextDraft, null);
  const [kept, setKept] = useState<FieldValues | null>(null);
  const [receipt, setReceipt] = useState<OnlineReceipt | null>(null);
  const [sentCode, setSentCode] = useState<string | null>(null);
  const { isBusy, refusal, setRefusal, during } = useOneAtATime();

  const loadNotice = async (serviceId: string) => {
    const { notice } = await ask('notice', { serviceId });
    setChosen({ serviceId, notice });
  };

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

  const received = (made: OnlineReceipt) => {
    setReceipt(made);
    setKept(null);
    setSentCode(null);
    dispatch({ kind: 'ended' });
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
    refusal,
    isBusy,
    isCodeSent: sentCode !== null,
    steps: session?.phoneField === null ? 3 : 4,
    dispatch,
    back,
    choose: (serviceId: string) =>
      during(async () => {
        await loadNotice(serviceId);
        go('notice');
      }),
    accept: (language: Language) =>
      during(
        async () => {
          if (chosen === null) return;
          const { serviceId, notice } = chosen;
          const answer = await ask('accept', { serviceId, noticeId: notice.id, noticeVersion: notice.version, language });
          const today = parseCalendarDate(answer.today);
          if (today === undefined) throw new Error('the server names no day');
          setSession({ page: answer.page, today, phoneField: answer.phoneField });
          dispatch({ kind: 'begun', form: answer.form });
          go('form');
        },
        (refused) => {
          setRefusal(refused);
          if (refused.code === 'consent/notice-outdated' && chosen !== null) void loadNotice(chosen.serviceId);
        },
      ),
    decline: () => {
      setSession(null);
      dispatch({ kind: 'ended' });
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
        go(isPhoneAsked(session, checked.values) ? 'phone' : 'summary');
      }, failed),
    /** @param codeId asked twice under one, it is one message */
    sendCode: (codeId: string) =>
      during(async () => {
        await ask('phoneCode', { attempt: currentAttempt(), codeId, phone: phoneOf(session, kept) }, session?.page);
        setSentCode(codeId);
      }, failed),
    checkCode: (code: string) =>
      during(async () => {
        if (sentCode === null) return;
        const asked = { attempt: currentAttempt(), codeId: sentCode, phone: phoneOf(session, kept), code };
        await ask('phoneCheck', asked, session?.page);
        replace('summary');
      }, failed),
    /** The server allows it where no code can be sent: somebody telephones. */
    callInstead: () => replace('summary'),
    submit: () =>
      during(async () => {
        if (kept === null) return;
        received((await ask('submit', { attempt: currentAttempt(), values: kept }, session?.page)).receipt);
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

/** A reload while it was being submitted: what became of it is asked, not guessed. */
function useReceiptOfBefore(received: (receipt: OnlineReceipt) => void): void {
  const latest = useRef(received);
  latest.current = received;
  useEffect(() => {
    if (!hasAttempt()) return;
    void ask('status', { attempt: currentAttempt() }).then(
      ({ receipt }) => (receipt === null ? undefined : latest.current(receipt)),
      () => undefined,
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
