// The counter window and what its page is denied (S1): navigation, new windows, permissions, webviews, downloads, every request
// that is not a file of ours. Its content is hidden from screen capture where the system can do that.
import { app, BrowserWindow, dialog, type Session } from 'electron';
import { isOwnPage, scheme } from '#main/electron/page-files.ts';

/**
 * Closes a session to everything but our own files, and to every permission but one: our own page may use the camera, without sound,
 * while the program has it open for a picture. Call once, before the first window.
 */
export function closeSession(session: Session, camera: { readonly isOpen: boolean }): void {
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const kinds = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const isPicture = permission === 'media' && kinds.length > 0 && kinds.every((kind) => kind === 'video');
    answer(isPicture && camera.isOpen && details.isMainFrame && isOwnPage(contents.getURL()));
  });
  session.setPermissionCheckHandler(
    (contents, permission, _origin, details) =>
      permission === 'media' &&
      details.mediaType === 'video' &&
      camera.isOpen &&
      contents !== null &&
      isOwnPage(contents.getURL()),
  );
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((details, answer) => {
    // blob: is the diagnosis text that the person saves; devtools: exists in development only.
    const isOwn = [scheme, 'blob', ...(app.isPackaged ? [] : ['devtools'])].some((own) => details.url.startsWith(`${own}:`));
    answer({ cancel: !isOwn });
  });
  session.on('will-download', (event, item) => {
    if (!item.getURL().startsWith('blob:')) event.preventDefault();
  });
}

/** Denies what no page may do, for every page there will ever be. */
export function guardPages(): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => {
      if (!isOwnPage(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

/** A page that would lose something typed objects to being closed; the person decides. */
function askBeforeClosing(window: BrowserWindow): boolean {
  const answer = dialog.showMessageBoxSync(window, {
    type: 'warning',
    message: '正在登记的内容尚未提交 · A registration is not submitted yet',
    detail: '已填写的内容会加密保留，下次登录后可以继续。\nWhat was typed is kept, encrypted; you can continue after signing in.',
    buttons: ['返回登记 · Go back', '保留并关闭 · Keep and close'],
    defaultId: 0,
    cancelId: 0,
  });
  return answer === 1;
}

/** What every page of ours runs under; a preload is added by whoever opens it. */
export function lockedPage() {
  return {
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    spellcheck: false,
    navigateOnDragDrop: false,
    devTools: !app.isPackaged,
  } as const;
}

/** Opens the window. `register` gets it before its page loads, because the page calls at once. */
export async function openWindow(preload: string, page: string, register: (window: BrowserWindow) => void): Promise<void> {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 700,
    useContentSize: true,
    show: false,
    title: '实名柜 Countersign',
    autoHideMenuBar: true,
    webPreferences: { ...lockedPage(), preload },
  });
  window.setContentProtection(true);
  window.once('ready-to-show', () => window.show());
  window.webContents.on('will-prevent-unload', (event) => {
    if (askBeforeClosing(window)) event.preventDefault();
  });
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit') window.reload();
  });
  register(window);
  await window.loadURL(page);
}
