// Around one picture of a form, at the counter and on the online page: its name, what is kept shown small, the tools beside it, and the
// hidden control that files come through.
import type { ComponentProps, ReactNode, RefObject } from 'react';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { describedBy, type FieldErrorShown, FieldNote } from '#renderer/ui/field.tsx';
import type { FieldDefinition } from '#src/domain/forms/schema.ts';
import { Picture } from './picture.tsx';
import './picture-frame.css';

interface PictureFrameProps extends Pick<ComponentProps<'fieldset'>, 'onDragOver' | 'onDrop' | 'onPaste'> {
  readonly field: FieldDefinition;
  readonly what: string;
  readonly isRequired: boolean;
  readonly isDisabled: boolean;
  readonly error: FieldErrorShown | null;
  /** Null: none. */
  readonly bytes: Uint8Array<ArrayBuffer> | null;
  /** What the picture is to somebody who cannot see it. */
  readonly pictureLabel: string;
  readonly picker: RefObject<HTMLInputElement | null>;
  readonly onFile: (file: File | null) => void;
  readonly children: ReactNode;
}

export function PictureFrame(props: PictureFrameProps) {
  const { field, what, isRequired, isDisabled, error, bytes, pictureLabel, picker, onFile, children, ...fieldset } = props;
  const { t, local } = useTexts();
  const id = `field-${field.name}`;
  return (
    <fieldset className="field" aria-describedby={describedBy(id, error)} {...fieldset}>
      <legend className="field-label">
        {local(field.label)}
        {isRequired ? null : <span className="field-mark">{t('capture.optional')}</span>}
      </legend>
      <div className="image" data-image={bytes === null ? 'empty' : 'kept'} data-what={what}>
        {bytes === null ? (
          <div className="image-empty" aria-hidden="true" />
        ) : (
          <Picture bytes={bytes} label={pictureLabel} className="image-kept" />
        )}
        {children}
        <input
          ref={picker}
          id={`picker-${field.name}`}
          type="file"
          accept="image/*"
          hidden
          onChange={(event) => {
            onFile(event.currentTarget.files?.[0] ?? null);
            event.currentTarget.value = '';
          }}
        />
      </div>
      <FieldNote id={id} help={isDisabled ? t('capture.notAgreed') : local(field.help)} error={error} />
    </fieldset>
  );
}
