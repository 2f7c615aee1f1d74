// The frame of every field: label above, help below, the error in the place of the help, all tied to the control for readers.
import type { ReactNode } from 'react';

export interface FieldErrorShown {
  readonly code: string;
  readonly text: string;
}

/** Ids by which a control refers to its texts. */
export function describedBy(id: string, error: FieldErrorShown | null): string {
  return error === null ? `${id}-help` : `${id}-error`;
}

interface NoteProps {
  readonly id: string;
  readonly help: ReactNode;
  readonly error: FieldErrorShown | null;
}

/** Help, or the error in its place; announced when it changes. */
export function FieldNote({ id, help, error }: NoteProps) {
  return (
    <div className="field-note" aria-live="polite">
      {error === null ? (
        <span id={`${id}-help`}>{help}</span>
      ) : (
        <span id={`${id}-error`} className="field-error" data-code={error.code}>
          {error.text}
        </span>
      )}
    </div>
  );
}

interface FieldProps extends NoteProps {
  readonly label: string;
  /** A word after the label, e.g. that it may stay empty. */
  readonly mark?: string | undefined;
  readonly children: ReactNode;
}

export function Field({ id, label, mark, help, error, children }: FieldProps) {
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
        {mark === undefined ? null : <span className="field-mark">{mark}</span>}
      </label>
      {children}
      <FieldNote id={id} help={help} error={error} />
    </div>
  );
}
