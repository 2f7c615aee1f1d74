// Where the app's folders are, for app.getPath and app.setPath.
import { mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export class AppPaths {
  readonly #set = new Map<string, string>();
  readonly #executable: string;
  readonly #userDataSwitch: string | undefined;
  readonly #appName: () => string;

  constructor(executable: string, userDataSwitch: string | undefined, appName: () => string) {
    this.#executable = executable;
    this.#userDataSwitch = userDataSwitch === undefined ? undefined : path.resolve(userDataSwitch);
    this.#appName = appName;
  }

  /** Throws `Failed to get '<name>' path` for names Electron has and this does not, and for unknown ones. */
  get(name: string): string {
    const chosen = this.#set.get(name) ?? this.#standard(name);
    if (chosen === undefined) throw new Error(`Failed to get '${name}' path`);
    return chosen;
  }

  /** `folder` must be absolute; it is created. */
  set(name: string, folder: string): void {
    if (!path.isAbsolute(folder)) throw new Error('Path must be absolute');
    this.get(name);
    mkdirSync(folder, { recursive: true });
    this.#set.set(name, folder);
  }

  #standard(name: string): string | undefined {
    const home = os.homedir();
    switch (name) {
      case 'home':
        return home;
      case 'appData':
        return process.env.XDG_CONFIG_HOME ?? path.join(home, '.config');
      case 'userData':
        return this.#userDataSwitch ?? path.join(this.get('appData'), this.#appName());
      case 'sessionData':
        return this.get('userData');
      case 'logs':
        return path.join(this.get('userData'), 'logs');
      case 'crashDumps':
        return path.join(this.get('userData'), 'Crashpad');
      case 'temp':
        return os.tmpdir();
      case 'exe':
      case 'module':
        return this.#executable;
      case 'desktop':
      case 'documents':
      case 'downloads':
        return path.join(home, `${name[0]?.toUpperCase()}${name.slice(1)}`);
      default:
        return undefined;
    }
  }
}
