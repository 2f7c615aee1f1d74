// The form while it is filled: core fields, then each supplementary field under its own consent (R2.6). Enter goes to the next stop once
// the field is right, Shift+Enter back.
import { useRef } from 'react';
import { groupingOf } from '#renderer/features/forms/field-checks.ts';
import type { FieldEdits } from '#renderer/features/forms/field-edits.ts';
import { useEnterMoves } from '#renderer/features/forms/use-enter-moves.ts';
import type { Filling } from '#renderer/features/registration/capture-state.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { Button } from '#renderer/ui/button.tsx';
import { type AskedField, askedFields } from '#src/domain/forms/conditions.ts';
import { partyOf } from '#src/domain/forms/parties.ts';
import type { FieldDefinition } from '#src/domain/forms/schema.ts';
import { ConsentPart, FieldPart, useLastingActs } from './field-part.tsx';
import { ImagePart } from './image-part.tsx';
import type { Images } from './use-images.ts';

interface FieldsPartProps {
  readonly state: Filling;
  readonly edits: FieldEdits;
  readonly images: Images;
  /** The field whose consent is being recorded. */
  readonly deciding: string | null;
  readonly onDecide: (field: FieldDefinition, agreed: boolean) => void;
  readonly onReview: () => void;
}

export function FieldsPart({ state, edits, images, deciding, onDecide, onReview }: FieldsPartProps) {
  const { t } = useTexts();
  const root = useRef<HTMLDivElement>(null);
  const { fields } = state.opened.form;
  const asked = askedFields(state.opened.form, state.values, (name) => state.agreed.includes(name));
  const core = asked.filter(({ field }) => field.part === 'core');
  const subjects = core.filter(({ field }) => partyOf(field) === 'subject');
  const representatives = core.filter(({ field }) => partyOf(field) === 'representative');
  const supplementary = asked.filter(({ field }) => field.part === 'supplementary');
  const wrong = asked.filter(({ field }) => state.errors[field.name] !== undefined).length;

  const { press, go } = useEnterMoves(root, fields, edits);

  const acts = useLastingActs({
    type: (field, value) => edits.type(field, value),
    leave: (field) => edits.leave(field),
    goOn: (from) => go(from, 'next'),
    decide: onDecide,
  });

  const formField = ({ field, isRequired }: AskedField, isDisabled: boolean) =>
    field.input.kind === 'image' ? (
      <ImagePart {...{ field, isRequired, isDisabled, state, images }} onKept={(from) => go(from, 'next')} />
    ) : (
      <FieldPart
        {...{ field, isRequired, isDisabled, acts }}
        value={state.values[field.name] ?? ''}
        error={state.errors[field.name] ?? null}
        grouping={groupingOf(field, state.values)}
      />
    );

  const coreField = (one: AskedField) => (
    <div
      key={one.field.name}
      data-field={one.field.name}
      data-part="core"
      data-party={partyOf(one.field)}
      data-kind={one.field.input.kind}
    >
      {formField(one, false)}
    </div>
  );

  return (
    <div ref={root} className="capture-fields" onKeyDownCapture={press} role="presentation">
      <section aria-labelledby="core-title">
        <h2 id="core-title" className={representatives.length === 0 ? 'visually-hidden' : undefined}>
          {representatives.length === 0 ? t('steps.core') : t('parties.sections.subject')}
        </h2>
        {subjects.map(coreField)}
      </section>
      {representatives.length === 0 ? null : (
        <section aria-labelledby="representative-title">
          <h2 id="representative-title">{t(`parties.sections.${state.acceptedBy}`)}</h2>
          {representatives.map(coreField)}
        </section>
      )}
      <section aria-labelledby="supplementary-title">
        <h2 id="supplementary-title">
          {t('steps.supplementary')}{' '}
          <span className="field-mark">
            {supplementary.length === 0 ? t('capture.noSupplementary') : t('capture.supplementaryText')}
          </span>
        </h2>
        {supplementary.map(({ field, isRequired }) => (
          <div
            key={field.name}
            className="capture-extra"
            data-field={field.name}
            data-part="supplementary"
            data-kind={field.input.kind}
          >
            <ConsentPart
              field={field}
              isAgreed={state.agreed.includes(field.name)}
              isBusy={deciding === field.name}
              acts={acts}
            />
            {formField({ field, isRequired }, !state.agreed.includes(field.name))}
          </div>
        ))}
      </section>
      <div className="actions capture-on">
        <Button id="action-review" look={state.isReviewing ? 'plain' : 'primary'} data-stop="" keyName="Enter" onClick={onReview}>
          {t('capture.toReview')}
        </Button>
        <span className="field-mark" role="status">
          {wrong > 0 ? t('capture.fixFirst', { count: wrong }) : t('capture.keys')}
        </span>
      </div>
    </div>
  );
}
