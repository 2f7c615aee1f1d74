// All that the page gets of the program: call and subscribe, with the names of the contract table (filled in at build time, so
// that this script stays small and needs nothing else). It does not change when a call is added.
import { contextBridge, ipcRenderer } from 'electron';

/** Of the page's own window; the rest of the program has none. */
declare const document: {
  getSelection(): { toString(): string } | null;
  addEventListener(type: 'copy' | 'cut', listener: () => void, isFirst: true): void;
};
declare const CALL_NAMES: readonly string[];
declare const EVENT_NAMES: readonly string[];

contextBridge.exposeInMainWorld('bridge', {
  call: (name: string, input: unknown): Promise<unknown> => {
    if (!CALL_NAMES.includes(name)) return Promise.reject(new Error('unknown call'));
    return ipcRenderer.invoke('call', name, input);
  },
  subscribe: (name: string, listener: (payload: unknown) => void): (() => void) => {
    if (!EVENT_NAMES.includes(name)) throw new Error('unknown event');
    const forward = (_event: unknown, happened: string, payload: unknown) => {
      if (happened === name) listener(payload);
    };
    ipcRenderer.on('event', forward);
    return () => {
      ipcRenderer.removeListener('event', forward);
    };
  },
});

// The program empties the clipboard of what came from here when the session ends. Nothing marked means nothing was copied.
for (const type of ['copy', 'cut'] as const) {
  document.addEventListener(
    type,
    () => {
      if (document.getSelection()?.toString()) ipcRenderer.send('copied');
    },
    true,
  );
}
