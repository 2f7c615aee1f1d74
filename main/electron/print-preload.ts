// All that the page in the hidden printing window gets: its document, once, and a way to say that it is drawn. It has no bridge and
// can call nothing of the program.
import { contextBridge, ipcRenderer } from 'electron';

contextBridge.exposeInMainWorld('printJob', {
  document: (): Promise<unknown> => ipcRenderer.invoke('print-document'),
  ready: (heightPx: number): void => ipcRenderer.send('print-ready', heightPx),
});
