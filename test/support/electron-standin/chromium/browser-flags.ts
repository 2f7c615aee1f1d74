// Which browser is started, and with which flags. The rules behind the flags: nothing typed into a page may reach
// the disk, nothing may reach the network except this machine, and no first-run or update machinery may run.
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

const CANDIDATES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Features switched off: those that remember what is typed, those that call home, those that break interception. */
const DISABLED_FEATURES = [
  'AutofillServerCommunication',
  'AutofillEnableAccountWalletStorage',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
  'Translate',
];

const ALWAYS = [
  '--no-first-run',
  '--no-default-browser-check',
  '--no-startup-window',
  '--no-service-autorun',
  '--test-type',
  '--password-store=basic',
  '--disk-cache-dir=/dev/null',
  '--allow-pre-commit-input',
  '--force-color-profile=srgb',
  '--metrics-recording-only',
  '--disable-back-forward-cache',
  '--disable-background-networking',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-breakpad',
  '--disable-component-extensions-with-background-pages',
  '--disable-component-update',
  '--disable-crash-reporter',
  '--disable-default-apps',
  '--disable-dev-shm-usage',
  '--disable-extensions',
  '--disable-field-trial-config',
  '--disable-hang-monitor',
  '--disable-ipc-flooding-protection',
  '--disable-popup-blocking',
  '--disable-prompt-on-repost',
  '--disable-quic',
  '--disable-renderer-backgrounding',
  '--disable-search-engine-choice-screen',
  '--disable-sync',
  '--enable-features=CDPScreenshotNewSurface',
  '--enable-unsafe-swiftshader',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  '--remote-debugging-pipe',
  `--disable-features=${DISABLED_FEATURES.join(',')}`,
];

/**
 * A real window is an incognito window, which the DevTools protocol cannot give permissions to: there Chromium answers
 * by itself, yes to the camera and no to the rest, after the app's handlers have been asked.
 */
const WINDOWED = ['--use-fake-ui-for-media-stream', '--deny-permission-prompts'];

/** Switches of the app's own command line or `app.commandLine` that are handed on to the browser. */
export const FORWARDED_SWITCHES: ReadonlySet<string> = new Set([
  'force-device-scale-factor',
  'lang',
  'use-fake-device-for-media-stream',
  'use-file-for-fake-video-capture',
]);

/**
 * Switches `app.commandLine.appendSwitch` accepts because the browser has them anyway, or because they cannot matter
 * to it (they tune real Electron's own network, GPU or platform code). Any other switch is refused.
 */
export const SETTLED_SWITCHES: ReadonlySet<string> = new Set([
  ...ALWAYS.map((flag) => flag.slice(2).split('=')[0] ?? ''),
  'auth-server-whitelist',
  'autoplay-policy',
  'disable-edgeupdater',
  'disable-gpu',
  'disable-gpu-compositing',
  'disable-http-cache',
  'disable-infobars',
  'disable-software-rasterizer',
  'disable-stack-profiler',
  'disable-updater-scheduler',
  'do-not-de-elevate',
  'edge-skip-compat-layer-relaunch',
  'force-webrtc-ip-handling-policy',
  'js-flags',
  'no-proxy-server',
  'no-sandbox',
  'ozone-platform-hint',
  'unsafely-disable-devtools-self-xss-warnings',
  'use-mock-keychain',
  'webrtc-ip-handling-policy',
]);

export interface BrowserFlagOptions {
  readonly profileDir: string;
  readonly headless: boolean;
  readonly noSandbox: boolean;
  /** Undefined: no TCP port is opened at all. */
  readonly debuggingPort: string | undefined;
  /** Ready-made `--name=value` entries from FORWARDED_SWITCHES. */
  readonly forwarded: readonly string[];
}

/** The browser's full command line. */
export function browserFlags(options: BrowserFlagOptions): string[] {
  const flags = [...ALWAYS, '--disable-gpu', `--user-data-dir=${options.profileDir}`, ...options.forwarded];
  if (options.headless) flags.push('--headless=new');
  else flags.push(...WINDOWED);
  if (options.noSandbox) flags.push('--no-sandbox');
  if (options.debuggingPort !== undefined) flags.push(`--remote-debugging-port=${options.debuggingPort}`);
  return flags;
}

/** Path of an installed Chromium or Chrome. Throws with what to do when there is none. */
export function findBrowser(env: NodeJS.ProcessEnv): string {
  const named = env.ELECTRON_STANDIN_CHROMIUM;
  if (named !== undefined) {
    if (isExecutable(named)) return named;
    throw new Error(`ELECTRON_STANDIN_CHROMIUM names ${named}, which is not an executable file.`);
  }
  const folders = ['/usr/bin', ...(env.PATH ?? '').split(path.delimiter)];
  const found = CANDIDATES.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isExecutable);
  if (found !== undefined) return found;
  throw new Error(
    `The Electron stand-in needs a browser and found none of ${CANDIDATES.join(', ')}. ` +
      'Install Chromium (Debian: apt-get install chromium) or set ELECTRON_STANDIN_CHROMIUM to one.',
  );
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
