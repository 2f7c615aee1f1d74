// The one launch and the one Chromium of this process. boot.ts imports this first and alone, so that Chromium starts
// while the rest of the stand-in and the app's own bundle are still being loaded.
import path from 'node:path';
import { readAppEntry } from './app-entry.ts';
import { Browser } from './chromium/browser.ts';
import { parseLaunch } from './launch.ts';
import { isInstanceRunning } from './module/instance-lock.ts';

export const launch = parseLaunch(process.argv.slice(2));
export const browser = new Browser(launch, process.env);
export const entry = launch.app === undefined ? undefined : readAppEntry(launch.app, process.cwd());

// Only an explicit data directory is certain this early; otherwise the app may still choose one by app.setPath.
// A second instance must leave the first one's Chromium profile alone.
const early = launch.userDataDir === undefined ? undefined : path.resolve(launch.userDataDir);
if (early !== undefined && entry && !isInstanceRunning(early)) {
  try {
    browser.start(early);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
