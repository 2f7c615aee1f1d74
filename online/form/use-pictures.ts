import { useState } from 'react';
import { base64Of } from '#renderer/pictures/base64.ts';
import type { SentPicture } from '#src/contract/online/registration.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import type { DrawnPicture } from './drawn-pictures.ts';

export interface Pictures {
  /** @param instead the one that stood there */
  readonly keep: (picture: DrawnPicture, instead: string | undefined) => void;
  readonly drop: (id: string | undefined) => void;
  readonly bytesOf: (id: string | undefined) => Uint8Array<ArrayBuffer> | null;
  /** Those that values name, as they travel. */
  readonly namedBy: (values: FieldValues) => SentPicture[];
  readonly forget: () => void;
}

/** Pictures of a form in the page's memory, by the id that their field's value holds. */
export function usePictures(): Pictures {
  const [kept, setKept] = useState<readonly DrawnPicture[]>([]);
  const bytesOf = (id: string | undefined) => kept.find((one) => one.id === id)?.bytes ?? null;
  return {
    keep: (picture, instead) => setKept((before) => [...before.filter((one) => one.id !== instead), picture]),
    drop: (id) => setKept((before) => before.filter((one) => one.id !== id)),
    bytesOf,
    namedBy: (values) =>
      Object.entries(values).flatMap(([field, id]) => {
        const bytes = bytesOf(id);
        return bytes === null ? [] : [{ field, id, bytes: base64Of(bytes) }];
      }),
    forget: () => setKept([]),
  };
}
