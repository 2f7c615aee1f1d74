// app.commandLine. Real Electron hands switches to its own Chromium; here Chromium is started by the stand-in, so a
// switch is accepted when Chromium can still get it or when it makes no difference, and refused otherwise.
import type { Browser } from '../chromium/browser.ts';
import { FORWARDED_SWITCHES, SETTLED_SWITCHES } from '../chromium/browser-flags.ts';
import { type Launch, switchValue } from '../launch.ts';
import { refuseUnknownMembers } from './refuse-unknown.ts';

export class CommandLine {
  readonly #appended = new Map<string, string>();
  readonly #launch: Launch;
  readonly #browser: Browser;

  constructor(launch: Launch, browser: Browser) {
    this.#launch = launch;
    this.#browser = browser;
  }

  appendSwitch(name: string, value = ''): void {
    const known = SETTLED_SWITCHES.has(name) || (FORWARDED_SWITCHES.has(name) && this.#browser.forwardSwitch(name, value));
    if (!known) throw new Error(`The Electron stand-in cannot honour app.commandLine.appendSwitch('${name}')`);
    this.#appended.set(name, value);
  }

  hasSwitch(name: string): boolean {
    const onLaunch = this.#launch.argv.some((a) => a === `--${name}` || a.startsWith(`--${name}=`));
    return this.#appended.has(name) || onLaunch;
  }

  getSwitchValue(name: string): string {
    return this.#appended.get(name) ?? switchValue(this.#launch.argv, name) ?? '';
  }
}

refuseUnknownMembers('app.commandLine', CommandLine);
