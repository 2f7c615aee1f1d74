// The fields of a saved record: masked until a person asks, for a purpose, and masked again by themselves (R1.3, R5.1).
import { useEffect, useState } from 'react';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { shownForSeconds } from '#renderer/ui/shown-for.ts';
import { focusId } from '#renderer/ui/stops.ts';
import type { RecordDetail } from '#src/contract/ipc/records.ts';
import { viewPurposes } from '#src/domain/records/reopening.ts';
import type { RegistrationId } from '#src/domain/registration/schema.ts';
import type { RecordPageProps } from './records-page-props.ts';
import { useUnmasked, type ViewPurpose } from './use-unmasked.ts';

interface FieldsShownProps extends Pick<RecordPageProps, 'showValue'> {
  readonly recordId: RegistrationId;
  readonly fields: RecordDetail['fields'];
  /** Something was unmasked: the history has a new line. */
  readonly onLooked: () => void;
}

function PurposeChoice(props: { readonly value: ViewPurpose; readonly onPick: (purpose: ViewPurpose) => void }) {
  const { t } = useTexts();
  return (
    <label className="record-purpose" htmlFor="record-purpose">
      {t('records.purpose')}
      <select
        id="record-purpose"
        className="input"
        value={props.value}
        onChange={({ currentTarget }) => {
          const picked = viewPurposes.find((purpose) => purpose === currentTarget.value);
          if (picked !== undefined) props.onPick(picked);
        }}
      >
        {viewPurposes.map((purpose) => (
          <option key={purpose} value={purpose}>
            {t(`records.purposes.${purpose}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

export function FieldsShown({ recordId, fields, showValue, onLooked }: FieldsShownProps) {
  const { t, local } = useTexts();
  const [purpose, setPurpose] = useState<ViewPurpose>('serve-subject');
  const unmasked = useUnmasked(recordId);
  const { values } = unmasked;
  useEffect(() => {
    // The button that was pressed is gone with what it showed.
    if (values !== null && document.activeElement === document.body) focusId('record-hide');
  }, [values]);
  const show = async (field: string | null) => {
    await unmasked.show(field, purpose);
    onLooked();
  };
  return (
    <section aria-labelledby="fields-title">
      <h2 id="fields-title">{t('records.fields')}</h2>
      <div className="record-unmask">
        <PurposeChoice value={purpose} onPick={setPurpose} />
        {values === null ? (
          <Button id="record-show-all" disabled={unmasked.isBusy} onClick={() => void show(null)}>
            {t('records.showAll', { seconds: shownForSeconds })}
          </Button>
        ) : (
          <Button id="record-hide" look="primary" onClick={unmasked.hide}>
            {t('records.hide')}
          </Button>
        )}
        <span className="field-mark">
          {values === null ? t('records.recorded') : t('records.hidesIn', { count: unmasked.secondsLeft })}
        </span>
      </div>
      <RefusalMessage id="record-error" refusal={unmasked.refusal} />
      <dl className="record-fields">
        {fields.map(({ field, masked }) => {
          const value = values?.[field.name] === undefined ? null : showValue(field, values);
          return (
            <div key={field.name} data-shown-field={field.name} data-masked={value === null}>
              <dt>{local(field.label)}</dt>
              <dd>
                <span className={value === null ? 'record-masked' : 'record-plain'}>{value ?? masked}</span>
                {value === null ? (
                  <Button
                    className="record-show"
                    look="quiet"
                    disabled={unmasked.isBusy}
                    aria-label={`${t('records.show')} ${local(field.label)}`}
                    onClick={() => void show(field.name)}
                  >
                    {t('records.show')}
                  </Button>
                ) : null}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
