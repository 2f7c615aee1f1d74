// The application's first file: switches, single instance, the page's scheme, one window, one worker with the local program.
// It decides nothing about registrations: it passes calls in and events out, and refuses callers that are not our page (S1).
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  app,
  type BrowserWindow,
  clipboard,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  ipcMain,
  Menu,
  protocol,
  session,
} from 'electron';
import { isOwnCaller } from '#main/electron/caller.ts';
import { CameraGate } from '#main/electron/camera-gate.ts';
import { type CommandLine, readCommandLine } from '#main/electron/command-line.ts';
import { hostActs } from '#main/electron/host-acts.ts';
import { ElectronMedia } from '#main/electron/media.ts';
import { OwnCopies } from '#main/electron/own-copies.ts';
import { answerPages, enrolledStartPage, scheme, startPage } from '#main/electron/page-files.ts';
import { ElectronPrinter } from '#main/electron/printer.ts';
import { type DoAct, Program } from '#main/electron/program.ts';
import { closeSession, guardPages, openWindow } from '#main/electron/window.ts';
import { dataFolder } from '#main/kernel/data-folder.ts';
import type { KeychainChoice } from '#main/ports/worker-messages.ts';

const builtDir = import.meta.dirname;
const pages = join(builtDir, '..', 'renderer');
const pageFolders = { counter: join(pages, 'main_window'), print: join(pages, 'print_page') };

function keychainOf(switches: CommandLine): KeychainChoice {
  const service = switches.keychainService;
  return switches.evaluationKeychainDir === undefined
    ? { isEvaluation: false, service }
    : { isEvaluation: true, service, evaluationDir: resolve(switches.evaluationKeychainDir) };
}

/** Apart from Chromium's own files, so that "everything the program wrote" is one folder. */
function programFolder(): string {
  return join(app.getPath('userData'), 'workstation');
}

function createProgram(switches: CommandLine, emit: (name: string, payload: unknown) => void, doAct: DoAct): Program {
  return new Program(
    join(builtDir, 'worker.cjs'),
    {
      dataDir: programFolder(),
      appVersion: app.getVersion(),
      keychain: keychainOf(switches),
      ...(switches.enrol === undefined ? {} : { enrol: switches.enrol }),
      ...(switches.reader === undefined ? {} : { reader: switches.reader }),
    },
    emit,
    doAct,
  );
}

/** Runs the application until its window is closed. */
async function run(switches: CommandLine): Promise<void> {
  const open: { window: BrowserWindow | null } = { window: null };
  const printer = new ElectronPrinter(join(builtDir, 'print-preload.cjs'), () => open.window);
  const media = new ElectronMedia(() => open.window);
  const camera = new CameraGate();
  const systemProxy = { find: (url: string) => session.defaultSession.resolveProxy(url) };
  const copies = new OwnCopies(clipboard);
  // Of Linux alone: whatever is marked in a window is there at once, and no page hears of a copy.
  const marked = process.platform === 'linux' ? new OwnCopies(clipboard.selection) : null;
  const emit = (name: string, payload: unknown) => {
    camera.heard(name);
    copies.heard(name);
    marked?.heard(name);
    open.window?.webContents.send('event', name, payload);
  };
  const program = createProgram(switches, emit, hostActs({ printer, media, camera, systemProxy }));
  printer.listen(ipcMain);

  const isOurs = ({ sender, senderFrame: frame }: IpcMainEvent | IpcMainInvokeEvent) => {
    const caller = { senderId: sender.id, frame: frame === null ? null : { url: frame.url, isTop: frame.parent === null } };
    return isOwnCaller(caller, open.window === null ? null : open.window.webContents.id);
  };
  ipcMain.handle('call', (event, name: unknown, input: unknown) => {
    if (!isOurs(event) || typeof name !== 'string') throw new Error('refused');
    return program.call(name, input);
  });
  ipcMain.on('copied', (event) => {
    if (isOurs(event)) copies.copied();
  });
  app.on('second-instance', () => {
    if (open.window?.isMinimized()) open.window.restore();
    open.window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  let isStopped = false;
  app.on('will-quit', (event) => {
    if (isStopped) return;
    event.preventDefault();
    void copies.empty();
    void marked?.empty();
    void program.stop().finally(() => {
      isStopped = true;
      app.quit();
    });
  });

  // The second wrap of the database key is there from the enrolment on. With a form to type into the program begins at the page's first
  // call, when that form stands: on a small machine its thread would be in Chromium's way. Otherwise it begins at once.
  const isEnrolled = existsSync(dataFolder(programFolder()).recovery);
  if (!isEnrolled) program.start();
  const answerPage = answerPages(pageFolders);
  await app.whenReady();
  Menu.setApplicationMenu(null);
  closeSession(session.defaultSession, camera);
  protocol.handle(scheme, answerPage);
  await openWindow(join(builtDir, 'preload.cjs'), isEnrolled ? enrolledStartPage : startPage, (window) => {
    open.window = window;
    window.on('blur', () => {
      copies.leftWindow();
      marked?.leftWindow();
    });
    window.on('focus', () => marked?.copied());
    window.once('closed', () => {
      open.window = null;
      printer.close();
    });
  });
}

// Whatever this program writes is for its own account only, and no variable makes it believe any certificate.
process.umask(0o077);
delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
const switches = readCommandLine(process.argv.slice(1), app.isPackaged);
if (!switches.ok) {
  process.stderr.write(`Countersign: ${switches.error}\n`);
  app.exit(2);
} else {
  if (switches.value.userDataDir !== undefined) app.setPath('userData', resolve(switches.value.userDataDir));
  app.setPath('sessionData', join(app.getPath('userData'), 'chromium'));
  app.enableSandbox();
  guardPages();
  if (app.requestSingleInstanceLock()) void run(switches.value);
  else app.exit(0);
}
