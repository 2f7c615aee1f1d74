import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';

interface DialogProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly actions: ReactNode;
  readonly isWide?: boolean;
  /** Escape. */
  readonly onCancel: () => void;
}

function focusOf(element: Element | null): void {
  if (element instanceof HTMLElement && element.isConnected) element.focus();
}

/**
 * A question over the page: the rest is inert, Escape answers with the harmless choice. The control that asked for the focus keeps it
 * (the browser would give it to the first one), and afterwards it goes back to where it was, or to the heading of the page that came
 * in its place.
 */
export function Dialog({ title, children, actions, isWide = false, onCancel }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const [before] = useState(() => document.activeElement);
  useLayoutEffect(() => {
    const dialog = element.current;
    if (dialog === null) return;
    dialog.showModal();
    // React's own autoFocus came too early: what is in a closed dialog cannot take the focus.
    focusOf(dialog.querySelector('[data-first]'));
    return () => {
      dialog.close();
      focusOf(before?.isConnected === true ? before : document.querySelector('main :is(h1, h2)[tabindex="-1"]'));
    };
  }, [before]);
  return (
    <dialog
      ref={element}
      className={isWide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby="dialog-title"
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
    >
      <h2 id="dialog-title">{title}</h2>
      {children}
      <div className="dialog-actions">{actions}</div>
    </dialog>
  );
}
