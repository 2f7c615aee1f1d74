// The images of a registration while it is filled: what the program keeps, shown here; the field's value is the id it answered.
import { useEffect, useRef, useState } from 'react';
import { call } from '#renderer/bridge/api.ts';
import type { CameraAccess } from '#renderer/features/attachments/use-camera.ts';
import type { CaptureEvent, Filling } from '#renderer/features/registration/capture-state.ts';
import type { RefusalShown } from '#renderer/i18n/refusal-text.ts';

type Bytes = Uint8Array<ArrayBuffer>;
type ByField<T> = Readonly<Record<string, T>>;

export interface Images {
  readonly busy: string | null;
  bytesOf(field: string): Bytes | null;
  refusalOf(field: string): RefusalShown | null;
  canUndo(field: string): boolean;
  cameraFor(field: string): CameraAccess;
  /** @returns whether it is kept */
  add(field: string, bytes: Bytes): Promise<boolean>;
  refuse(field: string, code: string): void;
  remove(field: string): Promise<void>;
  /** Brings back what was just removed. */
  undo(field: string): Promise<void>;
}

interface Capturing {
  readonly state: Filling;
  readonly dispatch: (event: CaptureEvent) => void;
}

/** Pictures of a registration that was taken up again are asked for once. */
function useKeptPictures(state: Filling, onPicture: (field: string, bytes: Bytes) => void): void {
  const first = useRef(state);
  const latest = useRef(onPicture);
  latest.current = onPicture;
  useEffect(() => {
    const { registrationId, opened, values } = first.current;
    let isGone = false;
    for (const { name, input } of opened.form.fields) {
      if (input.kind !== 'image' || (values[name] ?? '') === '') continue;
      void call('attachments.view', { registrationId, field: name }).then((answer) => {
        if (answer.ok && !isGone) latest.current(name, answer.value.bytes);
      });
    }
    return () => {
      isGone = true;
    };
  }, []);
}

export function useImages({ state, dispatch }: Capturing): Images {
  const { registrationId } = state;
  const [pictures, setPictures] = useState<ByField<Bytes>>({});
  const [refusals, setRefusals] = useState<ByField<RefusalShown | null>>({});
  const [busy, setBusy] = useState<string | null>(null);
  const show = (field: string, bytes: Bytes) => setPictures((all) => ({ ...all, [field]: bytes }));
  const refuse = (field: string, refusal: RefusalShown | null) => setRefusals((all) => ({ ...all, [field]: refusal }));
  const isKept = (field: string) => (state.values[field] ?? '') !== '';
  useKeptPictures(state, show);

  const add = async (field: string, bytes: Bytes) => {
    setBusy(field);
    const added = await call('attachments.add', { registrationId, field, bytes });
    setBusy(null);
    refuse(field, added.ok ? null : added.error);
    if (!added.ok) return false;
    show(field, bytes);
    dispatch({ kind: 'typed', values: { [field]: added.value.id }, errors: { [field]: null } });
    return true;
  };

  return {
    busy,
    add,
    bytesOf: (field) => (isKept(field) ? (pictures[field] ?? null) : null),
    refusalOf: (field) => refusals[field] ?? null,
    canUndo: (field) => !isKept(field) && pictures[field] !== undefined,
    cameraFor: (field) => ({
      open: async () => ((await call('attachments.openCamera', { registrationId, field })).ok ? 'given' : 'refused'),
      close: () => void call('attachments.closeCamera', {}),
    }),
    refuse: (field, code) => refuse(field, { code, params: {} }),
    async undo(field) {
      const bytes = pictures[field];
      if (bytes !== undefined) await add(field, bytes);
    },
    async remove(field) {
      setBusy(field);
      const removed = await call('attachments.remove', { registrationId, field });
      setBusy(null);
      refuse(field, removed.ok ? null : removed.error);
      if (removed.ok) dispatch({ kind: 'typed', values: { [field]: '' }, errors: { [field]: null } });
    },
  };
}
