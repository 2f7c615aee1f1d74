// 新登记: the one page of a registration, by its state. Only here do services, notice, fields and review meet.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAct, useCall } from '#renderer/bridge/queries.ts';
import { DeclinedPage } from '#renderer/features/consent/declined-page.tsx';
import { NoticePage } from '#renderer/features/consent/notice-page.tsx';
import { useRoomRefusal } from '#renderer/features/policy/use-room-refusal.ts';
import { ReceiptPanel } from '#renderer/features/receipts/receipt-panel.tsx';
import { type Capture, type CaptureEvent, type Opened, resumedEvent } from '#renderer/features/registration/capture-state.ts';
import { ServiceList } from '#renderer/features/registration/service-list.tsx';
import { StepsBar } from '#renderer/features/registration/steps-bar.tsx';
import { SubmittedPage } from '#renderer/features/registration/submitted-page.tsx';
import { UnfinishedList } from '#renderer/features/registration/unfinished-list.tsx';
import type { RefusalShown } from '#renderer/i18n/refusal-text.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import type { Language } from '#src/base/language.ts';
import type { SignatureRefusal } from '#src/domain/attachments/schema.ts';
import type { AcceptingParty } from '#src/domain/consent/schema.ts';
import { asksForRepresentative } from '#src/domain/forms/parties.ts';
import type { Service } from '#src/domain/organisation/schema.ts';
import type { FieldValues, RegistrationId } from '#src/domain/registration/schema.ts';
import { FillingPage } from './filling-page.tsx';
import { NoticeSignature } from './notice-signature.tsx';
import './capture.css';

interface CapturePageProps {
  readonly capture: Capture;
  readonly dispatch: (event: CaptureEvent) => void;
  readonly onDiscard: () => void;
  readonly onQueue: () => void;
  readonly onRecord: (recordId: string) => void;
}

interface NoticeStepProps {
  readonly opened: Opened;
  readonly language: Language;
  /** The refused record that goes on under this notice. */
  readonly renews: RegistrationId | null;
  readonly carried?: FieldValues;
  readonly dispatch: (event: CaptureEvent) => void;
}

/** Why the notice that is shown cannot be accepted any more: asked again at every change of the configuration, not only when it is answered. */
function useNoticeRefusal({ service, notice }: Opened): RefusalShown | null {
  const { data, error } = useCall('forms.open', { serviceId: service.id });
  if (error !== null) return error;
  const isOutdated = data !== undefined && (data.notice.id !== notice.id || data.notice.version !== notice.version);
  return isOutdated ? { code: 'consent/notice-outdated', params: {} } : null;
}

