// electron.nativeTheme: themeSource changes what pages see as prefers-color-scheme. The system is light.
import { ApiEmitter } from './api-emitter.ts';
import { refuseUnknownMembers } from './refuse-unknown.ts';

type ThemeSource = Electron.NativeTheme['themeSource'];

export class NativeTheme extends ApiEmitter {
  readonly #onChange: (scheme: string) => void;
  #source: ThemeSource = 'system';

  constructor(onChange: (scheme: string) => void) {
    super('nativeTheme', ['updated']);
    this.#onChange = onChange;
  }

  get themeSource(): ThemeSource {
    return this.#source;
  }
  set themeSource(source: ThemeSource) {
    if (!['system', 'light', 'dark'].includes(source)) throw new TypeError(`Error processing argument: ${String(source)}`);
    const changed = source !== this.#source;
    this.#source = source;
    this.#onChange(this.colorScheme);
    if (changed) this.emit('updated');
  }
  /** The scheme for pages; '' follows the system. */
  get colorScheme(): string {
    return this.#source === 'system' ? '' : this.#source;
  }
  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark';
  }
  get shouldUseHighContrastColors(): boolean {
    return false;
  }
  get shouldUseInvertedColorScheme(): boolean {
    return false;
  }
  get prefersReducedTransparency(): boolean {
    return false;
  }
}

refuseUnknownMembers('nativeTheme', NativeTheme);
