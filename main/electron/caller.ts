// Who may speak to the program: the top frame of our own window, showing our own page (S1). Everything else gets no answer.
import { isOwnPage } from '#main/electron/page-files.ts';

/** What the check needs of Electron's message event. */
export interface Caller {
  readonly senderId: number;
  /** Null when the frame has gone meanwhile. */
  readonly frame: { readonly url: string; readonly isTop: boolean } | null;
}

export function isOwnCaller(caller: Caller, windowId: number | null): boolean {
  return windowId !== null && caller.senderId === windowId && caller.frame?.isTop === true && isOwnPage(caller.frame.url);
}
