import { useTexts } from '#renderer/i18n/use-texts.ts';
import { addField, moved, removeField, setField } from '#src/domain/design/edits.ts';
import type { Catalogue, FormDraft } from '#src/domain/design/schema.ts';
import type { PublishingProblem } from '#src/domain/forms/publishing.ts';
import { ChecksEditor } from './checks-editor.tsx';
import { LineInput, LocalTextInput } from './controls.tsx';
import { changeAndFocus } from './editing.ts';
import { FieldEditor } from './field-editor.tsx';
import { FieldList } from './field-list.tsx';
import { SignatureSetting, withSignature } from './signature-setting.tsx';

interface FormEditorProps {
  readonly form: FormDraft;
  readonly isNew: boolean;
  readonly catalogue: Catalogue;
  readonly problems: readonly PublishingProblem[];
  readonly selected: number;
  readonly onSelect: (index: number) => void;
  readonly onForm: (form: FormDraft, place: string | null) => void;
}

/** Which field a problem is about. */
export function fieldOf(path: string): number | null {
  const index = /^fields\.(\d+)/u.exec(path)?.[1];
  return index === undefined ? null : Number(index);
}

export function FormEditor({ form, isNew, catalogue, problems, selected, onSelect, onForm }: FormEditorProps) {
  const { t } = useTexts();
  const field = form.fields[selected];
  const wrong = new Set(problems.flatMap(({ path }) => fieldOf(path) ?? []));
  const add = () => {
    const at = form.fields.length === 0 ? -1 : selected;
    const fieldClass = field?.class ?? catalogue.classes[0] ?? '';
    changeAndFocus(
      () => {
        onForm(addField(form, at, fieldClass), null);
        onSelect(at + 1);
      },
      `fields.${at + 1}.label.zh-CN`,
    );
  };
  return (
    <div className="design-form">
      <FieldList
        fields={form.fields}
        selected={selected}
        wrong={wrong}
        onSelect={onSelect}
        onAdd={add}
        onMove={(from, to) => {
          onForm({ ...form, fields: moved(form.fields, from, to) }, null);
          onSelect(to);
        }}
        onRemove={(index) => {
          onForm(removeField(form, index), null);
          onSelect(Math.max(0, Math.min(index, form.fields.length - 2)));
        }}
      />
      <div className="design-body">
        {field === undefined ? (
          <p className="design-empty">{t('design.noFields')}</p>
        ) : (
          <FieldEditor
            key={selected}
            form={form}
            index={selected}
            field={field}
            classes={catalogue.classes}
            onField={(changed, place) => onForm(setField(form, selected, changed), place)}
          />
        )}
        <section className="design-whole" aria-labelledby="design-whole">
          <h3 id="design-whole">{t('design.wholeForm')}</h3>
          <LocalTextInput
            path="title"
            label={t('design.title')}
            value={form.title}
            onValue={(title, place) => onForm({ ...form, title }, place)}
          />
          <LineInput
            path="id"
            label={t('design.id')}
            hint={t('design.idHint')}
            value={form.id}
            isDisabled={!isNew}
            onValue={(id) => onForm({ ...form, id }, 'id')}
          />
          <SignatureSetting
            signature={form.signature}
            classes={catalogue.classes}
            onSignature={(signature) => onForm(withSignature(form, signature), null)}
          />
          <ChecksEditor
            checks={form.reviewChecks}
            hasRepresentative={form.fields.some((one) => one.party === 'representative')}
            onChecks={(reviewChecks, place) => onForm({ ...form, reviewChecks }, place)}
          />
        </section>
      </div>
    </div>
  );
}
