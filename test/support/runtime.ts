// Decides which runtime opens the app on this machine: the real Electron when its binary is there, otherwise the
// stand-in of the `electron` module over Node and Chromium. One place, so specs, `npm start` and the demo agree.
import { existsSync } from 'node:fs';
import path from 'node:path';

const projectDir = path.resolve(import.meta.dirname, '..', '..');
const standinDist = path.join(import.meta.dirname, 'electron-standin', 'dist');
const electronDist = path.join(projectDir, 'node_modules', 'electron', 'dist');

/** 'electron' when the binary is installed or ELECTRON_OVERRIDE_DIST_PATH names one, otherwise 'standin'. */
export function runtimeName(): 'electron' | 'standin' {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override !== undefined) return path.resolve(override) === standinDist ? 'standin' : 'electron';
  const binaries = ['electron', 'electron.exe', path.join('Electron.app', 'Contents', 'MacOS', 'Electron')];
  return binaries.some((binary) => existsSync(path.join(electronDist, binary))) ? 'electron' : 'standin';
}

/** The environment for starting the app in that runtime. Set it on whatever runs `electron`. */
export function launchEnv(): Record<string, string> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) => {
    // ELECTRON_RUN_AS_NODE would turn the app into a plain Node process.
    return value === undefined || name === 'ELECTRON_RUN_AS_NODE' ? [] : [[name, value] as const];
  });
  const env = Object.fromEntries(inherited);
  return runtimeName() === 'electron' ? env : { ...env, ELECTRON_OVERRIDE_DIST_PATH: standinDist };
}
