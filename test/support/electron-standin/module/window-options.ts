// Which BrowserWindow options exist here, and with which values. A name that is not listed is refused, and so is a
// value that would weaken the page (nodeIntegration, no sandbox …): the stand-in has no such mode.
import path from 'node:path';
import { refuseUnknownKeys } from './refuse-unknown.ts';

type WebPreferences = Electron.WebPreferences;
type WindowOptions = Electron.BrowserWindowConstructorOptions;

const WINDOW_OPTIONS: ReadonlySet<string> = new Set<keyof WindowOptions>([
  'autoHideMenuBar',
  'backgroundColor',
  'center',
  'closable',
  'darkTheme',
  'fullscreenable',
  'height',
  'icon',
  'maxHeight',
  'maxWidth',
  'maximizable',
  'minHeight',
  'minWidth',
  'minimizable',
  'paintWhenInitiallyHidden',
  'resizable',
  'show',
  'title',
  'useContentSize',
  'webPreferences',
  'width',
  'x',
  'y',
]);

/** Preferences with the only value the stand-in has. */
const FIXED_PREFERENCES: Partial<Record<keyof WebPreferences, boolean>> = {
  allowRunningInsecureContent: false,
  contextIsolation: true,
  experimentalFeatures: false,
  javascript: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  offscreen: false,
  plugins: false,
  sandbox: true,
  webSecurity: true,
  webviewTag: false,
};

/** Preferences that are carried out, or that change nothing a stand-in could show. */
const FREE_PREFERENCES: readonly (keyof WebPreferences)[] = [
  'additionalArguments',
  'autoplayPolicy',
  'backgroundThrottling',
  'defaultEncoding',
  'defaultFontFamily',
  'defaultFontSize',
  'devTools',
  'disableDialogs',
  'disableHtmlFullscreenWindowResize',
  'images',
  'minimumFontSize',
  'navigateOnDragDrop',
  'preload',
  'safeDialogs',
  'safeDialogsMessage',
  'scrollBounce',
  'session',
  'spellcheck',
  'textAreasAreResizable',
  'v8CacheOptions',
  'webgl',
  'zoomFactor',
];

const PREFERENCES: ReadonlySet<string> = new Set([...Object.keys(FIXED_PREFERENCES), ...FREE_PREFERENCES]);

/** Throws with the name of the first option or value the stand-in does not have. */
export function checkWindowOptions(options: WindowOptions): void {
  refuseUnknownKeys('BrowserWindow options', options, WINDOW_OPTIONS);
  const preferences = options.webPreferences ?? {};
  refuseUnknownKeys('webPreferences', preferences, PREFERENCES);
  for (const [name, only] of Object.entries(FIXED_PREFERENCES)) {
    const given: unknown = Reflect.get(preferences, name);
    if (given !== undefined && given !== only) {
      throw new Error(`The Electron stand-in does not implement webPreferences.${name} = ${String(given)}`);
    }
  }
  if (preferences.preload !== undefined && !path.isAbsolute(preferences.preload)) {
    throw new Error(`preload script must have absolute path: ${preferences.preload}`);
  }
}
