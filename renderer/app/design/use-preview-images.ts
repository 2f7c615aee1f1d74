// Images of a form that is only tried out: they stay on the screen and go with it. No camera is opened.
import { useState } from 'react';
import type { Images } from '#renderer/app/capture/use-images.ts';
import type { CaptureEvent, Filling } from '#renderer/features/registration/capture-state.ts';
import type { RefusalShown } from '#renderer/i18n/refusal-text.ts';

/** In the shape of an attachment's id; there is none. */
const noAttachment = '00000000-0000-4000-8000-000000000000';

export function usePreviewImages(state: Filling, dispatch: (event: CaptureEvent) => void): Images {
  const [pictures, setPictures] = useState<Readonly<Record<string, Uint8Array<ArrayBuffer>>>>({});
  const [refusals, setRefusals] = useState<Readonly<Record<string, RefusalShown | null>>>({});
  const isKept = (field: string) => (state.values[field] ?? '') !== '';
  const put = (field: string, id: string) => {
    setRefusals((all) => ({ ...all, [field]: null }));
    dispatch({ kind: 'typed', values: { [field]: id }, errors: { [field]: null } });
  };
  return {
    busy: null,
    bytesOf: (field) => (isKept(field) ? (pictures[field] ?? null) : null),
    refusalOf: (field) => refusals[field] ?? null,
    canUndo: (field) => !isKept(field) && pictures[field] !== undefined,
    cameraFor: () => ({ open: async () => 'preview', close: () => undefined }),
    add: async (field, bytes) => {
      setPictures((all) => ({ ...all, [field]: bytes }));
      put(field, noAttachment);
      return true;
    },
    refuse: (field, code) => setRefusals((all) => ({ ...all, [field]: { code, params: {} } })),
    remove: async (field) => put(field, ''),
    undo: async (field) => put(field, noAttachment),
  };
}
