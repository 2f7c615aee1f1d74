import { useEffect, useRef } from 'react';

/** The heading of a step: it takes the focus when the step appears, so that everybody begins at its top. */
export function StepTitle({ children, note }: { readonly children: string; readonly note?: string | undefined }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }, []);
  return (
    <div className="step-title">
      {note === undefined ? null : <p className="step-note">{note}</p>}
      <h1 ref={heading} tabIndex={-1}>
        {children}
      </h1>
    </div>
  );
}
