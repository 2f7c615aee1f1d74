// What the counter offers (R2.1, R2.2): a name, the form it fills and the notice that is shown first.
import { useTexts } from '#renderer/i18n/use-texts.ts';
import type { Catalogue, ServiceDraft } from '#src/domain/design/schema.ts';
import { LineInput, LocalTextInput, SelectInput } from './controls.tsx';
import { controlId } from './editing.ts';

interface ServiceEditorProps {
  readonly service: ServiceDraft;
  readonly isNew: boolean;
  readonly catalogue: Catalogue;
  readonly onService: (service: ServiceDraft, place: string | null) => void;
}

export function ServiceEditor({ service, isNew, catalogue, onService }: ServiceEditorProps) {
  const { t, local } = useTexts();
  const titled = (all: Catalogue['forms'] | Catalogue['notices']) =>
    all.map((one) => ({ value: one.id, label: `${local(one.title)} · ${t('design.version', { version: one.version })}` }));
  return (
    <div className="design-body design-service">
      <LocalTextInput
        path="name"
        label={t('design.serviceName')}
        value={service.name}
        onValue={(name, place) => onService({ ...service, name }, place)}
      />
      <div className="design-pair">
        <SelectInput
          path="kind"
          label={t('design.serviceKind')}
          value={service.kind}
          options={(['core', 'activity'] as const).map((value) => ({ value, label: t(`capture.${value}`) }))}
          onValue={(kind) => onService({ ...service, kind: kind === 'core' ? 'core' : 'activity' }, null)}
        />
        <LineInput
          path="id"
          label={t('design.id')}
          hint={t('design.idHint')}
          value={service.id}
          isDisabled={!isNew}
          onValue={(id) => onService({ ...service, id }, 'id')}
        />
        <SelectInput
          path="formId"
          label={t('design.form')}
          value={service.formId}
          options={titled(catalogue.forms)}
          onValue={(formId) => onService({ ...service, formId }, null)}
        />
        <SelectInput
          path="noticeId"
          label={t('design.notice')}
          value={service.noticeId}
          options={titled(catalogue.notices)}
          onValue={(noticeId) => onService({ ...service, noticeId }, null)}
        />
      </div>
      <label className="check">
        <input
          type="checkbox"
          id={controlId('needsSecondReview')}
          checked={service.needsSecondReview}
          onChange={(event) => onService({ ...service, needsSecondReview: event.currentTarget.checked }, null)}
        />
        {t('design.secondReview')}
      </label>
      <p className="field-mark">{t('design.serviceHint')}</p>
    </div>
  );
}
