// A correction of one field (R8.3): what stands there, what is right, and what proves it.
import { useReducer, useState } from 'react';
import { shownValue } from '#renderer/features/forms/shown-value.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { base64Of } from '#renderer/pictures/base64.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { focusId } from '#renderer/ui/stops.ts';
import { TextInput } from '#renderer/ui/text-input.tsx';
import type { CalendarDate } from '#src/base/calendar-date.ts';
import { longestProofNote } from '#src/domain/subject-requests/proof-note.ts';
import { correctionProofs } from '#src/domain/subject-requests/schema.ts';
import { RefusalNote } from '../app/refusal.tsx';
import { StepTitle } from '../app/step-title.tsx';
import { type Draft, nextDraft, valuesToSend } from '../form/draft.ts';
import type { DrawnPicture } from '../form/drawn-pictures.ts';
import { useFilledForm } from '../form/use-filled-form.tsx';
import { useWords } from '../texts/use-words.ts';
import { correctable, correctionForm } from './correction-form.ts';
import type { OwnRecord } from './own-step.tsx';
import { type PictureFault, ProofPictures, picturesId } from './proof-pictures.tsx';
import type { Own } from './use-own.ts';

interface CorrectStepProps {
  readonly record: OwnRecord;
  readonly today: CalendarDate;
  readonly own: Own;
}

interface SelectProps {
  readonly id: string;
  readonly label: string;
  readonly help: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onValue: (value: string) => void;
}

function Select({ id, label, help, value, options, onValue }: SelectProps) {
  const words = useWords();
  return (
    <Field id={id} label={label} help={help} error={null}>
      <select id={id} className="input" data-stop="" value={value} onChange={(event) => onValue(event.currentTarget.value)}>
        {value === '' ? <option value="">{words.own.choose}</option> : null}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

interface Given {
  readonly pictures: readonly DrawnPicture[];
  readonly fault: PictureFault | null;
}

function nothingYet({ form }: OwnRecord): Draft {
  return { form: { ...form, fields: [] }, acceptedBy: 'subject', values: {}, agreed: [], errors: {} };
}

export function CorrectStep({ record, today, own }: CorrectStepProps) {
  const words = useWords();
  const texts = useTexts();
  const [requestId] = useState(() => crypto.randomUUID());
  const [name, setName] = useState('');
  const [proof, setProof] = useState<(typeof correctionProofs)[number]>('identity-document');
  const [note, setNote] = useState('');
  const [{ pictures, fault }, setGiven] = useState<Given>({ pictures: [], fault: null });
  const [held, dispatch] = useReducer(nextDraft, record, nothingYet);
  const draft = held ?? nothingYet(record);
  const { root, press, asked, field, facts, submit } = useFilledForm(draft, today, dispatch);
  const chosen = record.form.fields.find((one) => one.name === name);
  const choose = (chosenName: string) => {
    setName(chosenName);
    dispatch({ kind: 'begun', form: correctionForm(record.form, chosenName) });
  };
  const send = () => {
    if (pictures.length === 0) {
      setGiven({ pictures, fault: 'missing' });
      return focusId(picturesId);
    }
    const { recordId, revision } = record;
    const asks = { requestId, recordId, revision, values: valuesToSend(draft), proof, note };
    void own.sendCorrection({ ...asks, pictures: pictures.map(({ bytes }) => base64Of(bytes)) }, (errors) =>
      dispatch({ kind: 'checked', errors: Object.fromEntries(errors.map((error) => [error.field, error])) }),
    );
  };
  return (
    <form
      ref={root}
      className="step"
      data-step="correct"
      noValidate
      autoComplete="off"
      onSubmit={submit(send)}
      onKeyDownCapture={press}
    >
      <StepTitle note={texts.local(record.serviceName)}>{words.own.correctTitle}</StepTitle>
      <p>{words.own.correctText}</p>
      <section className="fields">
        <Select
          id="correct-field"
          label={words.own.field}
          help={chosen === undefined ? '' : `${words.own.present} ${shownValue(chosen, record.values, texts) ?? words.own.empty}`}
          value={name}
          options={correctable(record.form).map((one) => ({ value: one.name, label: texts.local(one.label) }))}
          onValue={choose}
        />
        {asked.map((one) => (
          <div key={one.field.name} data-field={one.field.name}>
            {field(one)}
            {facts(one)}
          </div>
        ))}
        <Select
          id="correct-proof"
          label={words.own.proof}
          help={words.own.proofHelp}
          value={proof}
          options={correctionProofs.map((one) => ({ value: one, label: words.own.proofs[one] }))}
          onValue={(value) => setProof(correctionProofs.find((one) => one === value) ?? proof)}
        />
        <ProofPictures
          {...{ pictures, fault }}
          isBusy={own.isBusy}
          onPictures={(given, wrong) => setGiven({ pictures: given, fault: wrong })}
        />
        <TextInput
          id="correct-note"
          label={words.own.note}
          help={words.own.noteHelp}
          error={null}
          maxLength={longestProofNote}
          data-stop=""
          value={note}
          onValue={setNote}
        />
      </section>
      <RefusalNote refusal={own.refusal} />
      <div className="acts">
        <Button id="correct-send" type="submit" look="primary" isLarge data-stop="" disabled={own.isBusy || name === ''}>
          {words.own.sendRequest}
        </Button>
        <Button id="step-back" look="quiet" disabled={own.isBusy} onClick={own.back}>
          {words.back}
        </Button>
      </div>
    </form>
  );
}
