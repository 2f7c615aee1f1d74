// What the counter offers (R2.1, R2.2): a name, the form it fills and the notice that is shown first.
import { useTexts } from '#renderer/i18n/use-texts.ts';
import type { LocalText } from '#src/base/language.ts';
import type { Catalogue, DesignItem, ServiceDraft } from '#src/domain/design/schema.ts';
import { LineInput, LocalTextInput, SelectInput, type SelectOption } from './controls.tsx';
import { controlId } from './editing.ts';

interface ServiceEditorProps {
  readonly service: ServiceDraft;
  readonly isNew: boolean;
  readonly catalogue: Catalogue;
  /** What is being worked on: a form or a notice may be chosen before it is published, but has to be published first. */
  readonly drafts: readonly DesignItem[];
  readonly onService: (service: ServiceDraft, place: string | null) => void;
}

/** Published ones with their version, then drafts of new ones. */
function useChoices({ catalogue, drafts }: Pick<ServiceEditorProps, 'catalogue' | 'drafts'>) {
  const { t, local } = useTexts();
  return (kind: 'form' | 'notice'): readonly SelectOption[] => {
    const published = kind === 'form' ? catalogue.forms : catalogue.notices;
    const fresh = drafts.flatMap((item) =>
      item.kind === kind && published.every((one) => one.id !== item.content.id) ? [item.content] : [],
    );
    const option = (id: string, title: LocalText, mark: string) => ({ value: id, label: `${local(title) || id} · ${mark}` });
    return [
      ...published.map(({ id, title, version }) => option(id, title, t('design.version', { version }))),
      ...fresh.map(({ id, title }) => option(id, title, t('design.unpublished'))),
    ];
  };
}

/** What was never withdrawn carries no mark: a published service keeps its exact content. */
function withOffer({ isWithdrawn: _isWithdrawn, ...service }: ServiceDraft, isWithdrawn: boolean): ServiceDraft {
  return isWithdrawn ? { ...service, isWithdrawn } : service;
}

export function ServiceEditor({ service, isNew, catalogue, drafts, onService }: ServiceEditorProps) {
  const { t } = useTexts();
  const choices = useChoices({ catalogue, drafts });
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
          options={choices('form')}
          onValue={(formId) => onService({ ...service, formId }, null)}
        />
        <SelectInput
          path="noticeId"
          label={t('design.notice')}
          value={service.noticeId}
          options={choices('notice')}
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
      {isNew ? null : (
        <label className="check">
          <input
            type="checkbox"
            id={controlId('isWithdrawn')}
            checked={service.isWithdrawn === true}
            onChange={(event) => onService(withOffer(service, event.currentTarget.checked), null)}
          />
          {t('design.withdrawn')} <span className="field-mark">{t('design.withdrawnHint')}</span>
        </label>
      )}
      <p className="field-mark">{t('design.serviceHint')}</p>
    </div>
  );
}
