// One field of a form as the organisation defined it: the control that fits what it holds, its help, its error (R1.4, R3.1).

import { fieldErrorText } from '#renderer/i18n/field-text.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { CheckGroup } from '#renderer/ui/check-group.tsx';
import { Field, type FieldErrorShown } from '#renderer/ui/field.tsx';
import type { Option } from '#renderer/ui/option-group.tsx';
import { RadioGroup } from '#renderer/ui/radio-group.tsx';
import { TextInput } from '#renderer/ui/text-input.tsx';
import type { FieldError } from '#src/domain/forms/field-error.ts';
import type { FieldDefinition } from '#src/domain/forms/schema.ts';
import { readCodes } from '#src/domain/forms/typed-values.ts';
import { ChoiceList } from './choice-list.tsx';
import type { Grouping } from './grouped-typing.ts';
import { NumberInput } from './number-input.tsx';
import { RegionInput } from './region-input.tsx';

/** More options than digit keys become a list to choose from. */
const mostRadioOptions = 9;

/** Digits set wide, so that a person can compare them one by one. */
const writtenAsNumber: ReadonlySet<FieldDefinition['input']['kind']> = new Set(['document-number', 'phone', 'date', 'number']);

export interface FormFieldProps {
  readonly field: FieldDefinition;
  readonly value: string;
  readonly error: FieldError | null;
  readonly grouping: Grouping | null;
  readonly isRequired: boolean;
  /** A supplementary field the subject has not agreed to. */
  readonly isDisabled: boolean;
  readonly onValue: (value: string) => void;
  /** The person left the field. */
  readonly onLeave: () => void;
  /** The person chose by digit key and wants to go on. */
  readonly onPicked: (from: HTMLElement) => void;
}

function useOptions(field: FieldDefinition): readonly Option[] {
  const { t, local } = useTexts();
  const { input } = field;
  if (input.kind === 'document-type') return input.options.map((type) => ({ value: type, label: t(`documentTypes.${type}`) }));
  if (input.kind === 'choice' || input.kind === 'choices')
    return input.options.map(({ value, label }) => ({ value, label: local(label) }));
  return [];
}

export function FormField(props: FormFieldProps) {
  const { field, value, error, grouping, isRequired, isDisabled, onValue, onLeave, onPicked } = props;
  const { t, local } = useTexts();
  const options = useOptions(field);
  const id = `field-${field.name}`;
  const shown: FieldErrorShown | null = error === null ? null : { code: error.code, text: fieldErrorText(t, error) };
  const frame = {
    id,
    label: local(field.label),
    mark: isRequired ? undefined : t('capture.optional'),
    help: isDisabled ? t('capture.notAgreed') : local(field.help),
    error: shown,
  };
  const { kind } = field.input;
  if (kind === 'choices') {
    const chosen = readCodes(value);
    const toggle = (code: string) =>
      onValue(
        options
          .map((option) => option.value)
          .filter((one) => chosen.includes(one) !== (one === code))
          .join(' '),
      );
    return <CheckGroup {...frame} options={options} chosen={chosen} isDisabled={isDisabled} onToggle={toggle} />;
  }
  if (options.length > mostRadioOptions) {
    return <ChoiceList {...frame} options={options} value={value} isDisabled={isDisabled} onValue={onValue} onBlur={onLeave} />;
  }
  if (options.length > 0) {
    return <RadioGroup {...frame} options={options} value={value} isDisabled={isDisabled} onPick={onValue} onPicked={onPicked} />;
  }
  if (writtenAsNumber.has(kind)) {
    return (
      <Field {...frame}>
        <NumberInput {...{ id, value, grouping, isDisabled, onValue }} error={shown} onBlur={onLeave} />
      </Field>
    );
  }
  if (kind === 'region') {
    return (
      <Field {...frame}>
        <RegionInput {...{ id, value, isDisabled, onValue, onPicked }} error={shown} onBlur={onLeave} />
      </Field>
    );
  }
  return <TextInput {...frame} value={value} disabled={isDisabled} data-stop="" onValue={onValue} onBlur={onLeave} />;
}
