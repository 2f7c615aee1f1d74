// One picture of a form (R2.2): taken with the telephone's camera or chosen from its files, shown as it will be sent, and taken away again.
import { useRef, useState } from 'react';
import { fieldErrorText } from '#renderer/i18n/field-text.ts';
import { isKeyOf } from '#renderer/i18n/is-key-of.ts';
import { useTexts } from '#renderer/i18n/use-texts.ts';
import { PictureFrame } from '#renderer/pictures/picture-frame.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { describedBy, type FieldErrorShown } from '#renderer/ui/field.tsx';
import { focusId } from '#renderer/ui/stops.ts';
import { useFocusBack } from '#renderer/ui/use-focus-back.ts';
import type { FieldError } from '#src/domain/forms/field-error.ts';
import type { FieldDefinition } from '#src/domain/forms/schema.ts';
import { useWords } from '../texts/use-words.ts';
import { type DrawnPicture, drawPictures } from './drawn-pictures.ts';

interface PictureFieldProps {
  readonly field: FieldDefinition;
  readonly isRequired: boolean;
  readonly isDisabled: boolean;
  readonly error: FieldError | null;
  /** The picture that will be sent; null: none. */
  readonly bytes: Uint8Array<ArrayBuffer> | null;
  readonly onPicture: (picture: DrawnPicture) => void;
  readonly onFault: (error: FieldError) => void;
  readonly onRemove: () => void;
}

/** A telephone or a tablet: its camera is at hand. A computer offers its files. */
const hasCameraAtHand = () => matchMedia('(pointer: coarse)').matches;

function useShownFault(error: FieldError | null): FieldErrorShown | null {
  const { faults } = useWords().pictures;
  const { t } = useTexts();
  if (error === null) return null;
  const { code } = error;
  return { code, text: isKeyOf(faults, code) ? faults[code] : fieldErrorText(t, error) };
}

export function PictureField(props: PictureFieldProps) {
  const { field, isRequired, isDisabled, error, bytes, onPicture, onFault, onRemove } = props;
  const words = useWords();
  const { local } = useTexts();
  const picker = useRef<HTMLInputElement>(null);
  const [hasCamera] = useState(hasCameraAtHand);
  const [isDrawing, setDrawing] = useState(false);
  const shown = useShownFault(error);
  const id = `field-${field.name}`;
  useFocusBack(id, isDrawing);
  const { input } = field;
  if (input.kind !== 'image') return null;
  const isLocked = isDisabled || isDrawing;
  const isCameraOffered = hasCamera && input.sources?.includes('camera') !== false;

  const take = async (file: File | null) => {
    if (file === null) return;
    setDrawing(true);
    const { drawn, fault } = await drawPictures([file]);
    setDrawing(false);
    const [picture] = drawn;
    if (picture !== undefined) onPicture(picture);
    if (fault !== null) onFault({ field: field.name, code: fault, params: {} });
  };
  /** The same hidden control, asked for the camera or for a file. */
  const open = (capture: 'user' | 'environment' | null) => {
    const { current } = picker;
    if (current === null) return;
    if (capture === null) current.removeAttribute('capture');
    else current.setAttribute('capture', capture);
    current.click();
  };
  const photograph = () => open(input.what === 'portrait' ? 'user' : 'environment');
  const remove = () => {
    onRemove();
    focusId(id);
  };
  const first = { id, 'data-stop': '', disabled: isLocked, 'aria-describedby': describedBy(id, shown) };
  return (
    <PictureFrame
      field={field}
      what={input.what}
      isRequired={isRequired}
      isDisabled={isDisabled}
      error={shown}
      bytes={bytes}
      pictureLabel={words.pictures.chosen(local(field.label))}
      picker={picker}
      onFile={(file) => void take(file)}
    >
      <div className="image-tools">
        {isCameraOffered ? (
          <Button {...first} onClick={photograph}>
            {bytes === null ? words.pictures.take : words.pictures.takeAgain}
          </Button>
        ) : null}
        <Button {...(isCameraOffered ? { id: `${id}-file`, disabled: isLocked } : first)} onClick={() => open(null)}>
          {bytes === null || isCameraOffered ? words.pictures.choose : words.pictures.chooseAgain}
        </Button>
        {bytes === null ? null : (
          <Button id={`${id}-remove`} look="quiet" disabled={isLocked} onClick={remove}>
            {words.pictures.remove}
          </Button>
        )}
        <span className="field-mark" role="status">
          {isDrawing ? words.pictures.drawing : ''}
        </span>
      </div>
    </PictureFrame>
  );
}
