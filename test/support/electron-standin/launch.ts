// Reads the command line the way the Electron executable does: which argument is the app, which modules are
// preloaded with -r, whether an inspector or a DevTools port was asked for. Pure: no file is touched here.
// Must never drop or reorder an argument: `argv` goes to the app as it came.

/** One start of the stand-in executable. */
export interface Launch {
  /** Everything after the executable, unchanged. */
  readonly argv: readonly string[];
  /** Values of `-r` / `--require`, in order. */
  readonly preloads: readonly string[];
  /** The first argument that is not an option: a folder or a file. */
  readonly app: string | undefined;
  /** Node inspector port; 0 lets the system choose. Undefined: no inspector. */
  readonly inspectorPort: number | undefined;
  /** Wait for the debugger before the first line (`--inspect-brk`). */
  readonly inspectorWaits: boolean;
  /** Value of `--remote-debugging-port`, asked for by a driver such as Playwright. */
  readonly debuggingPort: string | undefined;
  /** Value of `--user-data-dir`. */
  readonly userDataDir: string | undefined;
}

const DEFAULT_INSPECTOR_PORT = 9229;

/** Parses the arguments that follow the executable. */
export function parseLaunch(argv: readonly string[]): Launch {
  const preloads: string[] = [];
  let app: string | undefined;
  for (let i = 0; i < argv.length && app === undefined; i += 1) {
    const argument = argv[i] ?? '';
    if (argument === '-r' || argument === '--require') {
      i += 1;
      preloads.push(argv[i] ?? '');
    } else if (!argument.startsWith('-')) {
      app = argument;
    }
  }
  const inspect = argv.find((a) => /^--inspect(-brk)?(=|$)/.test(a));
  return {
    argv,
    preloads,
    app,
    inspectorPort: inspect === undefined ? undefined : Number(inspect.split('=')[1] ?? DEFAULT_INSPECTOR_PORT),
    inspectorWaits: inspect?.startsWith('--inspect-brk') ?? false,
    debuggingPort: switchValue(argv, 'remote-debugging-port'),
    userDataDir: switchValue(argv, 'user-data-dir'),
  };
}

/** Value of `--name=value`; undefined when the switch is absent or has no value. */
export function switchValue(argv: readonly string[], name: string): string | undefined {
  const prefix = `--${name}=`;
  return argv.find((a) => a.startsWith(prefix))?.slice(prefix.length);
}
