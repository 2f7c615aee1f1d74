// What the subject wants corrected (R8.3). Only the ticked fields are typed; what stands in the record is not shown to who takes it in.
import { type FormEvent, type ReactNode, useState } from 'react';
import { usePersonAct } from '#renderer/bridge/as-person.tsx';
import { useToday } from '#renderer/bridge/today.tsx';
import { fullTime } from '#renderer/i18n/formats.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { focusId } from '#renderer/ui/stops.ts';
import { TextInput } from '#renderer/ui/text-input.tsx';
import type { RequestDetail } from '#src/contract/sync/subject-requests.ts';
import type { FieldError } from '#src/domain/forms/field-error.ts';
import type { FieldDefinition } from '#src/domain/forms/schema.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import { correctableFields, wantedErrors } from '#src/domain/subject-requests/application.ts';
import type { SubjectRecord } from '#src/domain/subject-requests/copy.ts';
import { longestProofNote } from '#src/domain/subject-requests/proof-note.ts';
import { correctionProofs } from '#src/domain/subject-requests/schema.ts';
import { Choice } from './choice.tsx';

/** How a field of a form is typed; the frame gives it, because forms are another feature's. */
export type ShowField = (props: {
  readonly field: FieldDefinition;
  readonly value: string;
  readonly error: FieldError | null;
  readonly onValue: (value: string) => void;
}) => ReactNode;

interface ApplicationPartProps {
  readonly request: RequestDetail;
  readonly showField: ShowField;
  readonly onDone: (request: RequestDetail) => void;
}

interface FieldsProps {
  readonly record: SubjectRecord;
  readonly wanted: FieldValues;
  readonly errors: readonly FieldError[];
  readonly showField: ShowField;
  readonly onWanted: (wanted: FieldValues) => void;
}

function Fields({ record, wanted, errors, showField, onWanted }: FieldsProps) {
  const { t, local } = useTexts();
  const toggle = (name: string, isOn: boolean) => {
    const { [name]: _off, ...rest } = wanted;
    onWanted(isOn ? { ...wanted, [name]: '' } : rest);
  };
  return (
    <fieldset id="apply-fields">
      <legend className="field-label">{t('requests.fields')}</legend>
      {correctableFields(record.form).map((field) => {
        const { name } = field;
        const value = wanted[name];
        return (
          <div key={name} className="requests-wanted" data-wanted={name}>
            <label className="check">
              <input
                type="checkbox"
                id={`apply-${name}`}
                checked={value !== undefined}
                onChange={(event) => toggle(name, event.currentTarget.checked)}
              />
              <span>{local(field.label)}</span>
            </label>
            {value === undefined
              ? null
              : showField({
                  field,
                  value,
                  error: errors.find((one) => one.field === name) ?? null,
                  onValue: (next) => onWanted({ ...wanted, [name]: next }),
                })}
          </div>
        );
      })}
    </fieldset>
  );
}

export function ApplicationPart({ request, showField, onDone }: ApplicationPartProps) {
  const { t, local } = useTexts();
  const today = useToday();
  const { records, requestId } = request;
  const [recordId, setRecordId] = useState<string>(records.length === 1 ? (records[0]?.recordId ?? '') : '');
  const [wanted, setWanted] = useState<FieldValues>({});
  const [proof, setProof] = useState('');
  const [note, setNote] = useState('');
  const [isTried, setTried] = useState(false);
  const sending = usePersonAct('requests.applyFor');
  const record = records.find((one) => one.recordId === recordId);
  const errors = record === undefined || !isTried ? [] : wantedErrors(record.form, wanted, today);
  const isEmpty = Object.keys(wanted).length === 0;
  const chosenProof = correctionProofs.find((one) => one === proof);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (record === undefined) return focusId('apply-record');
    const [first] = wantedErrors(record.form, wanted, today);
    if (first !== undefined) return focusId(`field-${first.field}`);
    if (isEmpty) return focusId(`apply-${correctableFields(record.form)[0]?.name ?? ''}`);
    if (chosenProof === undefined) return focusId('apply-proof');
    const asked = { requestId, recordId: record.recordId, revision: record.revision, wanted, proof: chosenProof, note };
    const answer = await sending.run(asked);
    if (answer?.ok === true && answer.value.request !== null) onDone(answer.value.request);
  };

  if (records.length === 0) return <p id="apply-none">{t('requests.noRecords')}</p>;
  return (
    <form id="apply-form" className="requests-form" noValidate autoComplete="off" onSubmit={(event) => void submit(event)}>
      <h3>{t('requests.applyTitle')}</h3>
      <p className="requests-soft">{t('requests.applyText')}</p>
      <Choice
        id="apply-record"
        label={t('requests.record')}
        value={recordId}
        options={records.map((one) => [
          one.recordId,
          t('requests.recordOption', {
            service: local(one.serviceName),
            at: fullTime(one.submittedAt),
            revision: one.revision,
          }),
        ])}
        onValue={(chosen) => {
          setRecordId(chosen);
          setWanted({});
        }}
      />
      {record === undefined ? null : (
        <Fields record={record} wanted={wanted} errors={errors} showField={showField} onWanted={setWanted} />
      )}
      {isTried && isEmpty && record !== undefined ? (
        <p className="field-error" role="alert" id="apply-nothing">
          {t('requests.nothingChosen')}
        </p>
      ) : null}
      <Choice
        id="apply-proof"
        label={t('requests.proof')}
        value={proof}
        options={correctionProofs.map((one) => [one, t(`requests.proofs.${one}`)] as const)}
        onValue={setProof}
        error={isTried && chosenProof === undefined ? { code: 'forms/required', text: t('requests.proofNeeded') } : null}
      />
      <TextInput
        id="apply-note"
        label={t('requests.note')}
        help={t('requests.noteHelp')}
        error={null}
        value={note}
        maxLength={longestProofNote}
        onValue={setNote}
      />
      <RefusalMessage id="apply-error" refusal={sending.refusal} />
      <div>
        <Button id="apply-submit" look="primary" type="submit" disabled={sending.isBusy}>
          {sending.isBusy ? t('requests.busy') : t('requests.apply')}
        </Button>
      </div>
      {sending.dialog}
    </form>
  );
}
