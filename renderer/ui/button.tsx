import { type ComponentProps, type KeyboardEvent, useLayoutEffect, useRef } from 'react';

type ButtonProps = ComponentProps<'button'> & {
  readonly look?: 'plain' | 'primary' | 'quiet';
  readonly isLarge?: boolean;
  /** The key that does the same, shown as a key cap. */
  readonly keyName?: string;
};

/** A held Enter acts once: the button that gets the focus next must not be pressed by the same finger. */
function ignoreHeldEnter(event: KeyboardEvent): void {
  if (event.key === 'Enter' && event.repeat) event.preventDefault();
}

/**
 * A button that is locked while the program works loses the focus with it, and gets it back unless it went elsewhere meanwhile; one
 * that asked for the focus while it was locked gets it then.
 */
function useFocusKept(isDisabled: boolean, asksFocus: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  const hadFocus = useRef(asksFocus);
  useLayoutEffect(() => {
    // The browser takes the focus only when it draws next.
    if (isDisabled) hadFocus.current ||= document.activeElement === button.current;
    else if (hadFocus.current) {
      hadFocus.current = false;
      if (document.activeElement === document.body) button.current?.focus();
    }
  }, [isDisabled]);
  return button;
}

/** A button that never submits by accident: its type is `button` unless said otherwise. */
export function Button({ look = 'plain', isLarge = false, keyName, className, children, type = 'button', ...rest }: ButtonProps) {
  const button = useFocusKept(rest.disabled === true, rest.autoFocus === true);
  const classes = ['button', look === 'plain' ? '' : `button-${look}`, isLarge ? 'button-large' : '', className ?? ''];
  return (
    <button
      ref={button}
      type={type}
      className={classes.filter(Boolean).join(' ')}
      data-first={rest.autoFocus === true ? '' : undefined}
      onKeyDown={ignoreHeldEnter}
      {...rest}
    >
      {children}
      {keyName === undefined ? null : <Keycap>{keyName}</Keycap>}
    </button>
  );
}

/** A key that does something; decoration, because the control says what it does. */
export function Keycap({ children }: { readonly children: string }) {
  return (
    <span className="keycap" aria-hidden="true">
      {children}
    </span>
  );
}
