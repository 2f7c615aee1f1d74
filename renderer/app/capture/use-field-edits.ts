import { useToday } from '#renderer/bridge/today.tsx';
import { type FieldEdits, fieldEdits } from '#renderer/features/forms/field-edits.ts';
import type { CaptureEvent, Filling } from '#renderer/features/registration/capture-state.ts';

/** What typing, leaving and finishing a field do to the registration at the counter. */
export function useFieldEdits({ opened, ...filling }: Filling, dispatch: (event: CaptureEvent) => void): FieldEdits {
  return fieldEdits({ ...filling, form: opened.form }, useToday(), dispatch);
}
