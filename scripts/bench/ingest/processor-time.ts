// Processor time of processes, which other work on the machine does not stretch as it stretches the clock's. Linux only; 0 elsewhere.
import { readdirSync, readFileSync } from 'node:fs';

const tickMs = 10;

/** Fields of /proc/PID/stat after the name, which may hold anything but ends with the last bracket. */
function statOf(pid: number): readonly string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

function ticks(stat: readonly string[], ...fields: readonly number[]): number {
  return fields.reduce((sum, field) => sum + Number(stat[field] ?? 0), 0);
}

/** Milliseconds a process has used so far. */
export function processMs(pid: number): number {
  return ticks(statOf(pid), 11, 12) * tickMs;
}

/** The same of a process, its running children, and those that have ended. */
export function familyMs(pid: number): number {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(statOf(Number(name))[1]) === pid);
  return ticks(statOf(pid), 11, 12, 13, 14) * tickMs + children.reduce((sum, child) => sum + processMs(Number(child)), 0);
}
