import type { ReactNode } from 'react';

interface MessageProps {
  readonly kind: 'error' | 'warn';
  readonly id?: string;
  /** Shown small beside the text, so that it can be told on the telephone. */
  readonly code?: string;
  readonly children: ReactNode;
}

/** Something a person must notice. Errors interrupt a screen reader, warnings wait their turn. */
export function Message({ kind, id, code, children }: MessageProps) {
  return (
    <div id={id} className={`message message-${kind} fade-in`} role={kind === 'error' ? 'alert' : 'status'} data-code={code}>
      <div>{children}</div>
      {code === undefined ? null : <span className="code">{code}</span>}
    </div>
  );
}
