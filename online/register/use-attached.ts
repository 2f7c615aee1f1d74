import { useState } from 'react';
import type { PageRequest } from '#src/contract/online/index.ts';
import type { FieldValues } from '#src/domain/registration/schema.ts';
import { type Pictures, usePictures } from '../form/use-pictures.ts';
import { type Ink, inkAtForm, inkText } from './ink.ts';

export interface Attached {
  readonly pictures: Pictures;
  /** What was written under the values as they stand; null: nothing yet. */
  readonly formInk: Ink | null;
  readonly signForm: (ink: Ink | null) => void;
  readonly signNotice: (ink: Ink | null) => void;
  /** What goes with these values. */
  readonly beside: (values: FieldValues) => Pick<PageRequest<'submit'>, 'pictures' | 'noticeInk' | 'formInk'>;
  readonly forget: () => void;
}

/** What belongs to a registration beside its values, in the page's memory until it is sent. */
export function useAttached(): Attached {
  const pictures = usePictures();
  const [noticeInk, signNotice] = useState<Ink | null>(null);
  const [formInk, signForm] = useState<Ink | null>(null);
  return {
    pictures,
    formInk,
    signForm,
    signNotice,
    beside: (values) => ({
      pictures: pictures.namedBy(values),
      noticeInk: inkText(noticeInk),
      formInk: inkAtForm(formInk),
    }),
    forget: () => {
      pictures.forget();
      signNotice(null);
      signForm(null);
    },
  };
}
