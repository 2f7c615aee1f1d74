// One field of the form and, for a supplementary one, its consent. Drawn again only when something of its own has changed: in a long form
// a key must not draw all the others.
import { memo, useRef } from 'react';
import { FieldConsent } from '#renderer/features/consent/field-consent.tsx';
import { FormField, type FormFieldProps } from '#renderer/features/forms/form-field.tsx';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import type { FieldDefinition } from '#src/domain/forms/schema.ts';

/** What a field asks of the form. */
export interface FieldActs {
  type(field: FieldDefinition, value: string): void;
  leave(field: FieldDefinition): void;
  goOn(from: HTMLElement): void;
  decide(field: FieldDefinition, agreed: boolean): void;
}

/** The same object for as long as the form is shown; its functions do what the latest ones do. */
export function useLastingActs(acts: FieldActs): FieldActs {
  const latest = useRef(acts);
  latest.current = acts;
  const lasting = useRef<FieldActs>({
    type: (field, value) => latest.current.type(field, value),
    leave: (field) => latest.current.leave(field),
    goOn: (from) => latest.current.goOn(from),
    decide: (field, agreed) => latest.current.decide(field, agreed),
  });
  return lasting.current;
}

interface FieldPartProps extends Omit<FormFieldProps, 'onValue' | 'onLeave' | 'onPicked'> {
  readonly acts: FieldActs;
}

export const FieldPart = memo(({ acts, ...shown }: FieldPartProps) => (
  <FormField
    {...shown}
    onValue={(value) => acts.type(shown.field, value)}
    onLeave={() => acts.leave(shown.field)}
    onPicked={acts.goOn}
  />
));

interface ConsentPartProps {
  readonly field: FieldDefinition;
  readonly isAgreed: boolean;
  readonly isBusy: boolean;
  readonly acts: FieldActs;
}

export const ConsentPart = memo(({ field, isAgreed, isBusy, acts }: ConsentPartProps) => {
  const { local } = useTexts();
  return (
    <FieldConsent
      name={field.name}
      label={local(field.label)}
      purpose={local(field.purpose)}
      necessity={local(field.necessity)}
      isAgreed={isAgreed}
      isBusy={isBusy}
      onDecide={(agreed) => acts.decide(field, agreed)}
    />
  );
});
