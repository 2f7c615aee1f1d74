import { type FormEvent, useState } from 'react';
import { useCall } from '#renderer/bridge/queries.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Select } from '#renderer/ui/select.tsx';
import { focusId } from '#renderer/ui/stops.ts';
import { TextInput } from '#renderer/ui/text-input.tsx';
import { everyRestriction, type RestrictionFilter, restrictionFilter } from '#src/domain/restriction/filter.ts';

interface RestrictionsFilterProps {
  readonly isBusy: boolean;
  /** Each is a look of its own, and written down as one. */
  readonly onAsk: (filter: RestrictionFilter) => void;
}

const nothing = { state: '', branchId: '', recordId: '' };

export function RestrictionsFilter({ isBusy, onAsk }: RestrictionsFilterProps) {
  const { t, local } = useTexts();
  const { data } = useCall('devices.branches', {});
  const [values, setValues] = useState(nothing);
  const [isWrong, setWrong] = useState(false);
  const set = (change: Partial<typeof nothing>) => setValues({ ...values, ...change });
  const all = { value: '', text: t('restrictions.filter.all') };
  const ask = (event: FormEvent) => {
    event.preventDefault();
    const parsed = restrictionFilter.safeParse({
      state: values.state || null,
      branchId: values.branchId || null,
      recordId: values.recordId.trim().toLowerCase() || null,
    });
    setWrong(!parsed.success);
    if (parsed.success) onAsk(parsed.data);
    else focusId('restrictions-record');
  };
  const clear = () => {
    setValues(nothing);
    setWrong(false);
    onAsk(everyRestriction);
    focusId('restrictions-record');
  };
  return (
    <search>
      <form className="restrictions-filter" noValidate autoComplete="off" onSubmit={ask}>
        <TextInput
          id="restrictions-record"
          label={t('restrictions.filter.record')}
          help=""
          error={isWrong ? { code: 'restriction/unknown', text: t('restrictions.filter.recordWrong') } : null}
          value={values.recordId}
          maxLength={60}
          onValue={(recordId) => set({ recordId })}
        />
        <Select
          id="restrictions-branch"
          label={t('restrictions.filter.branch')}
          value={values.branchId}
          choices={[all, ...(data?.branches ?? []).map(({ id, name }) => ({ value: id, text: local(name) }))]}
          onPick={(branchId) => set({ branchId })}
        />
        <Select
          id="restrictions-state"
          label={t('restrictions.columns.state')}
          value={values.state}
          choices={[
            all,
            ...(['restricted', 'suspended'] as const).map((value) => ({ value, text: t(`restriction.states.${value}`) })),
          ]}
          onPick={(state) => set({ state })}
        />
        <div className="restrictions-filter-actions">
          <Button id="restrictions-find" type="submit" look="primary" keyName="Enter" disabled={isBusy}>
            {isBusy ? t('restrictions.busy') : t('restrictions.filter.find')}
          </Button>
          <Button id="restrictions-clear" look="quiet" disabled={isBusy} onClick={clear}>
            {t('restrictions.filter.clear')}
          </Button>
        </div>
      </form>
    </search>
  );
}
