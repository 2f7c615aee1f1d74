// Finds what to run: the rules of Electron's default app for `electron <folder or file>`.
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

interface PackageFile {
  readonly name?: string;
  readonly productName?: string;
  readonly version?: string;
  readonly main?: string;
  readonly type?: string;
}

/** The app to run, as found on disk. */
export interface AppEntry {
  /** Absolute file of the main script. */
  readonly file: string;
  readonly isModule: boolean;
  /** What app.getAppPath() answers. */
  readonly appPath: string;
  readonly name: string;
  readonly version: string;
}

/** Reads the app's package.json. Throws when the argument names nothing. */
export function readAppEntry(argument: string, workingDirectory: string): AppEntry {
  const target = path.resolve(workingDirectory, argument);
  const isFolder = statSync(target).isDirectory();
  const appPath = isFolder ? target : path.dirname(target);
  const own = readPackage(appPath) ?? {};
  const file = isFolder ? path.join(target, own.main ?? 'index.js') : target;
  return {
    file,
    isModule: file.endsWith('.mjs') || (file.endsWith('.js') && nearestPackage(path.dirname(file)).type === 'module'),
    appPath,
    name: own.productName ?? own.name ?? 'Electron',
    version: own.version ?? '0.0.0',
  };
}

function readPackage(folder: string): PackageFile | undefined {
  const file = path.join(folder, 'package.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as PackageFile) : undefined;
}

function nearestPackage(folder: string): PackageFile {
  const parent = path.dirname(folder);
  return readPackage(folder) ?? (parent === folder ? {} : nearestPackage(parent));
}
