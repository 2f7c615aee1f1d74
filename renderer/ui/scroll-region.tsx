import { type ReactNode, useEffect, useRef } from 'react';

interface ScrollRegionProps {
  readonly label: string;
  readonly className: string;
  /** Takes the focus when it appears, so that the paging keys scroll it at once. */
  readonly takesFocus?: boolean;
  readonly children: ReactNode;
}

/** A part of the page that scrolls by itself. It is a stop of the Tab key, or nobody could scroll it without a mouse. */
export function ScrollRegion({ label, className, takesFocus = false, children }: ScrollRegionProps) {
  const element = useRef<HTMLElement>(null);
  useEffect(() => {
    if (element.current === null) return;
    element.current.tabIndex = 0;
    if (takesFocus) element.current.focus();
  }, [takesFocus]);
  return (
    <section ref={element} className={className} aria-label={label}>
      {children}
    </section>
  );
}
