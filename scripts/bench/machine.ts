// What was measured on: kinds and sizes, no names of anything.
import { readFileSync, statfsSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';

const fileSystems: Readonly<Record<number, string>> = {
  61267: 'ext4',
  2435016766: 'btrfs',
  1481003842: 'xfs',
  16914836: 'tmpfs (memory: its fdatasync says nothing about a disk)',
  2035054128: 'overlayfs',
};

/** One fact per line. */
export function machineFacts(folder: string, runtime: string): readonly string[] {
  const processors = cpus();
  const fileSystem = fileSystems[statfsSync(folder).type] ?? `type 0x${statfsSync(folder).type.toString(16)}`;
  return [
    `${processors.length} cores (${processors[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB memory, ${process.platform} ${process.arch}`,
    `file system ${fileSystem}`,
    `node ${process.versions.node}, runtime ${runtime}`,
    `load average ${loadAverage()}`,
  ];
}

export function loadAverage(): string {
  return loadavg()
    .map((value) => value.toFixed(1))
    .join(' ');
}

/** How much of the time something wanted to run and could not, in percent of the last ten seconds; null where the system does not say. */
export function pressure(): number | null {
  try {
    const match = /some avg10=([\d.]+)/u.exec(readFileSync('/proc/pressure/cpu', 'utf8'));
    return match === null ? null : Number(match[1]);
  } catch {
    return null;
  }
}