function NoticeStep({ opened, language, renews, carried, dispatch }: NoticeStepProps) {
  const { notice, service, form } = opened;
  const [acceptedBy, setAcceptedBy] = useState<AcceptingParty>(carried === undefined ? 'subject' : 'guardian');
  const [isSigning, setSigning] = useState(false);
  const accept = useAct('consent.accept');
  const decline = useAct('consent.decline');
  const resume = useAct('registration.resume');
  const print = useAct('consent.printNotice');
  const [printJob, setPrintJob] = useState<number | null>(null);
  const client = useQueryClient();
  const shown = { serviceId: service.id, noticeId: notice.id, noticeVersion: notice.version, language };
  const gone = useNoticeRefusal(opened);
  const isBusy = accept.isBusy || decline.isBusy || print.isBusy || gone !== null;
  const printNotice = async () => {
    const printed = await print.run(shown);
    if (printed?.ok) setPrintJob(printed.value.printJob);
  };

  const more = { ...(printJob === null ? {} : { printJob }), ...(renews === null ? {} : { renews }) };
  const goOn = async (accepted: { readonly registrationId: RegistrationId; readonly acceptedAt: string }) => {
    if (renews === null) return dispatch({ kind: 'accepted', acceptedBy, ...accepted });
    const resumed = await resume.run({ registrationId: renews });
    if (resumed?.ok) dispatch(resumedEvent(resumed.value));
  };
  const answer = async (isAccepted: boolean, signature?: Uint8Array<ArrayBuffer> | SignatureRefusal) => {
    const given = signature === undefined ? more : { ...more, signature };
    const answered = isAccepted ? await accept.run({ ...shown, acceptedBy, ...given }) : await decline.run(shown);
    if (answered === null) return;
    setSigning(false);
    if (!answered.ok) {
      await client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('forms.') });
    } else if ('registrationId' in answered.value) {
      await goOn(answered.value);
    } else {
      dispatch({ kind: 'declined' });
    }
  };
  const acceptNow = () => {
    if (notice.signature === undefined) void answer(true);
    else setSigning(true);
  };
  return (
    <>
      <NoticePage
        notice={notice}
        serviceName={service.name[language]}
        language={language}
        isBusy={isBusy}
        refusal={gone ?? accept.refusal ?? resume.refusal ?? decline.refusal ?? print.refusal}
        print={{ isBusy: print.isBusy, isPrinted: printJob !== null, onPrint: () => void printNotice() }}
        party={asksForRepresentative(form) ? { chosen: acceptedBy, onChoose: setAcceptedBy } : null}
        onLanguage={(chosen) => dispatch({ kind: 'notice-language', language: chosen })}
        onAccept={acceptNow}
        onDecline={() => void answer(false)}
        onBack={() => dispatch({ kind: 'ended' })}
      />
      {isSigning && notice.signature !== undefined && gone === null ? (
        <NoticeSignature
          notice={notice}
          need={notice.signature.need}
          language={language}
          isBusy={isBusy}
          onAnswer={(signature) => void answer(true, signature)}
          onClose={() => setSigning(false)}
        />
      ) : null}
    </>
  );
}

function ServiceStep({ dispatch }: { readonly dispatch: (event: CaptureEvent) => void }) {
  const { language } = useTexts();
  const open = useAct('forms.open');
  const noRoom = useRoomRefusal();
  const choose = async ({ id }: Service) => {
    const opened = await open.run({ serviceId: id });
    if (opened?.ok) dispatch({ kind: 'opened', opened: opened.value, language });
  };
  return (
    <>
      <UnfinishedList dispatch={dispatch} />
      <ServiceList
        isBusy={open.isBusy || noRoom !== null}
        refusal={noRoom ?? open.refusal}
        onChoose={(service) => void choose(service)}
      />
    </>
  );
}

export function CapturePage({ capture, dispatch, onDiscard, onQueue, onRecord }: CapturePageProps) {
  const { t } = useTexts();
  const next = () => dispatch({ kind: 'ended' });
  const registrationId = capture.at === 'filling' ? capture.registrationId : undefined;
  return (
    <div className="capture" data-view="capture" data-at={capture.at} data-registration-id={registrationId}>
      <h1 className="visually-hidden">{t('capture.title')}</h1>
      <div className="capture-head">
        <StepsBar capture={capture} />
        {capture.at === 'filling' ? (
          <Button id="action-discard" look="quiet" onClick={onDiscard}>
            {t('capture.discard')}
          </Button>
        ) : null}
      </div>
      <div className="capture-body">
        {capture.at === 'service' ? <ServiceStep dispatch={dispatch} /> : null}
        {capture.at === 'notice' ? <NoticeStep {...capture} dispatch={dispatch} /> : null}
        {capture.at === 'declined' ? <DeclinedPage onNext={next} /> : null}
        {capture.at === 'filling' ? <FillingPage key={capture.registrationId} state={capture} dispatch={dispatch} /> : null}
        {capture.at === 'submitted' ? (
          <div className="afterwards">
            <SubmittedPage submitted={capture} onNext={next} onQueue={onQueue} onRecord={() => onRecord(capture.recordId)} />
            <ReceiptPanel recordId={capture.recordId} />
          </div>
        ) : null}
      </div>
    </div>
  );
}
