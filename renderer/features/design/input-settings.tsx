// What a field holds, and the settings of its kind.
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { imageSubject } from '#src/domain/attachments/schema.ts';
import { type InputKind, newInputs, withKind } from '#src/domain/design/edits.ts';
import type { FieldDraft, FormDraft } from '#src/domain/design/schema.ts';
import { type FieldInput, largestNumber } from '#src/domain/forms/schema.ts';
import { documentTypes } from '#src/domain/identity/documents.ts';
import { NumberSetting, SelectInput } from './controls.tsx';
import { DateLimitSetting } from './date-limit.tsx';
import { controlId } from './editing.ts';
import { OptionList } from './option-list.tsx';

interface InputSettingsProps {
  readonly path: string;
  readonly form: FormDraft;
  readonly field: FieldDraft;
  readonly onInput: (input: FieldInput, place: string | null) => void;
}

type InputOf<K extends InputKind> = Extract<FieldInput, { readonly kind: K }>;

function DocumentTypes({
  path,
  input,
  onInput,
}: {
  path: string;
  input: InputOf<'document-type'>;
  onInput: (input: FieldInput) => void;
}) {
  const { t } = useTexts();
  const toggle = (type: (typeof documentTypes)[number]) => {
    const options = documentTypes.filter((one) => (one === type) !== input.options.includes(one));
    if (options.length > 0) onInput({ ...input, options });
  };
  return (
    <fieldset className="design-row">
      <legend className="field-label">{t('design.documents')}</legend>
      <div className="design-checks">
        {documentTypes.map((type, index) => (
          <label key={type} className="check">
            <input
              type="checkbox"
              id={index === 0 ? controlId(`${path}.options`) : undefined}
              checked={input.options.includes(type)}
              onChange={() => toggle(type)}
            />
            {t(`documentTypes.${type}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const sources = ['camera', 'file'] as const;

/** Both sources carry no mark; at least one stays. */
function withSource({ sources: before, ...input }: InputOf<'image'>, source: (typeof sources)[number]): InputOf<'image'> {
  const chosen = sources.filter((one) => (one === source) !== (before ?? sources).includes(one));
  if (chosen.length === 0) return before === undefined ? input : { ...input, sources: before };
  return chosen.length === sources.length ? input : { ...input, sources: chosen };
}

function ImageSettings({
  path,
  input,
  onInput,
}: {
  path: string;
  input: InputOf<'image'>;
  onInput: (input: FieldInput) => void;
}) {
  const { t } = useTexts();
  return (
    <div className="design-pair">
      <SelectInput
        path={`${path}.what`}
        label={t('design.imageWhat')}
        value={input.what}
        options={imageSubject.options.map((value) => ({ value, label: t(`design.imageSubjects.${value}`) }))}
        onValue={(what) => onInput({ ...input, what: imageSubject.parse(what) })}
      />
      <fieldset className="design-row">
        <legend className="field-label">{t('design.imageSources')}</legend>
        <div className="design-checks">
          {sources.map((source) => (
            <label key={source} className="check">
              <input
                type="checkbox"
                id={controlId(`${path}.sources.${source}`)}
                checked={(input.sources ?? sources).includes(source)}
                onChange={() => onInput(withSource(input, source))}
              />
              {t(`design.imageSource.${source}`)}
            </label>
          ))}
        </div>
      </fieldset>
    </div>
  );
}

/** Sets a member, or leaves it out altogether. */
function withMember<T extends object, K extends keyof T>(input: T, limit: K, value: T[K] | undefined): T {
  const { [limit]: _before, ...rest } = input;
  return (value === undefined ? rest : { ...rest, [limit]: value }) as T;
}

function NumberLimits({
  path,
  input,
  onInput,
}: {
  path: string;
  input: InputOf<'number'>;
  onInput: InputSettingsProps['onInput'];
}) {
  const { t } = useTexts();
  const limit = (name: 'minimum' | 'maximum') => (
    <NumberSetting
      path={name === 'minimum' ? path : `${path}.${name}`}
      label={t(`design.${name}`)}
      hint={t('design.mayBeEmpty')}
      value={input[name]}
      minimum={-largestNumber}
      maximum={largestNumber}
      onEmpty={() => onInput(withMember(input, name, undefined), null)}
      onValue={(value) => onInput(withMember(input, name, value), `${path}.${name}`)}
    />
  );
  return (
    <div className="design-pair">
      {limit('minimum')}
      {limit('maximum')}
    </div>
  );
}

/** Which document number tells the same as this field (R3.1). */
function AgreementSetting({
  path,
  form,
  input,
  onInput,
}: Pick<InputSettingsProps, 'path' | 'form' | 'onInput'> & { input: InputOf<'date' | 'number' | 'choice'> }) {
  const { t } = useTexts();
  const numbers = form.fields.filter((one) => one.input.kind === 'document-number');
  if (numbers.length === 0 && input.agreesWith === undefined) return null;
  return (
    <SelectInput
      path={`${path}.agreesWith`}
      label={t('design.agreesWith')}
      hint={t(`design.agreesWithHint.${input.kind}`)}
      value={input.agreesWith ?? ''}
      options={[{ value: '', label: t('design.agreesWithNone') }, ...numbers.map(({ name }) => ({ value: name, label: name }))]}
      onValue={(name) => onInput(withMember(input, 'agreesWith', name === '' ? undefined : name), null)}
    />
  );
}

function KindSettings({ path, form, field, onInput }: InputSettingsProps) {
  const { t } = useTexts();
  const { input } = field;
  switch (input.kind) {
    case 'text':
      return (
        <NumberSetting
          path={`${path}.maxLength`}
          label={t('design.maxLength')}
          value={input.maxLength}
          minimum={1}
          maximum={500}
          onValue={(maxLength) => onInput({ ...input, maxLength }, `${path}.maxLength`)}
        />
      );
    case 'choice':
    case 'choices':
      return (
        <>
          <OptionList
            path={`${path}.options`}
            options={input.options}
            onOptions={(options, place) => onInput({ ...input, options }, place)}
          />
          {input.kind === 'choice' ? <AgreementSetting {...{ path, form, input, onInput }} /> : null}
        </>
      );
    case 'document-type':
      return <DocumentTypes path={path} input={input} onInput={(changed) => onInput(changed, null)} />;
    case 'document-number':
      return (
        <SelectInput
          path={`${path}.typeField`}
          label={t('design.typeField')}
          value={input.typeField}
          options={form.fields
            .filter((one) => one.input.kind === 'document-type')
            .map((one) => ({ value: one.name, label: one.name }))}
          onValue={(typeField) => onInput({ ...input, typeField }, null)}
        />
      );
    case 'image':
      return <ImageSettings path={path} input={input} onInput={(changed) => onInput(changed, null)} />;
    case 'number':
      return (
        <>
          <NumberLimits path={path} input={input} onInput={onInput} />
          <AgreementSetting {...{ path, form, input, onInput }} />
        </>
      );
    case 'date':
      return (
        <>
          <div className="design-pair">
            {(['earliest', 'latest'] as const).map((name) => (
              <DateLimitSetting
                key={name}
                path={name === 'earliest' ? path : `${path}.${name}`}
                label={t(`design.${name}`)}
                limit={input[name]}
                onLimit={(limit) => onInput(withMember(input, name, limit), null)}
              />
            ))}
          </div>
          <AgreementSetting {...{ path, form, input, onInput }} />
        </>
      );
    default:
      return null;
  }
}

export function InputSettings(props: InputSettingsProps) {
  const { t } = useTexts();
  const { path, field, onInput } = props;
  const kinds = Object.keys(newInputs) as InputKind[];
  return (
    <>
      <SelectInput
        path={`${path}.kind`}
        label={t('design.kind')}
        value={field.input.kind}
        options={kinds.map((kind) => ({ value: kind, label: t(`design.kinds.${kind}`) }))}
        onValue={(kind) => onInput(withKind(field.input, kind as InputKind), null)}
      />
      <KindSettings {...props} />
    </>
  );
}
