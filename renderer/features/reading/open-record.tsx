// One record: a class of its values is opened for a purpose, stands for half a minute, and is gone (R1.3, R5.1).
import { useState } from 'react';
import type { Output } from '#renderer/bridge/api.ts';
import { usePersonAct } from '#renderer/bridge/as-person.tsx';
import { RefusalMessage } from '#renderer/i18n/refusal-message.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { SealedPicture } from '#renderer/pictures/sealed-picture.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { useKeys } from '#renderer/ui/keys.ts';
import { Select } from '#renderer/ui/select.tsx';
import { shownForSeconds, useShownFor } from '#renderer/ui/shown-for.ts';
import type { ListedPicture } from '#src/domain/attachments/schema.ts';
import type { FieldDefinition } from '#src/domain/forms/schema.ts';
import type { ReadingPurpose } from '#src/domain/reading/grants.ts';
import type { ListedRecord } from '#src/domain/reading/schema.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';

type Right = Output<'reading.rights'>['classes'][number];

export type ShowValue = (field: FieldDefinition, values: FieldValues) => string | null;

interface PicturesPartProps {
  readonly opened: Output<'reading.open'>;
  readonly purpose: ReadingPurpose;
}

/** The pictures of an opened class: listed with it, each asked for by itself and gone with it. */
function PicturesPart({ opened: { recordId, className, fields, pictures }, purpose }: PicturesPartProps) {
  const opening = usePersonAct('reading.picture');
  const open = async ({ id: attachmentId }: ListedPicture) => {
    const answer = await opening.run({ recordId, className, purpose, attachmentId });
    return answer?.ok === true ? answer.value.picture : null;
  };
  return (
    <>
      {pictures.map((one) => (
        <SealedPicture key={one.id} listed={one} fields={fields} isBusy={opening.isBusy} open={() => open(one)} />
      ))}
      <RefusalMessage refusal={opening.refusal} />
      {opening.dialog}
    </>
  );
}

interface ClassPartProps {
  readonly showValue: ShowValue;
  readonly record: ListedRecord;
  readonly right: Right;
  readonly isFirst: boolean;
}

function ClassPart({ showValue, record, right: { className, purposes }, isFirst }: ClassPartProps) {
  const { t, local } = useTexts();
  const [purpose, setPurpose] = useState<ReadingPurpose | null>(purposes[0] ?? null);
  const opening = usePersonAct('reading.open');
  const shown = useShownFor<Output<'reading.open'>>();
  const open = async () => {
    if (purpose === null) return;
    const answer = await opening.run({ recordId: record.recordId, className, purpose });
    if (answer?.ok === true) shown.show(answer.value);
  };
  const given = (shown.value?.fields ?? []).filter(
    ({ name, input }) => input.kind !== 'image' && shown.value?.values[name] !== undefined,
  );
  const isBare = given.length === 0 && shown.value?.pictures.length === 0;
  // An organisation may name classes as it likes; these come with the product.
  const known = (['identity', 'contact', 'supplementary'] as const).find((one) => one === className);
  const id = `reading-class-${className}`;
  return (
    <section className="central-class" data-class={className} data-shown={shown.value !== null} aria-labelledby={id}>
      <h2 id={id}>{t('reading.classTitle', { className: known === undefined ? className : t(`reading.classes.${known}`) })}</h2>
      <div className="central-class-bar">
        <Select
          id={`reading-purpose-${className}`}
          label={t('reading.purposeLabel')}
          value={purpose ?? ''}
          choices={purposes.map((one) => ({ value: one, text: t(`reading.purpose.${one}`) }))}
          onPick={(picked) => setPurpose(purposes.find((one) => one === picked) ?? null)}
        />
        {shown.value === null ? (
          <Button
            className="central-read"
            look={isFirst ? 'primary' : 'plain'}
            disabled={opening.isBusy}
            autoFocus={isFirst}
            onClick={() => void open()}
          >
            {opening.isBusy ? t('reading.busy') : t('reading.read', { seconds: shownForSeconds })}
          </Button>
        ) : (
          <Button className="central-hide" look="primary" onClick={shown.hide}>
            {t('reading.hide', { seconds: shown.secondsLeft })}
          </Button>
        )}
      </div>
      <RefusalMessage refusal={opening.refusal} />
      {isBare ? <p className="central-none">{t('reading.noValues')}</p> : null}
      {given.length === 0 ? null : (
        <dl className="central-values">
          {given.map((field) => (
            <div key={field.name} data-field={field.name}>
              <dt>{local(field.label)}</dt>
              <dd>{showValue(field, shown.value?.values ?? {})}</dd>
            </div>
          ))}
        </dl>
      )}
      {shown.value === null || purpose === null ? null : <PicturesPart opened={shown.value} purpose={purpose} />}
      {opening.dialog}
    </section>
  );
}

interface OpenRecordProps {
  readonly showValue: ShowValue;
  readonly record: ListedRecord;
  readonly rights: readonly Right[];
  readonly onBack: () => void;
}

export function OpenRecord({ showValue, record, rights, onBack }: OpenRecordProps) {
  const { t } = useTexts();
  useKeys({ escape: { text: t('reading.back'), act: onBack } });
  return (
    <div id="reading-record-page" className="central-page" data-record-id={record.recordId}>
      <div className="actions">
        <h1>{t('reading.recordTitle', { reference: record.recordId.slice(0, 8) })}</h1>
        <Button id="reading-back" keyName="Esc" autoFocus={rights.length === 0} onClick={onBack}>
          {t('reading.back')}
        </Button>
      </div>
      <p>{t('reading.recordText', { seconds: shownForSeconds })}</p>
      {rights.length === 0 ? <p id="reading-no-rights">{t('reading.noRights')}</p> : null}
      {rights.map((right, index) => (
        <ClassPart key={right.className} showValue={showValue} record={record} right={right} isFirst={index === 0} />
      ))}
    </div>
  );
}
