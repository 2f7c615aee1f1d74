// When a field is asked, or must be filled: rules over earlier fields, said in words.
import { useState } from 'react';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { privateInput } from '#renderer/ui/text-input.tsx';
import type { FieldDraft } from '#src/domain/design/schema.ts';
import type { Condition, ConditionRule } from '#src/domain/forms/schema.ts';
import { SelectInput, type SelectOption } from './controls.tsx';
import { changeAndFocus, controlId, useIsWrong } from './editing.ts';

function useOptionsOf(field: FieldDraft | undefined): readonly SelectOption[] | null {
  const { t, local } = useTexts();
  const input = field?.input;
  if (input?.kind === 'choice' || input?.kind === 'choices')
    return input.options.map(({ value, label }) => ({ value, label: local(label) || value }));
  if (input?.kind === 'document-type') return input.options.map((value) => ({ value, label: t(`documentTypes.${value}`) }));
  return null;
}

interface ValuesProps {
  readonly path: string;
  readonly values: readonly string[];
  readonly onValues: (values: string[]) => void;
}

/** Several values in one line, parted by commas of either language. */
function TypedValues({ path, values, onValues }: ValuesProps) {
  const { t } = useTexts();
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = useIsWrong(path);
  const take = (text: string) => {
    setTyped(text);
    onValues(
      text
        .split(/[,，]/u)
        .map((value) => value.trim())
        .filter((value) => value !== '')
        .slice(0, 100),
    );
  };
  return (
    <input
      {...privateInput}
      id={controlId(path)}
      className="input"
      type="text"
      maxLength={500}
      aria-label={t('design.condition.values')}
      placeholder={t('design.condition.valuesHint')}
      aria-invalid={isWrong}
      value={typed ?? values.join(', ')}
      onChange={(event) => take(event.currentTarget.value)}
      onBlur={() => setTyped(null)}
    />
  );
}

function PickedValues({ path, values, options, onValues }: ValuesProps & { readonly options: readonly SelectOption[] }) {
  const toggle = (value: string) => onValues(values.includes(value) ? values.filter((one) => one !== value) : [...values, value]);
  return (
    <div className="design-checks">
      {options.slice(0, 60).map((option, index) => (
        <label key={option.value} className="check">
          <input
            type="checkbox"
            id={index === 0 ? controlId(path) : undefined}
            checked={values.includes(option.value)}
            onChange={() => toggle(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}

interface RuleProps {
  readonly path: string;
  readonly rule: ConditionRule;
  readonly earlier: readonly FieldDraft[];
  readonly onRule: (rule: ConditionRule) => void;
  readonly onRemove: () => void;
}

function Rule({ path, rule, earlier, onRule, onRemove }: RuleProps) {
  const { t, local } = useTexts();
  const options = useOptionsOf(earlier.find((field) => field.name === rule.field));
  const comparisons = ['one-of', 'none-of', 'filled', 'empty'] as const;
  const compare = (is: string) => {
    const values = 'values' in rule ? rule.values : [];
    if (is === 'one-of' || is === 'none-of') onRule({ field: rule.field, is, values });
    else onRule({ field: rule.field, is: is === 'filled' ? 'filled' : 'empty' });
  };
  const setValues = (values: string[]) => {
    if ('values' in rule) onRule({ ...rule, values });
  };
  return (
    <li className="design-rule">
      <SelectInput
        path={`${path}.field`}
        label={t('design.condition.field')}
        value={rule.field}
        options={earlier.map((field) => ({ value: field.name, label: local(field.label) || field.name }))}
        onValue={(field) => onRule('values' in rule ? { ...rule, field, values: [] } : { ...rule, field })}
      />
      <SelectInput
        path={`${path}.is`}
        label={t('design.condition.is')}
        value={rule.is}
        options={comparisons.map((value) => ({ value, label: t(`design.condition.comparisons.${value}`) }))}
        onValue={compare}
      />
      {!('values' in rule) ? null : options === null ? (
        <TypedValues path={`${path}.values`} values={rule.values} onValues={setValues} />
      ) : (
        <PickedValues path={`${path}.values`} values={rule.values} options={options} onValues={setValues} />
      )}
      <Button look="quiet" aria-label={t('design.condition.remove')} onClick={onRemove}>
        ✕
      </Button>
    </li>
  );
}

interface ConditionEditorProps {
  readonly path: string;
  readonly label: string;
  /** What holds without a condition. */
  readonly otherwise: string;
  readonly condition: Condition | undefined;
  readonly earlier: readonly FieldDraft[];
  readonly onCondition: (condition: Condition | undefined) => void;
}

export function ConditionEditor({ path, label, otherwise, condition, earlier, onCondition }: ConditionEditorProps) {
  const { t } = useTexts();
  const newRule = (): ConditionRule => ({ field: earlier[0]?.name ?? '', is: 'filled' });
  if (condition === undefined) {
    return (
      <div className="design-row design-condition">
        <span className="field-label">
          {label} <span className="field-mark">{otherwise}</span>
        </span>
        <Button
          id={controlId(path)}
          look="quiet"
          disabled={earlier.length === 0}
          onClick={() => changeAndFocus(() => onCondition({ match: 'all', rules: [newRule()] }), `${path}.rules.0.field`)}
        >
          {t('design.condition.add')}
        </Button>
      </div>
    );
  }
  const setRules = (rules: ConditionRule[]) => onCondition(rules.length === 0 ? undefined : { ...condition, rules });
  const rows = condition.rules.map((rule, index) => ({ rule, index, place: `${path}.rules.${index}` }));
  return (
    <fieldset className="design-row">
      <legend className="field-label">{label}</legend>
      {condition.rules.length < 2 ? null : (
        <SelectInput
          path={`${path}.match`}
          label={t('design.condition.match')}
          value={condition.match}
          options={(['all', 'any'] as const).map((value) => ({ value, label: t(`design.condition.matches.${value}`) }))}
          onValue={(match) => onCondition({ ...condition, match: match === 'any' ? 'any' : 'all' })}
        />
      )}
      <ol className="design-rules">
        {rows.map(({ rule, index, place }) => (
          <Rule
            key={place}
            path={place}
            rule={rule}
            earlier={earlier}
            onRule={(changed) => setRules(condition.rules.with(index, changed))}
            onRemove={() => changeAndFocus(() => setRules(condition.rules.toSpliced(index, 1)), `${place}.field`)}
          />
        ))}
      </ol>
      <Button
        id={controlId(path)}
        look="quiet"
        onClick={() => changeAndFocus(() => setRules([...condition.rules, newRule()]), `${path}.rules.${rows.length}.field`)}
      >
        {t('design.condition.addRule')}
      </Button>
    </fieldset>
  );
}
