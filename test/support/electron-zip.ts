// For tests of the package where Electron cannot be had: a zip that Forge takes for Electron's. Its binary cannot run; it is a file with
// the fuses as Electron ships them, so that flipping and reading them back is done by the real tools on real bytes.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zip } from '#test/support/xlsx-file.ts';

const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** As Electron is delivered: runs as Node, takes NODE_OPTIONS and --inspect, checks no archive, loads any folder. */
const deliveredFuses = '101100011';

/** @returns the version that the project names */
export function writeElectronZip(folder: string, platform: string, arch: string): string {
  const { devDependencies } = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'));
  const version: string = devDependencies.electron;
  const wire = `${sentinel}\x01${String.fromCharCode(deliveredFuses.length)}${deliveredFuses}`;
  const parts = [
    { name: 'electron', content: `\x7fELF${'padding '.repeat(1_000)}${wire}${'padding '.repeat(1_000)}` },
    { name: 'version', content: version },
    { name: 'LICENSE', content: 'of Electron' },
    { name: 'resources/default_app.asar', content: 'an archive that must not stay' },
  ];
  writeFileSync(join(folder, `electron-v${version}-${platform}-${arch}.zip`), zip(parts));
  return version;
}
