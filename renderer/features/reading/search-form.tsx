import { type FormEvent, useState } from 'react';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { type Choice, Select } from '#renderer/ui/select.tsx';
import { focusId } from '#renderer/ui/stops.ts';
import { TextInput } from '#renderer/ui/text-input.tsx';
import { documentTypes } from '#src/domain/identity/documents.ts';
import { type RecordFilter, recordFilter } from '#src/domain/reading/schema.ts';
import { verificationState } from '#src/domain/verification/schema.ts';

const everything: RecordFilter = {
  recordId: null,
  document: null,
  from: null,
  to: null,
  branchId: null,
  serviceId: null,
  state: null,
};

const typed = { recordId: '', type: 'resident-id', number: '', from: '', to: '', branchId: '', serviceId: '', state: '' };

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

/** @returns null when the record number is none */
function filterOf(values: typeof typed): RecordFilter | null {
  const number = orNull(values.number);
  const parsed = recordFilter.safeParse({
    recordId: orNull(values.recordId)?.toLowerCase() ?? null,
    document: number === null ? null : { type: values.type, number },
    from: orNull(values.from),
    to: orNull(values.to),
    branchId: orNull(values.branchId),
    serviceId: orNull(values.serviceId),
    state: orNull(values.state),
  });
  return parsed.success ? parsed.data : null;
}

interface SearchFormProps {
  readonly branches: readonly Choice[];
  readonly services: readonly Choice[];
  readonly isBusy: boolean;
  readonly onAsk: (filter: RecordFilter) => void;
}

export function SearchForm({ branches, services, isBusy, onAsk }: SearchFormProps) {
  const { t } = useTexts();
  const [values, setValues] = useState(typed);
  const [isWrong, setWrong] = useState(false);
  const set = (change: Partial<typeof typed>) => setValues({ ...values, ...change });
  const all = { value: '', text: t('reading.all') };
  const ask = (event: FormEvent) => {
    event.preventDefault();
    const filter = filterOf(values);
    setWrong(filter === null);
    if (filter === null) return focusId('reading-record');
    onAsk(filter);
  };
  const clear = () => {
    setValues(typed);
    setWrong(false);
    onAsk(everything);
    focusId('reading-record');
  };
  const common = { error: null, help: '' };
  return (
    <search>
      <form className="central-search" noValidate autoComplete="off" onSubmit={ask}>
        <TextInput
          id="reading-record"
          label={t('reading.recordId')}
          help=""
          error={isWrong ? { code: 'reading/unknown', text: t('reading.recordIdWrong') } : null}
          value={values.recordId}
          maxLength={60}
          onValue={(recordId) => set({ recordId })}
        />
        <Select
          id="reading-document-type"
          label={t('reading.documentType')}
          value={values.type}
          choices={documentTypes.map((type) => ({ value: type, text: t(`documentTypes.${type}`) }))}
          onPick={(type) => set({ type })}
        />
        <TextInput
          {...common}
          id="reading-document-number"
          label={t('reading.documentNumber')}
          value={values.number}
          maxLength={60}
          onValue={(number) => set({ number })}
        />
        <Select
          id="reading-state"
          label={t('reading.state')}
          value={values.state}
          choices={[all, ...verificationState.options.map((one) => ({ value: one, text: t(`reading.states.${one}`) }))]}
          onPick={(state) => set({ state })}
        />
        <TextInput
          {...common}
          id="reading-from"
          type="date"
          label={t('reading.from')}
          value={values.from}
          onValue={(from) => set({ from })}
        />
        <TextInput
          {...common}
          id="reading-to"
          type="date"
          label={t('reading.to')}
          value={values.to}
          onValue={(to) => set({ to })}
        />
        <Select
          id="reading-branch"
          label={t('reading.branch')}
          value={values.branchId}
          choices={[all, ...branches]}
          onPick={(branchId) => set({ branchId })}
        />
        <Select
          id="reading-service"
          label={t('reading.service')}
          value={values.serviceId}
          choices={[all, ...services]}
          onPick={(serviceId) => set({ serviceId })}
        />
        <div className="central-search-actions">
          <Button id="reading-find" type="submit" look="primary" keyName="Enter" disabled={isBusy}>
            {isBusy ? t('reading.busy') : t('reading.find')}
          </Button>
          <Button id="reading-clear" look="quiet" disabled={isBusy} onClick={clear}>
            {t('reading.clear')}
          </Button>
        </div>
      </form>
    </search>
  );
}
