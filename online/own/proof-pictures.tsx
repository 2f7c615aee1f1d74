// Pictures of what proves a correction (R8.3).
import { useState } from 'react';
import type { EncodingRefusal } from '#renderer/pictures/encode-image.ts';
import { Picture } from '#renderer/pictures/picture.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { describedBy, Field, type FieldErrorShown } from '#renderer/ui/field.tsx';
import { focusId } from '#renderer/ui/stops.ts';
import { useFocusBack } from '#renderer/ui/use-focus-back.ts';
import { mostProofPictures } from '#src/domain/subject-requests/proof-pictures.ts';
import { type DrawnPicture, drawPictures } from '../form/drawn-pictures.ts';
import type { Words } from '../texts/shape.ts';
import { useWords } from '../texts/use-words.ts';

export const picturesId = 'correct-pictures';

export type PictureFault = keyof Words['own']['pictureFaults'] | EncodingRefusal;

interface ProofPicturesProps {
  readonly pictures: readonly DrawnPicture[];
  readonly fault: PictureFault | null;
  readonly isBusy: boolean;
  readonly onPictures: (pictures: readonly DrawnPicture[], fault: PictureFault | null) => void;
}

export function ProofPictures({ pictures, fault, isBusy, onPictures }: ProofPicturesProps) {
  const words = useWords();
  const { pictureNumber, removePicture } = words.own;
  const faults: Readonly<Record<PictureFault, string>> = { ...words.own.pictureFaults, ...words.pictures.faults };
  const [isDrawing, setDrawing] = useState(false);
  useFocusBack(picturesId, isDrawing);
  const error: FieldErrorShown | null = fault === null ? null : { code: fault, text: faults[fault] };
  const take = async (files: readonly File[]) => {
    setDrawing(true);
    const room = mostProofPictures - pictures.length;
    const { drawn, fault: wrong } = await drawPictures(files.slice(0, room));
    onPictures([...pictures, ...drawn], wrong ?? (files.length > room ? 'too-many' : null));
    setDrawing(false);
  };
  const remove = (picture: DrawnPicture) => {
    onPictures(
      pictures.filter((one) => one !== picture),
      null,
    );
    focusId(picturesId);
  };
  return (
    <Field id={picturesId} label={words.own.proofPictures} help={words.own.proofPicturesHelp} error={error}>
      <input
        id={picturesId}
        className="input proof-file"
        type="file"
        accept="image/*"
        multiple
        data-stop=""
        disabled={isDrawing || isBusy}
        aria-invalid={error !== null}
        aria-describedby={describedBy(picturesId, error)}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          void take(files);
        }}
      />
      {pictures.length === 0 ? null : (
        <ul className="proof-pictures">
          {pictures.map((picture, index) => (
            <li key={picture.id}>
              <Picture bytes={picture.bytes} label={pictureNumber(index + 1)} className="proof-picture" />
              <Button look="quiet" disabled={isDrawing || isBusy} onClick={() => remove(picture)}>
                {removePicture(index + 1)}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Field>
  );
}
