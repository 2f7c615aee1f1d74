// Decides which runtime opens the app on this machine: the real Electron when its binary is there, otherwise the
// stand-in of the `electron` module over Node and Chromium. One place, so specs, `npm start` and the demo agree.
import { existsSync } from 'node:fs';
import path from 'node:path';

const projectDir = path.resolve(import.meta.dirname, '..', '..');
const standinDist = path.join(import.meta.dirname, 'electron-standin', 'dist');
const electronDist = path.join(projectDir, 'node_modules', 'electron', 'dist');

/** 'electron' when the binary is installed or ELECTRON_OVERRIDE_DIST_PATH names one, otherwise 'standin'. */
export function runtimeName(): 'electron' | 'standin' {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override !== undefined) return path.resolve(override) === standinDist ? 'standin' : 'electron';
  const binaries = ['electron', 'electron.exe', path.join('Electron.app', 'Contents', 'MacOS', 'Electron')];
  return binaries.some((binary) => existsSync(path.join(electronDist, binary))) ? 'electron' : 'standin';
}

/**
 * Variables to add to the environment of whatever starts the app. Sets them in this process as well, because
 * Playwright finds the Electron executable in its own environment and not in the one it gives the app.
 */
export function launchEnv(): Record<string, string> {
  // ELECTRON_RUN_AS_NODE would turn the app into a plain Node process; empty counts as unset.
  const env: Record<string, string> = { ELECTRON_RUN_AS_NODE: '' };
  if (runtimeName() === 'standin') env.ELECTRON_OVERRIDE_DIST_PATH = standinDist;
  Object.assign(process.env, env);
  return env;
}
