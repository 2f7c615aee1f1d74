// Reading a document into the form: by F2 from the reader's service, or by a keyboard-wedge reader at any moment. What was read is shown
// first; the clerk takes it or leaves it. Taking fills the person in whose part of the form the focus was.
import { useRef, useState } from 'react';
import { call } from '#renderer/bridge/api.ts';
import { useAct, useCall } from '#renderer/bridge/queries.ts';
import { useToday } from '#renderer/bridge/today.tsx';
import { ReadingDialog } from '#renderer/features/documents/reading-dialog.tsx';
import { useWedge } from '#renderer/features/documents/use-wedge.ts';
import type { CaptureEvent, Filling } from '#renderer/features/registration/capture-state.ts';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { useKeys } from '#renderer/ui/keys.ts';
import { focusId } from '#renderer/ui/stops.ts';
import type { DocumentReading as Reading } from '#src/domain/documents/reading.ts';
import { usualWedge } from '#src/domain/documents/wedge.ts';
import type { FieldError } from '#src/domain/forms/field-error.ts';
import { restoredValues, takenValues } from './take-reading.ts';

interface DocumentReadingProps {
  readonly state: Filling;
  /** While the registration is being saved nothing may change it. */
  readonly isBlocked: boolean;
  readonly dispatch: (event: CaptureEvent) => void;
}

interface Shown {
  readonly reading: Reading;
  /** The field that had the focus: whose document it is. */
  readonly at: string | null;
}

function focusedField(): string | null {
  return document.activeElement?.closest<HTMLElement>('[data-field]')?.dataset.field ?? null;
}

export function DocumentReading({ state, isBlocked, dispatch }: DocumentReadingProps) {
  const { t } = useTexts();
  const today = useToday();
  const { data } = useCall('documents.reader', {});
  const read = useAct('documents.read');
  const [shown, setShown] = useState<Shown | null>(null);
  const askedAt = useRef<string | null>(null);
  const { registrationId } = state;

  const ask = async () => {
    if (data?.hasService !== true || read.isBusy || isBlocked) return;
    askedAt.current = focusedField();
    const answer = await read.run({ registrationId });
    if (answer?.ok) setShown({ reading: answer.value, at: askedAt.current });
    else if (askedAt.current !== null) focusId(`field-${askedAt.current}`);
  };
  useKeys(data?.hasService === true ? { f2: { text: t('reader.key'), act: () => void ask() } } : {});
  useWedge({
    settings: data?.wedge ?? usualWedge,
    today,
    remember: () => ({ values: state.values, errors: state.errors, at: focusedField() }),
    onReading: (reading, before) => {
      if (isBlocked) return;
      const errors: Record<string, FieldError | null> = Object.fromEntries(
        Object.keys({ ...state.errors, ...before.errors }).map((name) => [name, before.errors[name] ?? null]),
      );
      dispatch({ kind: 'typed', values: restoredValues(state.values, before.values), errors });
      void call('documents.typed', { registrationId });
      setShown({ reading, at: before.at });
    },
  });

  const leave = () => {
    setShown(null);
    if (read.isBusy) void call('documents.cancel', {});
  };
  const take = () => {
    if (shown === null) return;
    const taken = takenValues(state, shown.reading, shown.at, today);
    dispatch({ kind: 'typed', ...taken, source: 'reader' });
    setShown(null);
    // The next thing no document says.
    const next = state.opened.form.fields.find(
      ({ name, part }) => part === 'core' && ({ ...state.values, ...taken.values }[name] ?? '') === '',
    );
    requestAnimationFrame(() => focusId(next === undefined ? 'action-review' : `field-${next.name}`));
  };

  return (
    <>
      {data?.hasService === true ? (
        <div className="actions">
          <Button id="read-document" keyName="F2" disabled={read.isBusy} onClick={() => void ask()}>
            {t('reader.key')}
          </Button>
        </div>
      ) : null}
      <RefusalMessage id="reader-error" refusal={read.refusal} isCalm={read.refusal?.code === 'reader/cancelled'} />
      {read.isBusy || shown !== null ? <ReadingDialog reading={shown?.reading ?? null} onTake={take} onLeave={leave} /> : null}
    </>
  );
}
