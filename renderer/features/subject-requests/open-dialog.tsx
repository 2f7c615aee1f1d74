// Taking a request in: the document is checked first, and its number finds the subject (R8.1).
import { type FormEvent, useState } from 'react';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { RadioGroup } from '#renderer/ui/radio-group.tsx';
import { focusId } from '#renderer/ui/stops.ts';
import { TextInput } from '#renderer/ui/text-input.tsx';
import type { RequestDetail } from '#src/contract/sync/subject-requests.ts';
import { documentTypes } from '#src/domain/identity/documents.ts';
import { requestKinds } from '#src/domain/subject-requests/schema.ts';
import { Choice } from './choice.tsx';
import { useAsking } from './use-requests.ts';

interface OpenDialogProps {
  readonly onCancel: () => void;
  readonly onOpened: (request: RequestDetail) => void;
}

export function OpenDialog({ onCancel, onOpened }: OpenDialogProps) {
  const { t } = useTexts();
  // Chosen once: pressed twice, or sent again after a lost answer, it is one request.
  const [requestId] = useState(() => crypto.randomUUID());
  const [kind, setKind] = useState('query');
  const [type, setType] = useState('resident-id');
  const [number, setNumber] = useState('');
  const [isSeen, setSeen] = useState(false);
  const [isTried, setTried] = useState(false);
  const { ask, isBusy, refusal, dialog } = useAsking();
  const requestKind = requestKinds.find((one) => one === kind);
  const documentType = documentTypes.find((one) => one === type);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (number.trim() === '') return focusId('request-document-number');
    if (!isSeen) return focusId('request-seen');
    if (requestKind === undefined || documentType === undefined) return;
    const answer = await ask({ kind: 'open', requestId, requestKind, documentType, documentNumber: number.trim() });
    if (answer?.request !== null && answer?.request !== undefined) onOpened(answer.request);
    else focusId('request-document-number');
  };
  const numberError = isTried && number.trim() === '' ? { code: 'forms/required', text: t('requests.numberNeeded') } : null;
  return (
    <>
      <Dialog
        title={t('requests.openTitle')}
        onCancel={isBusy ? () => undefined : onCancel}
        actions={
          <>
            <Button id="request-cancel" keyName="Esc" disabled={isBusy} onClick={onCancel}>
              {t('requests.cancel')}
            </Button>
            <Button id="request-confirm" look="primary" keyName="Enter" type="submit" form="request-form" disabled={isBusy}>
              {isBusy ? t('requests.busy') : t('requests.openConfirm')}
            </Button>
          </>
        }
      >
        <form id="request-form" className="requests-form" noValidate autoComplete="off" onSubmit={(event) => void submit(event)}>
          <p>{t('requests.openText')}</p>
          <RadioGroup
            id="request-kind"
            label={t('requests.kind')}
            help=""
            error={null}
            options={requestKinds.map((value) => ({ value, label: t(`requests.kinds.${value}`) }))}
            value={kind}
            isDisabled={false}
            onPick={setKind}
            onPicked={() => focusId('request-document-number')}
          />
          <Choice
            id="request-document-type"
            label={t('requests.documentType')}
            value={type}
            options={documentTypes.map((value) => [value, t(`documentTypes.${value}`)] as const)}
            onValue={setType}
          />
          <TextInput
            id="request-document-number"
            label={t('requests.documentNumber')}
            help=""
            error={numberError}
            value={number}
            maxLength={100}
            autoFocus
            data-first=""
            onValue={setNumber}
          />
          <label className="check">
            <input
              type="checkbox"
              id="request-seen"
              checked={isSeen}
              aria-invalid={isTried && !isSeen}
              onChange={(event) => setSeen(event.currentTarget.checked)}
            />
            <span>{t('requests.seen')}</span>
          </label>
          {isTried && !isSeen ? (
            <p className="field-error" role="alert" id="request-seen-error">
              {t('requests.seenNeeded')}
            </p>
          ) : null}
          <RefusalMessage
            id="request-error"
            refusal={refusal}
            text={refusal?.code === 'server/unreachable' ? t('requests.offline') : undefined}
          />
        </form>
      </Dialog>
      {dialog}
    </>
  );
}
