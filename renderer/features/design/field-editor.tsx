// One field of a form: what it is called, what it holds, why it is asked (R1.4, R2.6), and when.
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { withConditions } from '#src/domain/design/edits.ts';
import type { FieldDraft, FormDraft } from '#src/domain/design/schema.ts';
import { ConditionEditor } from './condition-editor.tsx';
import { LineInput, LocalTextInput, SelectInput } from './controls.tsx';
import { InputSettings } from './input-settings.tsx';

interface FieldEditorProps {
  readonly form: FormDraft;
  readonly index: number;
  readonly field: FieldDraft;
  readonly classes: readonly string[];
  readonly onField: (field: FieldDraft, place: string | null) => void;
}

/** The subject's own fields carry no mark: a published form keeps its exact content. */
function withParty({ party: _party, ...field }: FieldDraft, party: string): FieldDraft {
  return party === 'representative' ? { ...field, party } : field;
}

export function FieldEditor({ form, index, field, classes, onField }: FieldEditorProps) {
  const { t } = useTexts();
  const path = `fields.${index}`;
  const earlier = form.fields.slice(0, index);
  const { showWhen, requireWhen } = field;
  return (
    <div className="design-field" id="design-field" data-name={field.name}>
      <LocalTextInput
        path={`${path}.label`}
        label={t('design.label')}
        value={field.label}
        onValue={(label, place) => onField({ ...field, label }, place)}
      />
      <LocalTextInput
        path={`${path}.help`}
        label={t('design.help')}
        hint={t('design.helpHint')}
        value={field.help}
        onValue={(help, place) => onField({ ...field, help }, place)}
      />
      <LocalTextInput
        path={`${path}.purpose`}
        label={t('design.purpose')}
        hint={t('design.purposeHint')}
        rows={2}
        value={field.purpose}
        onValue={(purpose, place) => onField({ ...field, purpose }, place)}
      />
      <LocalTextInput
        path={`${path}.necessity`}
        label={t('design.necessity')}
        hint={t('design.necessityHint')}
        rows={2}
        value={field.necessity}
        onValue={(necessity, place) => onField({ ...field, necessity }, place)}
      />
      <div className="design-pair">
        <LineInput
          path={`${path}.name`}
          label={t('design.name')}
          hint={t('design.nameHint')}
          value={field.name}
          onValue={(name) => onField({ ...field, name }, `${path}.name`)}
        />
        <SelectInput
          path={`${path}.class`}
          label={t('design.class')}
          hint={t('design.classHint')}
          value={field.class}
          options={classes.map((value) => ({ value, label: value }))}
          onValue={(value) => onField({ ...field, class: value }, null)}
        />
        <SelectInput
          path={`${path}.part`}
          label={t('design.part')}
          value={field.part}
          options={(['core', 'supplementary'] as const).map((value) => ({ value, label: t(`design.parts.${value}`) }))}
          onValue={(part) => onField({ ...field, part: part === 'core' ? 'core' : 'supplementary' }, null)}
        />
        <SelectInput
          path={`${path}.party`}
          label={t('design.party')}
          value={field.party ?? 'subject'}
          options={(['subject', 'representative'] as const).map((value) => ({ value, label: t(`design.parties.${value}`) }))}
          onValue={(party) => onField(withParty(field, party), null)}
        />
      </div>
      <InputSettings
        path={`${path}.input`}
        form={form}
        field={field}
        onInput={(input, place) => onField({ ...field, input }, place)}
      />
      <ConditionEditor
        path={`${path}.showWhen`}
        label={t('design.showWhen')}
        otherwise={t('design.showAlways')}
        condition={showWhen}
        earlier={earlier}
        onCondition={(changed) => onField(withConditions(field, { showWhen: changed, requireWhen }), null)}
      />
      <ConditionEditor
        path={`${path}.requireWhen`}
        label={t('design.requireWhen')}
        otherwise={t(`design.requireAlways.${field.part}`)}
        condition={requireWhen}
        earlier={earlier}
        onCondition={(changed) => onField(withConditions(field, { showWhen, requireWhen: changed }), null)}
      />
    </div>
  );
}
