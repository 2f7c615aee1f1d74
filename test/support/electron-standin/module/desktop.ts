// The APIs that reach into the desktop: dialogs, clipboard, shell, screen, power, keychain. A test machine has none
// of them, so each has a safe answer: dialogs are cancelled, nothing is opened, no keychain is available.
// Tests replace a function by assigning to it in the main process (`dialog.showSaveDialog = …`), as on real Electron.
import { ApiEmitter } from './api-emitter.ts';
import type { RecordedCalls } from './recorded-calls.ts';
import { refuseUnknown } from './refuse-unknown.ts';

interface MessageBoxOptions {
  readonly cancelId?: number;
  readonly defaultId?: number;
}

/** The answer of a message box that nobody answered: its cancel button. */
function cancelButton(windowOrOptions: object, options?: object): number {
  const { cancelId, defaultId } = (options ?? windowOrOptions) as MessageBoxOptions;
  return cancelId ?? defaultId ?? 0;
}

export function createDialog(calls: RecordedCalls) {
  return refuseUnknown('dialog', {
    showOpenDialog: async () => ({ canceled: true, filePaths: [] as string[] }),
    showSaveDialog: async () => ({ canceled: true, filePath: '' }),
    showMessageBox: async (windowOrOptions: object, options?: object) => ({
      response: cancelButton(windowOrOptions, options),
      checkboxChecked: false,
    }),
    showMessageBoxSync: cancelButton,
    showErrorBox: (title: string, content: string): void => {
      calls.record('dialog.showErrorBox', title, content);
      console.error(`${title}: ${content}`);
    },
  } satisfies Partial<Record<keyof Electron.Dialog, unknown>>);
}

export function createShell(calls: RecordedCalls) {
  return refuseUnknown('shell', {
    openExternal: async (url: string): Promise<void> => calls.record('shell.openExternal', url),
    openPath: async (path: string): Promise<string> => {
      calls.record('shell.openPath', path);
      return '';
    },
    showItemInFolder: (fullPath: string): void => calls.record('shell.showItemInFolder', fullPath),
    beep: (): void => calls.record('shell.beep'),
  } satisfies Pick<Electron.Shell, 'openExternal' | 'openPath' | 'showItemInFolder' | 'beep'>);
}

/** A clipboard of its own: the system's is neither read nor written. What is copied in a page comes here too. */
export function createClipboard() {
  return refuseUnknown('clipboard', { ...board(), selection: refuseUnknown('clipboard.selection', board()) });
}
export type StandinClipboard = ReturnType<typeof createClipboard>;

function board() {
  const content = { text: '' };
  return {
    readText: async (): Promise<string> => content.text,
    writeText: async (text: string): Promise<void> => {
      content.text = String(text);
    },
    clear: (): void => {
      content.text = '';
    },
  } satisfies Pick<Electron.Clipboard, 'readText' | 'writeText' | 'clear'>;
}

/** One 1280 × 800 display. */
export function createScreen() {
  const area = { x: 0, y: 0, width: 1280, height: 800 };
  const display = refuseUnknown('Display', {
    id: 1,
    bounds: area,
    workArea: area,
    size: { width: area.width, height: area.height },
    workAreaSize: { width: area.width, height: area.height },
    scaleFactor: 1,
    rotation: 0 as const,
    internal: false,
  } satisfies Partial<Electron.Display>);
  return Object.assign(new ApiEmitter('screen', ['display-added', 'display-removed', 'display-metrics-changed']), {
    getPrimaryDisplay: () => display,
    getAllDisplays: () => [display],
    getDisplayMatching: (_area: Electron.Rectangle) => display,
    getDisplayNearestPoint: (_point: Electron.Point) => display,
    getCursorScreenPoint: () => ({ x: 0, y: 0 }),
  });
}

/** Never sleeps and is never idle; a test emits the events and replaces the functions. */
export function createPowerMonitor() {
  const events = ['suspend', 'resume', 'lock-screen', 'unlock-screen', 'on-ac', 'on-battery', 'shutdown'];
  const sessionEvents = ['user-did-become-active', 'user-did-resign-active', 'thermal-state-change', 'speed-limit-change'];
  return Object.assign(new ApiEmitter('powerMonitor', [...events, ...sessionEvents]), {
    onBatteryPower: false,
    getSystemIdleTime: (): number => 0,
    getSystemIdleState: (_idleThresholdS: number) => 'active' as const,
    isOnBatteryPower: (): boolean => false,
    getCurrentThermalState: () => 'nominal' as const,
  } satisfies Pick<
    Electron.PowerMonitor,
    'getSystemIdleTime' | 'getSystemIdleState' | 'isOnBatteryPower' | 'getCurrentThermalState' | 'onBatteryPower'
  >);
}

/** safeStorage without a keychain. `provider` (from ELECTRON_STANDIN_SAFE_STORAGE) may replace any of it. */
export function createSafeStorage(provider: object) {
  const refuse = (what: string) => (): never => {
    throw new Error(`Error while ${what}. Encryption is not available.`);
  };
  const encrypting = 'encrypting the text provided to safeStorage.encryptString';
  const decrypting = 'decrypting the ciphertext provided to safeStorage.decryptString';
  const unavailable = {
    isEncryptionAvailable: (): boolean => false,
    isAsyncEncryptionAvailable: async (): Promise<boolean> => false,
    getSelectedStorageBackend: () => 'unknown' as const,
    encryptString: refuse(encrypting) as (text: string) => Buffer,
    decryptString: refuse(decrypting) as (encrypted: Buffer) => string,
    encryptStringAsync: async (_text: string): Promise<Buffer> => refuse(encrypting)(),
    decryptStringAsync: async (_encrypted: Buffer) => refuse(decrypting)(),
    setUsePlainTextEncryption: (_usePlainText: boolean): void => undefined,
  } satisfies Partial<Electron.SafeStorage>;
  return refuseUnknown('safeStorage', { ...unavailable, ...provider });
}
