// Pictures of what proves a correction (R8.3): drawn anew before they leave, so that place, time and device stay behind.
import { useState } from 'react';
import { encodeFile } from '#renderer/pictures/encode-image.ts';
import { Picture } from '#renderer/pictures/picture.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { describedBy, Field, type FieldErrorShown } from '#renderer/ui/field.tsx';
import { focusId } from '#renderer/ui/stops.ts';
import { mostProofPictures } from '#src/domain/subject-requests/proof-pictures.ts';
import type { Words } from '../texts/shape.ts';
import { useWords } from '../texts/use-words.ts';

export const picturesId = 'correct-pictures';

export interface ProofBytes {
  readonly id: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
export type PictureFault = keyof Words['own']['pictureFaults'];

interface ProofPicturesProps {
  readonly pictures: readonly ProofBytes[];
  readonly fault: PictureFault | null;
  readonly isBusy: boolean;
  readonly onPictures: (pictures: readonly ProofBytes[], fault: PictureFault | null) => void;
}

/** What can be kept of these files, up to the number that can be sent. */
async function drawn(files: readonly File[], had: readonly ProofBytes[]): Promise<[readonly ProofBytes[], PictureFault | null]> {
  const pictures = [...had];
  for (const file of files) {
    if (pictures.length >= mostProofPictures) return [pictures, 'too-many'];
    const encoded = await encodeFile(file);
    if (!encoded.ok) return [pictures, encoded.error];
    pictures.push({ id: crypto.randomUUID(), bytes: encoded.value });
  }
  return [pictures, null];
}

export function ProofPictures({ pictures, fault, isBusy, onPictures }: ProofPicturesProps) {
  const words = useWords();
  const { pictureFaults, pictureNumber, removePicture } = words.own;
  const [isDrawing, setDrawing] = useState(false);
  const error: FieldErrorShown | null = fault === null ? null : { code: fault, text: pictureFaults[fault] };
  const take = async (files: readonly File[]) => {
    setDrawing(true);
    onPictures(...(await drawn(files, pictures)));
    setDrawing(false);
  };
  const remove = (picture: ProofBytes) => {
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
